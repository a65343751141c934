using System.Collections.Immutable;
using Contacts.Core.Groups;
using Contacts.Core.Phone;

namespace Contacts.Core.Contacts;

/// <summary>
/// A contact's row with its memberships, all from one snapshot: what a pure rule starts from and what it turns into. A row is live while
/// <see cref="MergedInto"/> is null; a row that was merged away keeps its values and has no memberships.
/// </summary>
public sealed record ContactRow() : ContactProfile<string>("")
{
    public required int OrganisationId { get; init; }
    public required long Id { get; init; }
    public required string ExternalId { get; init; }

    /// <summary>Normalised address.</summary>
    public string? Email { get; init; }

    /// <summary>Canonical address, unique among the live contacts of the organisation.</summary>
    public string? EmailKey { get; init; }

    /// <summary>E.164.</summary>
    public string? Phone { get; init; }

    /// <inheritdoc cref="Contact.ForeignId"/>
    public string? ForeignId { get; init; }

    /// <inheritdoc cref="ContactAttributes"/>
    public string? Attributes { get; init; }

    public bool EmailSubscribed { get; init; }
    public bool SmsSubscribed { get; init; }
    public string? Source { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The version that was read; every change adds one.</summary>
    public required long Version { get; init; }

    /// <summary>Null while the contact is live; <see cref="Nowhere"/> where it was removed, and only its ids are left.</summary>
    public long? MergedInto { get; init; }

    /// <summary>No contact has this id.</summary>
    public const long Nowhere = 0;

    /// <summary>What is left of a contact that is removed, so that its ids are never used again.</summary>
    public ContactRow Removed() => (this with
    {
        Email = null, EmailKey = null, Phone = null, EmailSubscribed = false, SmsSubscribed = false, Source = null, Groups = [],
        ForeignId = null, Attributes = null, MergedInto = Nowhere,
    }).WithProfile(_ => "");

    /// <summary>Memberships, by id.</summary>
    public ImmutableArray<GroupRef> Groups { get; init; } = [];

    public Contact ToContact() => new Contact
    {
        Id = Id, ExternalId = ExternalId, Email = Email, Phone = Phone, Groups = Groups,
        EmailSubscribed = EmailSubscribed, SmsSubscribed = SmsSubscribed, Source = Source, CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt, Version = Version,
        PhoneInternational = PhoneNumber.ToInternational(Phone), ForeignId = ForeignId, Attributes = Attributes,
    }.WithProfile(field => this[field]);
}
