using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Contacts.Core.Contacts;
using Contacts.Grains.Abstractions.Contacts;
using Contacts.WebFront.Pipeline;
using Contacts.WebFront.Pipeline.Calls;
using Contacts.WebFront.Pipeline.Description;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Contacts;

internal static class ListContacts
{
    /// <summary>List contacts</summary>
    /// <remarks>Newest first. All given filters must hold; totals are exact.</remarks>
    [Parameter<long>("page", "Page number, from 1.", 1)]
    [Parameter<long>("per_page", "Results per page, 20 unless given; over 100 is 100.", 20)]
    [Parameter<string>("search", "Part of a name, company, e-mail or phone; case and diacritics do not matter.", "novak")]
    [Parameter<long>("group_id", "Only members of this group.", 3)]
    [Parameter<long>("subscribed", "1: SMS-subscribed only; 0: not subscribed only.", 1, OneOf = ["0", "1"])]
    public static async Task<Reply<ContactPageAnswer>> HandleAsync(ApiCall call)
    {
        var values = new QueryValues(call.Http.Request.Query);
        var query = new ContactQuery
        {
            Page = values.Page(),
            PageSize = values.PageSize("per_page", 20),
            Search = values.Text("search"),
            GroupId = values.Integer("group_id"),
            SmsSubscribed = values.ZeroOrOne("subscribed"),
        };
        if (values.Problem is { } problem)
            return problem;
        var page = await call.OfOrganisation<IContactDirectoryGrain>().ListAsync(query, call.Aborted);
        return new ContactPageAnswer(
            [.. page.Items.Select(contact => new ListedContact(contact))], new(page.Total, values, query.PageSize));
    }
}

/// <param name="Data">Contacts.</param>
/// <param name="Pagination">Where this page is among all.</param>
internal sealed record ContactPageAnswer(ImmutableArray<ListedContact> Data, Pagination Pagination) : Answer;

/// <summary>A contact of the list.</summary>
internal sealed class ListedContact : DetailedContactView
{
    internal ListedContact(Contact contact)
        : base(contact) => (Groups, CreatedAt) = (GroupOfContact.Of(contact), PlainTime.Of(contact.CreatedAt));

    /// <summary>Groups of the contact.</summary>
    [JsonPropertyOrder(1)] public ImmutableArray<GroupOfContact> Groups { get; }

    /// <summary>UTC, yyyy-MM-dd HH:mm:ss.</summary><example>2026-01-15 08:30:00</example>
    [JsonPropertyOrder(3)] public string CreatedAt { get; }
}

/// <summary>Contacts for integrators.</summary>
internal static class ContactRoutes
{
    public static ApiGroup MapContacts(this ApiGroup api) => api.Tagged("Contacts")
        .Get<ContactPageAnswer>("/contacts", ListContacts.HandleAsync)
        .Get<ContactAnswer>("/contacts/{id:long}", FindContact.GetAsync, Failure.ContactNotFound)
        .Get<ContactAnswer>("/contacts/find", FindContact.HandleAsync, Failure.ContactNotFound, Failure.SeveralMatch)
        .Post<CreateContactBody, NewContactAnswer>(
            "/contacts/create", CreateContact.HandleAsync, Failure.GroupNotFound, Failure.EmailTaken, Failure.ExternalIdTaken,
            Failure.ContactSuppressed)
        .Send<UpdateContactBody, UpdatedContactAnswer>(
            ["PUT", "POST", "PATCH"], "/contacts/update", UpdateContact.HandleAsync,
            Failure.ContactNotFound, Failure.GroupNotFound, Failure.EmailTaken, Failure.ExternalIdTaken, Failure.ContactChanged,
            Failure.ContactSuppressed)
        .Post<UpsertContactBody, UpsertAnswer>(
            "/contacts/upsert", UpsertContact.HandleAsync,
            Failure.GroupNotFound, Failure.EmailTaken, Failure.ExternalIdTaken, Failure.SeveralMatch,
            Failure.ContactSuppressed)
        .Post<ChangeGroupsBody, ContactAnswer>(
            "/contacts/groups", ChangeGroups.HandleAsync, Failure.ContactNotFound, Failure.GroupNotFound, Failure.ContactChanged);
}

[JsonSerializable(typeof(ContactPageAnswer))]
[JsonSerializable(typeof(CreateContactBody))]
[JsonSerializable(typeof(NewContactAnswer))]
[JsonSerializable(typeof(UpdateContactBody))]
[JsonSerializable(typeof(UpdatedContactAnswer))]
[JsonSerializable(typeof(ContactAnswer))]
[JsonSerializable(typeof(UpsertContactBody))]
[JsonSerializable(typeof(UpsertAnswer))]
[JsonSerializable(typeof(ChangeGroupsBody))]
internal sealed partial class ContactJson : JsonSerializerContext;
