using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Contacts.Core.Email;
using Contacts.WebFront.Contacts;
using Contacts.WebFront.Pipeline.Json;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Admin.Contacts;

/// <summary>Identifies a contact: `id` is the external id, `contactId` the integer one.</summary>
internal class ContactName
{
    private readonly Contact _contact;

    internal ContactName(Contact contact) => _contact = contact;

    /// <summary>External id: 16 letters and digits, never changed.</summary><example>a8Kd0Qz3LmX91bTy</example>
    [JsonPropertyOrder(-2)] public string Id => _contact.ExternalId;

    /// <summary>Integer id of the integrators' API.</summary><example>142</example>
    [JsonPropertyOrder(-2)] public long ContactId => _contact.Id;

    /// <summary>Normalised address; null for contacts known by phone only.</summary>
    [JsonPropertyOrder(-2), EmailAddress] public string? Email => _contact.Email;

    /// <summary>Empty if unknown.</summary><example>Jan</example>
    public string FirstName => _contact.FirstName;

    /// <summary>Empty if unknown.</summary><example>Barášek</example>
    public string LastName => _contact.LastName;
}

/// <summary>A contact as administrators see it.</summary>
internal class AdminContact : ContactName
{
    private readonly Contact _contact;

    internal AdminContact(Contact contact)
        : base(contact) => _contact = contact;

    /// <summary>Calling code, a space, the number.</summary><example>+420 777123456</example>
    [JsonPropertyOrder(-1)] public string? Phone => _contact.PhoneInternational ?? _contact.Phone;

    /// <summary>Empty if unknown.</summary><example>Acme Corp</example>
    [JsonPropertyOrder(1)] public string Company => _contact.Company;

    /// <summary>Groups of the contact.</summary>
    [JsonPropertyOrder(1)] public ImmutableArray<GroupOfContact> Groups => GroupOfContact.Of(_contact);

    /// <summary>Whether e-mail may be sent.</summary><example>true</example>
    [JsonPropertyOrder(1)] public bool EmailSubscribed => _contact.EmailSubscribed;

    /// <summary>Whether SMS may be sent.</summary><example>false</example>
    [JsonPropertyOrder(1)] public bool SmsSubscribed => _contact.SmsSubscribed;

    /// <summary>Where the first sign-up came from.</summary><example>web</example>
    [JsonPropertyOrder(1)] public string? Source => _contact.Source;

    /// <summary>UTC.</summary><example>2026-01-15T08:30:00.000Z</example>
    [JsonPropertyOrder(1)] public DateTimeOffset CreatedAt => _contact.CreatedAt;

    /// <summary>UTC.</summary><example>2026-01-15T08:30:00.000Z</example>
    [JsonPropertyOrder(1)] public DateTimeOffset UpdatedAt => _contact.UpdatedAt;

    /// <summary>The id that an integrator gave it: `external_id` of their API.</summary><example>crm-4711</example>
    [JsonPropertyOrder(1)] public string? ExternalId => _contact.ForeignId;

    /// <summary>What integrators keep with it.</summary><example>{"plan": "pro"}</example>
    [JsonPropertyOrder(1)] public RawJson Attributes => new(_contact.Attributes ?? "{}");
}

/// <summary>A contact of a list, with the consent of its address.</summary>
internal class ListedAdminContact : AdminContact
{
    internal ListedAdminContact(Contact contact)
        : base(contact) => EmailConsent = new(contact.EmailConsent!);

    /// <summary>What is known of the consent to e-mail.</summary>
    [JsonPropertyOrder(2)] public StandingConsent EmailConsent { get; }
}

/// <summary>What is known of a consent.</summary>
internal sealed class StandingConsent
{
    internal StandingConsent(ConsentStanding consent)
    {
        State = consent.State.ToString().ToLowerInvariant();
        (RequestedAt, ConfirmedAt, WithdrawnAt) = (consent.RequestedAt, consent.ConfirmedAt, consent.WithdrawnAt);
    }

    /// <summary>`given` and `confirmed` allow mails.</summary><example>confirmed</example>
    [AllowedValues("none", "pending", "given", "confirmed", "withdrawn", "suppressed")] public string State { get; }

    /// <summary>UTC.</summary><example>2026-01-15T08:30:00.000Z</example>
    public DateTimeOffset? RequestedAt { get; }

    /// <summary>UTC.</summary><example>2026-01-15T08:31:00.000Z</example>
    public DateTimeOffset? ConfirmedAt { get; }

    /// <summary>UTC.</summary>
    public DateTimeOffset? WithdrawnAt { get; }
}

/// <param name="Contact">The contact.</param>
internal sealed record AdminContactAnswer(AdminContact Contact) : Answer;
