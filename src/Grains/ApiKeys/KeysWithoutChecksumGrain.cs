using System.Collections.Immutable;
using Contacts.Core.Keys;
using Contacts.Grains.Abstractions.ApiKeys;
using Orleans;
using Orleans.Concurrency;

namespace Contacts.Grains.ApiKeys;

/// <summary>
/// Reads which stored keys have no checksum; adds the root key of the configuration and the sample key, which may have none either.
/// </summary>
[StatelessWorker(1)]
public sealed class KeysWithoutChecksumGrain(IApiKeyStore store, ApiKeyOptions options) : Grain, IKeysWithoutChecksumGrain
{
    private static readonly ulong _sample = KeyHash.Of(ApiKeyText.Sample).Prefix;

    public async Task<ImmutableArray<ulong>> ListAsync(CancellationToken cancellationToken)
    {
        var stored = await store.ListWithoutChecksumAsync(cancellationToken);
        return options.RootKeyHash is { } root ? [.. stored, _sample, root.Prefix] : [.. stored, _sample];
    }
}
