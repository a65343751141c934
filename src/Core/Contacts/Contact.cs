using System.Collections.Immutable;
using System.Globalization;
using Contacts.Core.Consent;
using Contacts.Core.Groups;
using Orleans;

namespace Contacts.Core.Contacts;

/// <summary>
/// A live contact of one organisation as callers see it. <see cref="Email"/> is the normalised address and <see cref="Phone"/> is E.164;
/// at least one of the two is present. What is absent of the profile is empty. Times are UTC.
/// </summary>
[GenerateSerializer, Immutable, Alias("contacts.contact")]
public sealed record Contact() : ContactProfile<string>("")
{
    /// <summary>The integer id of the integrators' API.</summary>
    [Id(0)] public required long Id { get; init; }

    /// <summary>The 16-character id of the admin API, never changed.</summary>
    [Id(1)] public required string ExternalId { get; init; }

    [Id(2)] public string? Email { get; init; }
    [Id(3)] public string? Phone { get; init; }
    [Id(4)] public ImmutableArray<GroupRef> Groups { get; init; } = [];
    [Id(5)] public bool EmailSubscribed { get; init; }
    [Id(6)] public bool SmsSubscribed { get; init; }

    /// <summary>Where the first sign-up came from.</summary>
    [Id(7)] public string? Source { get; init; }

    [Id(8)] public required DateTimeOffset CreatedAt { get; init; }
    [Id(9)] public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Grows by one with every change of the contact or its memberships.</summary>
    [Id(10)] public required long Version { get; init; }

    /// <summary>The phone as "+", calling code, one space, national number; null if there is none.</summary>
    [Id(11)] public string? PhoneInternational { get; init; }

    /// <summary>The consent of the address, where it was asked for.</summary>
    [Id(12)] public ConsentStanding? EmailConsent { get; init; }

    /// <summary>
    /// The id that an integrator gave it: <c>external_id</c> to callers. Unique among the live contacts of the organisation.
    /// </summary>
    [Id(13)] public string? ForeignId { get; init; }

    /// <inheritdoc cref="ContactAttributes"/>
    [Id(14)] public string? Attributes { get; init; }

    /// <summary>Names this version of the contact; no other version of any contact has it.</summary>
    public string Tag => TagOf(Id, Version);

    public static string TagOf(long id, long version) => string.Create(CultureInfo.InvariantCulture, $"{id}-{version}");
}
