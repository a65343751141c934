using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;
using Contacts.Core.Contacts;
using Contacts.Grains.Abstractions.Contacts;
using Contacts.WebFront.Pipeline.Calls;
using Contacts.WebFront.Pipeline.Description;
using Contacts.WebFront.Pipeline.Json;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Contacts;

internal static class FindContact
{
    private static readonly Failure _oneOf = Failure.Invalid("Provide one of \"email\", \"phone\" and \"external_id\"");

    /// <summary>Get a contact</summary>
    /// <remarks>
    /// The id of a contact that was merged away gives the one it was merged into. `ETag` names the version, for `If-Match` of an update,
    /// and the names of the groups; with `If-None-Match` the answer is 304 while both are the same.
    /// </remarks>
    [Parameter<long>("id", "Id of the contact.", 201)]
    public static async Task<Reply<ContactAnswer>> GetAsync(ApiCall call)
    {
        var id = long.Parse((string)call.Http.Request.RouteValues["id"]!, CultureInfo.InvariantCulture);
        return await call.OfOrganisation<IContactDirectoryGrain>().GetAsync(id, call.Aborted) is { } contact
            ? Show(call, contact)
            : Failure.ContactNotFound;
    }

    /// <summary>Find a contact</summary>
    /// <remarks>
    /// By exactly one of the three. A phone may belong to several contacts: then the answer is 409 with their ids, at most 100.
    /// </remarks>
    [Parameter<string>("email", "E-mail address; normalised, and compared as the organisation compares addresses.", "jane@example.com")]
    [Parameter<string>("phone", "Phone in E.164 format.", "+12125559876")]
    [Parameter<string>("external_id", "Your own id.", "crm-4711")]
    public static async Task<Reply<ContactAnswer>> HandleAsync(ApiCall call)
    {
        var values = new QueryValues(call.Http.Request.Query);
        var (email, phone, id) = (values.Text("email"), values.Text("phone"), values.Text("external_id"));
        var input = new ContactInput(call.Caller.Identity);
        var identity = ContactIdentity.Read(input, id, email, phone);
        if (values.Problem is { } unusable)
            return unusable;
        if (new[] { email, phone, id }.Count(given => given is not null) != 1)
            return _oneOf;
        if (input.Problem is { } problem)
            return Failures.Of(problem, call.Dialect);
        var found = identity.IsEmpty ? [] : await call.OfOrganisation<IContactDirectoryGrain>().FindAsync(identity, call.Aborted);
        return found.Length switch
        {
            0 => Failure.ContactNotFound,
            1 => Show(call, found[0]),
            _ => Failure.SeveralMatch with { Candidates = [.. found.Select(contact => contact.Id)] },
        };
    }

    private static Reply<ContactAnswer> Show(ApiCall call, Contact contact)
    {
        ContactTags.Send(call, contact);
        return ContactTags.IsKnown(call, contact) ? Reply<ContactAnswer>.NotModified : new ContactAnswer(new(contact));
    }
}

/// <param name="Contact">The contact.</param>
internal sealed record ContactAnswer(SingleContact Contact) : Answer;

/// <summary>A contact with all that integrators may know of it.</summary>
internal sealed class SingleContact(Contact contact) : ContactView(contact)
{
    private readonly Contact _contact = contact;

    /// <summary>Groups of the contact.</summary>
    [JsonPropertyOrder(3)] public ImmutableArray<GroupOfContact> Groups => GroupOfContact.Of(_contact);

    /// <summary>Your own id of the contact.</summary><example>crm-4711</example>
    [JsonPropertyOrder(4)] public string? ExternalId => _contact.ForeignId;

    /// <summary>What you keep with the contact.</summary><example>{"plan": "pro"}</example>
    [JsonPropertyOrder(4)] public RawJson Attributes => new(_contact.Attributes ?? "{}");

    /// <summary>UTC, yyyy-MM-dd HH:mm:ss.</summary><example>2026-01-15 08:30:00</example>
    [JsonPropertyOrder(5)] public string CreatedAt => PlainTime.Of(_contact.CreatedAt);

    /// <summary>UTC, yyyy-MM-dd HH:mm:ss.</summary><example>2026-01-15 08:30:00</example>
    [JsonPropertyOrder(5)] public string UpdatedAt => PlainTime.Of(_contact.UpdatedAt);
}
