using Contacts.Core.Keys;
using Contacts.Grains.Abstractions.ApiKeys;
using Orleans;

namespace Contacts.Grains.ApiKeys;

/// <summary>One key by the hash of its text. Keeps what it read for a second, so that many fronts cost one read.</summary>
public sealed class ApiKeyGrain(IApiKeyStore store, ApiKeyOptions options, TimeProvider time) : Grain, IApiKeyGrain
{
    private static readonly TimeSpan _freshFor = TimeSpan.FromSeconds(1);

    private ApiKey? _key;
    private long _readAt;

    public async Task<ApiKey?> FindAsync(CancellationToken cancellationToken)
    {
        if (_key is not null && time.GetElapsedTime(_readAt) < _freshFor) return _key;
        var readAt = time.GetTimestamp();
        _key = await ReadAsync(KeyHash.Parse(this.GetPrimaryKeyString()), cancellationToken);
        _readAt = readAt;
        if (_key is null) DeactivateOnIdle(); // Unknown keys must not accumulate in memory.
        return _key;
    }

    private async Task<ApiKey?> ReadAsync(KeyHash hash, CancellationToken cancellationToken) =>
        options.RootKeyHash == hash
            ? new ApiKey { Id = 0, OrganisationId = 0, Kind = ApiKeyKind.Root, Scopes = ApiKeyScopes.All, Description = "root key" }
            : await store.FindAsync(hash, cancellationToken);
}
