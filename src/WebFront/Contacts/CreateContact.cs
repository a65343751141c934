using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Contacts.Core;
using Contacts.Core.Contacts;
using Contacts.Core.Text;
using Contacts.WebFront.Pipeline.Calls;
using Contacts.WebFront.Pipeline.Json;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Contacts;

internal static class CreateContact
{
    /// <summary>Create a contact</summary>
    /// <remarks>Never updates one that is there. E-mail or phone is required.</remarks>
    public static async Task<Reply<NewContactAnswer>> HandleAsync(ApiCall call, CreateContactBody body)
    {
        var result = call.Effect is { } effect
            ? await call.FindEffectAsync(effect.Id)
            : await call.CreateAsync(body.ToRequest(call));
        if (result is not { Outcome: ContactOutcome.Done, Contact: { } contact })
            return Failures.Of(result, call.Dialect);
        ContactTags.Send(call, contact);
        return new NewContactAnswer(new(contact, body.GroupId));
    }
}

/// <summary>A contact to create.</summary>
internal sealed record CreateContactBody
{
    /// <summary>E-mail address; required if there is no phone.</summary><example>jane@example.com</example>
    public string? Email { get; set; }

    /// <summary>Phone in E.164 format; required if there is no e-mail.</summary><example>+12125559876</example>
    public string? Phone { get; set; }

    /// <summary>First name.</summary><example>Jane</example>
    [MaxLength(InputText.NameLimit)] public string? FirstName { get; set; }

    /// <summary>Last name.</summary><example>Smith</example>
    [MaxLength(InputText.NameLimit)] public string? LastName { get; set; }

    /// <summary>Company name.</summary><example>Acme Corp</example>
    [MaxLength(InputText.NameLimit)] public string? Company { get; set; }

    /// <summary>An existing group.</summary><example>3</example>
    public long? GroupId { get; set; }

    /// <summary>Default true.</summary><example>true</example>
    public bool? SmsSubscribed { get; set; }

    /// <summary>Default true.</summary><example>true</example>
    public bool? EmailSubscribed { get; set; }

    /// <summary>An id of your own, unique in the organisation.</summary><example>crm-4711</example>
    [MaxLength(ContactInput.ForeignIdLimit)] public string? ExternalId { get; set; }

    /// <summary>Up to 50 strings, numbers and booleans, in at most 8 KB.</summary><example>{"plan": "pro"}</example>
    public Optional<RawJson> Attributes { get; set; }

    public ContactRequest ToRequest(ApiCall call) => new()
    {
        Email = Email, Phone = Phone, FirstName = FirstName, LastName = LastName, Company = Company,
        ForeignId = ExternalId, Attributes = Attributes.Value.Text,
        GroupIds = GroupId is { } groupId ? [groupId] : [],
        SmsSubscribed = SmsSubscribed ?? true, EmailSubscribed = EmailSubscribed ?? true, Actor = call.Caller.Actor, Trail = call.Trail,
        Evidence = call.Evidence(),
    };
}

/// <param name="Contact">The new contact.</param>
internal sealed record NewContactAnswer(NewContact Contact) : Created;

/// <summary>A contact that was just created.</summary>
internal sealed class NewContact : DetailedContactView
{
    internal NewContact(Contact contact, long? groupId)
        : base(contact) => GroupId = groupId;

    /// <summary>The group it was put into; null if none was given.</summary><example>3</example>
    [JsonPropertyOrder(1)] public long? GroupId { get; }
}
