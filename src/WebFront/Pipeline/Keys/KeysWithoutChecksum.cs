using System.Collections.Frozen;
using Contacts.Core;
using Contacts.Core.Keys;
using Contacts.Grains.Abstractions.ApiKeys;
using Orleans;

namespace Contacts.WebFront.Pipeline.Keys;

/// <summary>
/// Knows which keys may exist although their text has no checksum: those from before there was one, by the beginning of their hashes. No
/// such key is made any more, but processes of the version before may still run beside this one, so what is known is asked for again after
/// <see cref="FreshFor"/>; while the store is away, what was known holds. Thread-safe.
/// </summary>
internal sealed class KeysWithoutChecksum(IGrainFactory grains, TimeProvider time)
{
    public static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(10);

    private readonly Lock _asking = new();
    private volatile Known? _known;
    private Task<Known>? _question;

    /// <summary>
    /// Whether there may be a key of that hash; false is certain. Throws <see cref="StoreUnavailableException"/> if the store is away and
    /// has not been asked before.
    /// </summary>
    public async ValueTask<bool> MayContainAsync(KeyHash hash)
    {
        var known = _known is { } recent && time.GetElapsedTime(recent.AskedAt) < FreshFor ? recent : await AskOnceAsync();
        return known.Prefixes.Contains(hash.Prefix);
    }

    private Task<Known> AskOnceAsync()
    {
        lock (_asking)
        {
            if (_question is null || _question.IsCompleted) _question = Task.Run(AskAsync);
            return _question;
        }
    }

    private async Task<Known> AskAsync()
    {
        var askedAt = time.GetTimestamp();
        try
        {
            var prefixes = await grains.GetGrain<IKeysWithoutChecksumGrain>(0).ListAsync(CancellationToken.None);
            return _known = new(prefixes.ToFrozenSet(), askedAt);
        }
        catch (Exception) when (_known is not null) // Whatever keeps it from being answered.
        {
            return _known = _known with { AskedAt = askedAt };
        }
    }

    private sealed record Known(FrozenSet<ulong> Prefixes, long AskedAt);
}
