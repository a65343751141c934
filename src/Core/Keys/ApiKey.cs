using System.Collections.Immutable;
using Contacts.Core.Audit;
using Contacts.Core.Limits;
using Contacts.Core.Settings;
using Orleans;

namespace Contacts.Core.Keys;

/// <summary>The kinds of API key; each is the prefix of its keys (DEV with an underscore).</summary>
public enum ApiKeyKind { Prod, Dev, Root }

/// <summary>What a key may be used for. A ROOT key has all.</summary>
[Flags]
public enum ApiKeyScopes
{
    None = 0,
    Public = 1,
    Contacts = 2,
    Admin = 4,
    All = Public | Contacts | Admin,
}

public enum ApiKeyValidity { Valid, Revoked, Expired }

/// <summary>
/// What a front must know of a key to let a request in. <see cref="OrganisationId"/> is 0 for a ROOT key, which acts for the
/// organisation that the request names. Revoked and expired keys are known too, so that they get their own answer.
/// </summary>
[GenerateSerializer, Immutable, Alias("keys.key")]
public sealed record ApiKey
{
    [Id(0)] public required long Id { get; init; }
    [Id(1)] public required int OrganisationId { get; init; }
    [Id(2)] public required ApiKeyKind Kind { get; init; }
    [Id(3)] public required ApiKeyScopes Scopes { get; init; }
    [Id(4)] public string Description { get; init; } = "";
    [Id(5)] public DateTimeOffset CreatedAt { get; init; }
    [Id(6)] public DateTimeOffset? ExpiresAt { get; init; }
    [Id(7)] public DateTimeOffset? RevokedAt { get; init; }
    [Id(8)] public DateTimeOffset? LastUsedAt { get; init; }
    [Id(9)] public LimitSettings? Limits { get; init; }

    /// <summary>Limits of all keys of the organisation together; only where the key was looked up by its hash.</summary>
    [Id(10)] public LimitSettings? OrganisationLimits { get; init; }

    /// <summary>How the organisation identifies addresses and numbers; only where the key was looked up by its hash.</summary>
    [Id(11)] public IdentitySettings OrganisationIdentity { get; init; } = new();

    /// <summary>Whether the key's text ends in its checksum.</summary>
    [Id(12)] public bool HasChecksum { get; init; }

    /// <summary>Whether the key is the sample key, or was made by a key that is Development's: outside Development it is refused.</summary>
    [Id(13)] public bool IsDevelopment { get; init; }

    /// <summary>Whether the key's organisation is suspended; only where the key was looked up by its hash.</summary>
    [Id(14)] public bool IsSuspended { get; init; }

    /// <summary>The key as logs and the audit name it: its kind and id.</summary>
    public string Name => $"{Kind.ToString().ToUpperInvariant()} key {Id}";

    /// <summary>The key with what its organisation has decided.</summary>
    public ApiKey Of(OrganisationSettings settings) =>
        this with { OrganisationLimits = settings.Limits, OrganisationIdentity = IdentitySettings.Of(settings) };

    /// <summary>Whether the key may be used at that time; one that is revoked and expired is revoked.</summary>
    public ApiKeyValidity ValidityAt(DateTimeOffset now) =>
        RevokedAt is not null ? ApiKeyValidity.Revoked : ExpiresAt <= now ? ApiKeyValidity.Expired : ApiKeyValidity.Valid;
}

/// <summary>When a key was used last, and how many of its requests were refused by a limit since that was told before.</summary>
[GenerateSerializer, Immutable, Alias("keys.use")]
public sealed record KeyUse
{
    [Id(0)] public required long KeyId { get; init; }
    [Id(1)] public required DateTimeOffset At { get; init; }
    [Id(2)] public long Refused { get; init; }
}

/// <summary>How many requests of a key were refused by a limit (its own or its organisation's), over all processes.</summary>
[GenerateSerializer, Immutable, Alias("keys.refusals")]
public sealed record KeyRefusals
{
    [Id(0)] public required long KeyId { get; init; }
    [Id(1)] public required long Refused { get; init; }
}

/// <summary>A key to generate, raw. <see cref="ExpirationDate"/> is a date or an ISO 8601 instant; null means 90 days from now.</summary>
[GenerateSerializer, Immutable, Alias("keys.generate-request")]
public sealed record GenerateKeyRequest
{
    [Id(0)] public string? Environment { get; init; }

    /// <summary>Null if none were named: then `public` alone.</summary>
    [Id(1)] public ImmutableArray<string>? Scopes { get; init; }

    [Id(2)] public string? Description { get; init; }
    [Id(3)] public string? ExpirationDate { get; init; }
    [Id(4)] public LimitSettings? Limits { get; init; }

    [Id(7)] public required Authority Authority { get; init; }

    /// <summary>Where the caller sent an Idempotency-Key: the write notes that it happened, and the key's text, sealed.</summary>
    [Id(6)] public CommandTrail? Trail { get; init; }
}

/// <summary>The outcome of a command on keys.</summary>
public enum ApiKeyOutcome { Done, Invalid, NotFound, Forbidden }

/// <summary>The answer to a command on keys; <see cref="Secret"/> is the new key's text, shown once and stored nowhere.</summary>
[GenerateSerializer, Immutable, Alias("keys.result")]
public sealed record ApiKeyResult
{
    [Id(0)] public required ApiKeyOutcome Outcome { get; init; }
    [Id(1)] public string? Secret { get; init; }
    [Id(2)] public FieldProblem? Problem { get; init; }
}
