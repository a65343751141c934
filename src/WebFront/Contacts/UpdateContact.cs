using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Contacts.Core;
using Contacts.Core.Contacts;
using Contacts.Core.Text;
using Contacts.WebFront.Pipeline.Calls;
using Contacts.WebFront.Pipeline.Json;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Contacts;

internal static class UpdateContact
{
    /// <summary>Update a contact</summary>
    /// <remarks>
    /// Only the fields that are sent change. null or an empty string clears a name or the company; e-mail or phone can be cleared while
    /// the other remains. The id of a contact that was merged away updates the one it was merged into. With `If-Match` only a contact
    /// whose `ETag` is among those given is changed, else the answer is 412; `*` is any, and a weak tag none.
    /// </remarks>
    public static async Task<Reply<UpdatedContactAnswer>> HandleAsync(ApiCall call, UpdateContactBody body)
    {
        if (body.Id is not { } id)
            return Failure.Required("id");
        if (ContactTags.TryReadWanted(call, out var wanted) is { } unreadable)
            return unreadable;
        var result = call.Effect is { } effect
            ? await call.FindEffectAsync(effect.Id)
            : await call.Contact(id).UpdateAsync(body.ToRequest(call) with { IfTags = wanted }, CancellationToken.None);
        if (result is not { Outcome: ContactOutcome.Done, Contact: { } contact })
            return Failures.Of(result, call.Dialect);
        ContactTags.Send(call, contact);
        return new UpdatedContactAnswer(new(contact));
    }
}

/// <summary>What of a contact to change.</summary>
internal sealed record UpdateContactBody
{
    /// <summary>Id of the contact.</summary><example>201</example>
    [Required] public long? Id { get; set; }

    /// <summary>New first name.</summary><example>Jane</example>
    [MaxLength(InputText.NameLimit)] public Optional<string> FirstName { get; set; }

    /// <summary>New last name.</summary><example>Smith</example>
    [MaxLength(InputText.NameLimit)] public Optional<string> LastName { get; set; }

    /// <summary>New e-mail address.</summary><example>jane@example.com</example>
    public Optional<string> Email { get; set; }

    /// <summary>New phone in E.164 format.</summary><example>+12125559876</example>
    public Optional<string> Phone { get; set; }

    /// <summary>New company name.</summary><example>New Corp</example>
    [MaxLength(InputText.NameLimit)] public Optional<string> Company { get; set; }

    /// <summary>Replaces all group memberships; [] removes the contact from all groups.</summary><example>[3, 7]</example>
    public ImmutableArray<long>? GroupIds { get; set; }

    /// <summary>Whether SMS may be sent.</summary><example>true</example>
    public bool? SmsSubscribed { get; set; }

    /// <summary>Whether e-mail may be sent.</summary><example>true</example>
    public bool? EmailSubscribed { get; set; }

    /// <summary>New id of your own, unique in the organisation.</summary><example>crm-4711</example>
    [MaxLength(ContactInput.ForeignIdLimit)] public Optional<string> ExternalId { get; set; }

    /// <summary>Attributes to change; null takes one away, null for all of them takes them all.</summary><example>{"plan": "pro"}</example>
    public Optional<RawJson> Attributes { get; set; }

    public UpdateContactRequest ToRequest(ApiCall call) => new()
    {
        Email = Email, Phone = Phone, FirstName = FirstName, LastName = LastName, Company = Company, GroupIds = GroupIds,
        ForeignId = ExternalId, Attributes = Attributes.Value.Text,
        SmsSubscribed = SmsSubscribed, EmailSubscribed = EmailSubscribed, Actor = call.Caller.Actor, Trail = call.Trail,
        Evidence = call.Evidence(),
    };
}

/// <param name="Contact">The contact as it is now.</param>
internal sealed record UpdatedContactAnswer(UpdatedContact Contact) : Answer;

/// <summary>A contact after an update.</summary>
internal sealed class UpdatedContact : DetailedContactView
{
    internal UpdatedContact(Contact contact)
        : base(contact) => Groups = GroupOfContact.Of(contact);

    /// <summary>Groups of the contact.</summary>
    [JsonPropertyOrder(3)] public ImmutableArray<GroupOfContact> Groups { get; }
}
