using System.Collections.Concurrent;
using Contacts.Core;
using Contacts.Core.Caching;
using Contacts.Core.Keys;
using Contacts.Grains.Abstractions.ApiKeys;
using Contacts.WebFront.Pipeline.Clients;
using Orleans;

namespace Contacts.WebFront.Pipeline.Keys;

/// <summary>
/// What keys may do, from memory: an answer is never older than 3.5 s (and may be a second old when it comes), so that a change holds
/// everywhere within 5, and is renewed in the background from 2 s on, so that callers do not wait. Bounded in both directions: keys that
/// exist, and keys that do not. Keys without a valid checksum are known to be invented unless they are from before there was one; others
/// that were never seen before are looked up at most <see cref="UnknownPerSecond"/> times a second for each client, past that <see
/// cref="StoreUnavailableException"/>.
/// </summary>
internal sealed class ApiKeyCache(IGrainFactory grains, TimeProvider time)
{
    public const int Capacity = 10_000;
    public const int UnknownPerSecond = 100;
    public static readonly TimeSpan RenewAfter = TimeSpan.FromSeconds(2);
    public static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(3.5);
    private static readonly TimeSpan _unknownFor = TimeSpan.FromSeconds(1); // the rotation makes it one to two

    private readonly ConcurrentDictionary<KeyHash, Entry> _known = new();
    private readonly ConcurrentDictionary<KeyHash, Lazy<Task<KnownKey?>>> _flights = new();
    private readonly RotatingCache<KeyHash, bool> _unknown = new(Capacity, _unknownFor, time);
    private readonly UnknownKeyBudget _unknownBudget = new(UnknownPerSecond, time);
    private readonly KeysWithoutChecksum _withoutChecksum = new(grains, time);

    /// <summary>The key from memory, null where it is remembered as unknown. False where it has to be asked for.</summary>
    public bool TryGet(KeyHash hash, out KnownKey? key)
    {
        key = null;
        if (!_known.TryGetValue(hash, out var entry)) return _unknown.TryGet(hash, out _);
        var age = time.GetElapsedTime(entry.AskedAt);
        if (age >= MaxAge) return false;
        if (age >= RenewAfter && !_flights.ContainsKey(hash)) _ = RenewAsync(hash);
        key = entry.Key;
        return true;
    }

    /// <summary>The key of a text with the format of a key; null where it is unknown.</summary>
    public async Task<KnownKey?> AskAsync(string text, KeyHash hash, ClientNetwork client)
    {
        if (!_known.ContainsKey(hash))
        {
            if (!ApiKeyText.HasChecksum(text) && !await _withoutChecksum.MayContainAsync(hash)) return null;
            if (TryGet(hash, out var meanwhile)) return meanwhile; // Another request has asked while this one waited.
            if (!_flights.ContainsKey(hash) && !_unknownBudget.TryTake(client))
                throw new StoreUnavailableException("Too many unknown API keys of one client at once.");
        }
        return await AskOnceAsync(hash);
    }

    /// <summary>One question per key is under way at a time, whoever asks; it does not end with the caller that began it.</summary>
    private Task<KnownKey?> AskOnceAsync(KeyHash hash) =>
        _flights.GetOrAdd(hash, static (hash, cache) => new(() => cache.ReadAsync(hash)), this).Value;

    private async Task<KnownKey?> ReadAsync(KeyHash hash)
    {
        await Task.Yield(); // the flight is in the table before it can leave it
        try
        {
            var askedAt = time.GetTimestamp();
            var key = await grains.GetGrain<IApiKeyGrain>(hash.ToString()).FindAsync(CancellationToken.None);
            return key is null ? Forget(hash) : Keep(hash, new KnownKey(key, hash), askedAt);
        }
        finally
        {
            _flights.TryRemove(hash, out _);
        }
    }

    private async Task RenewAsync(KeyHash hash)
    {
        try
        {
            await AskOnceAsync(hash);
        }
        catch (Exception)
        {
            // The entry ages until a caller has to wait, and that one gets the error.
        }
    }

    private KnownKey Keep(KeyHash hash, KnownKey key, long askedAt)
    {
        if (_known.Count >= Capacity && !_known.ContainsKey(hash))
            MakeRoom();
        _known[hash] = new Entry(key, askedAt);
        return key;
    }

    private KnownKey? Forget(KeyHash hash)
    {
        _known.TryRemove(hash, out _);
        _unknown.Set(hash, true);
        return null;
    }

    // First what nobody asked for lately; if all are in use, any eighth of them: they come back at the cost of one question each.
    private void MakeRoom()
    {
        foreach (var (hash, entry) in _known)
            if (time.GetElapsedTime(entry.AskedAt) > MaxAge)
                _known.TryRemove(hash, out _);
        if (_known.Count < Capacity)
            return;
        foreach (var (hash, _) in _known.Take(Capacity / 8))
            _known.TryRemove(hash, out _);
    }

    private sealed record Entry(KnownKey Key, long AskedAt);
}
