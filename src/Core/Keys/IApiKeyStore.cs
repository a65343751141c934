using System.Collections.Immutable;
using Contacts.Core.Audit;

namespace Contacts.Core.Keys;

/// <summary>
/// API keys; of a key's text only its SHA-256 is ever seen here. Throws StoreUnavailableException while the store is away.
/// </summary>
public interface IApiKeyStore
{
    /// <summary>The key of a hash, revoked and expired ones too; null where there is none.</summary>
    Task<ApiKey?> FindAsync(KeyHash hash, CancellationToken cancellationToken);

    /// <summary>Adds a key (its id is ignored) and returns the id; the id there is where the hash is known already.</summary>
    Task<long> AddAsync(ApiKey key, KeyHash hash, CancellationToken cancellationToken, OrganisationTrail? trail = null);

    /// <summary>The keys of an organisation (of 0: the ROOT keys), newest first.</summary>
    Task<ImmutableArray<ApiKey>> ListAsync(int organisationId, CancellationToken cancellationToken);

    /// <summary>The prefixes of the hashes of all keys without a checksum, revoked and expired ones too.</summary>
    Task<ImmutableArray<ulong>> ListWithoutChecksumAsync(CancellationToken cancellationToken);

    /// <summary>Revokes a key; one that was revoked before stays as it is. False where there is none of that id.</summary>
    Task<bool> RevokeAsync(
        int organisationId, long keyId, DateTimeOffset at, CancellationToken cancellationToken, OrganisationTrail? trail = null);

    /// <summary>
    /// Notes when keys were used last (a time before the one stored changes nothing), and adds what was refused to the day (UTC) of the
    /// use.
    /// </summary>
    Task RecordUseAsync(int organisationId, IReadOnlyList<KeyUse> uses, CancellationToken cancellationToken);

    /// <summary>What was refused since a day (UTC), by key; the keys with the most refusals, at most so many. Kept for 31 days.</summary>
    Task<ImmutableArray<KeyRefusals>> ListRefusalsAsync(
        int organisationId, DateOnly since, int atMost, CancellationToken cancellationToken);
}
