using System.Collections.Immutable;
using Contacts.Core.Audit;
using Contacts.Core.Keys;
using Orleans;

namespace Contacts.Grains.Abstractions.ApiKeys;

/// <summary>What one key may do. Key: the upper-case hexadecimal SHA-256 of the key's text. Fronts keep the answer for seconds.</summary>
[Alias("keys.key-grain")]
public interface IApiKeyGrain : IGrainWithStringKey
{
    /// <summary>The key; null if it is unknown.</summary>
    Task<ApiKey?> FindAsync(CancellationToken cancellationToken);
}

/// <summary>
/// Which keys may exist although their text has no checksum (key: 0). Keeps nothing: it stands where a front has no database.
/// </summary>
[Alias("keys.without-checksum")]
public interface IKeysWithoutChecksumGrain : IGrainWithIntegerKey
{
    /// <summary>The prefixes of the hashes of those keys, eight octets each; of each key of the version before.</summary>
    Task<ImmutableArray<ulong>> ListAsync(CancellationToken cancellationToken);
}

/// <summary>
/// The keys of an organisation (key: organisation id; 0: the ROOT keys). Keeps nothing: it stands where a front has no database.
/// </summary>
[Alias("keys.ring")]
public interface IApiKeyRingGrain : IGrainWithIntegerKey
{
    /// <summary>Done with the key's text, Invalid, or Forbidden where it would have more rights than whoever asks.</summary>
    Task<ApiKeyResult> GenerateAsync(GenerateKeyRequest request, CancellationToken cancellationToken);

    Task<ImmutableArray<ApiKey>> ListAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Done (also where it was revoked before), NotFound, or Forbidden. ROOT keys are found by a ROOT key or an operator alone.
    /// </summary>
    Task<ApiKeyResult> RevokeAsync(long id, Authority authority, CommandTrail? trail, CancellationToken cancellationToken);

    /// <summary>
    /// Notes when keys were used last (a time before the one known changes nothing), and adds what limits refused since it was told before.
    /// </summary>
    Task RecordUseAsync(ImmutableArray<KeyUse> uses, CancellationToken cancellationToken);

    /// <summary>The keys with the most requests that limits refused since a day (UTC), at most 20. Half a minute old.</summary>
    Task<ImmutableArray<KeyRefusals>> ListRefusalsAsync(DateOnly since, CancellationToken cancellationToken);
}
