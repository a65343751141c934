using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Orleans;

namespace Contacts.Core.Consent;

/// <summary>The way by which somebody may be written to. The numbers are stored.</summary>
public enum ConsentChannel
{
    Email = 0,
    Sms = 1,
}

/// <summary>What is known of a person's consent. The numbers are stored.</summary>
public enum ConsentState
{
    /// <summary>Nothing was said, or what was asked was declined or not answered in time.</summary>
    None = 0,

    /// <summary>Asked by mail, not answered yet.</summary>
    Pending = 1,

    /// <summary>Given without a confirmation by mail.</summary>
    Given = 2,

    /// <summary>Given, and confirmed by a link that was sent to the address.</summary>
    Confirmed = 3,

    Withdrawn = 4,

    /// <summary>Whoever had the address asked to be forgotten.</summary>
    Suppressed = 5,
}

/// <summary>
/// To whom a consent belongs: a canonical address, or a number in E.164, of an organisation, whichever contact has it.
/// </summary>
public readonly record struct ConsentKey(ConsentChannel Channel, string Address);

/// <summary>
/// The consent of an address or number. <see cref="Version"/> is the version that was read, 0 where nothing is stored yet; a write
/// checks it. Times are UTC.
/// </summary>
public sealed record ConsentRow
{
    public required int OrganisationId { get; init; }
    public required ConsentChannel Channel { get; init; }

    /// <inheritdoc cref="ConsentKey"/>
    public required string Address { get; init; }

    /// <summary>Names the row in links; 0 where nothing is stored yet and the store is to choose it.</summary>
    public long Id { get; init; }

    public ConsentState State { get; init; }

    /// <summary>That of the only confirmation link that counts. Grows with every link sent and with every withdrawal.</summary>
    public long Sequence { get; init; }

    public long Version { get; init; }
    public DateTimeOffset? RequestedAt { get; init; }
    public DateTimeOffset? ConfirmedAt { get; init; }
    public DateTimeOffset? WithdrawnAt { get; init; }

    /// <summary>When a pending consent lapses.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The source of the sign-up that asked for it, or of the act that changed it.</summary>
    public string? Source { get; init; }

    /// <summary>The <see cref="Analytics.SignUpOrigin.Mark"/> of the sign-up of <see cref="Source"/>; null where it was none.</summary>
    public string? SignUp { get; init; }

    public string? Actor { get; init; }

    /// <summary>JSON of a <see cref="ConsentEvidence"/>.</summary>
    public string? Evidence { get; init; }

    /// <summary>JSON of what a pending sign-up says about a known contact.</summary>
    public string? Held { get; init; }

    /// <summary>When the last confirmation mails were sent, oldest first: as many as the limit of a day.</summary>
    public ImmutableArray<DateTimeOffset> Mails { get; init; } = [];

    /// <summary>Whether it was recorded since the last mail that another one is held back.</summary>
    public bool IsHoldNoted { get; init; }

    [JsonIgnore]
    public ConsentKey Key => new(Channel, Address);

    /// <summary>What is known where nothing is stored.</summary>
    public static ConsentRow Unknown(int organisationId, ConsentKey key) =>
        new() { OrganisationId = organisationId, Channel = key.Channel, Address = key.Address };
}

/// <summary>A consent as administrators see it.</summary>
[GenerateSerializer, Immutable, Alias("consent.standing")]
public sealed record ConsentStanding
{
    [Id(0)] public required ConsentState State { get; init; }
    [Id(1)] public DateTimeOffset? RequestedAt { get; init; }
    [Id(2)] public DateTimeOffset? ConfirmedAt { get; init; }
    [Id(3)] public DateTimeOffset? WithdrawnAt { get; init; }

    /// <summary>Through what it came to stand so, where known.</summary>
    [Id(4)] public string? Source { get; init; }

    /// <summary>When it came to stand so; null where nothing was ever said.</summary>
    public DateTimeOffset? ChangedAt => State switch
    {
        ConsentState.Confirmed => ConfirmedAt,
        ConsentState.Withdrawn or ConsentState.Suppressed => WithdrawnAt,
        ConsentState.None => null,
        _ => RequestedAt,
    };

    public static ConsentStanding Of(ConsentRow consent) => new()
    {
        State = consent.State, RequestedAt = consent.RequestedAt, ConfirmedAt = consent.ConfirmedAt, WithdrawnAt = consent.WithdrawnAt,
        Source = consent.Source,
    };
}
