using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Contacts.Core.Caching;

/// <summary>
/// A memory of bounded size: entries live between one and two times <paramref name="life"/>, or shorter where more than <paramref
/// name="capacity"/> come in; it holds at most twice that. Two generations rotate, so that no sweep is needed. Thread-safe.
/// </summary>
public sealed class RotatingCache<TKey, TValue>(int capacity, TimeSpan life, TimeProvider time)
    where TKey : notnull
{
    private readonly Lock _rotation = new();
    private volatile Generation _generation = new(new(), new(), time.GetTimestamp());

    /// <summary>
    /// Whether an entry's life begins anew each time it is found. Not for what may change elsewhere: it would never be read again.
    /// </summary>
    public bool RenewsOnRead { get; init; }

    /// <summary>How many there are, those that have outlived their time included.</summary>
    public int Count => _generation.Young.Count + _generation.Old.Count;

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        var generation = Current();
        if (generation.Young.TryGetValue(key, out value)) return true;
        if (!generation.Old.TryGetValue(key, out value)) return false;
        if (RenewsOnRead) Keep(generation, key, value);
        return true;
    }

    public void Set(TKey key, TValue value) => Keep(Current(), key, value);

    public void Remove(TKey key)
    {
        var generation = Current();
        generation.Young.TryRemove(key, out _);
        generation.Old.TryRemove(key, out _);
    }

    private void Keep(Generation generation, TKey key, TValue value)
    {
        if (!generation.Young.TryAdd(key, value)) generation.Young[key] = value;
        else if (Interlocked.Increment(ref generation.Size) >= capacity) Rotate(generation);
    }

    private Generation Current()
    {
        var generation = _generation;
        return time.GetElapsedTime(generation.Since) < life ? generation : Rotate(generation);
    }

    private Generation Rotate(Generation seen)
    {
        lock (_rotation)
        {
            if (_generation != seen) return _generation;
            var age = time.GetElapsedTime(seen.Since);
            if (age >= 2 * life) return _generation = new(new(), new(), time.GetTimestamp());
            // A late rotation does not prolong a life.
            var since = age < life ? time.GetTimestamp() : seen.Since + (long)(life.TotalSeconds * time.TimestampFrequency);
            return _generation = new(new(), seen.Young, since);
        }
    }

    private sealed class Generation(ConcurrentDictionary<TKey, TValue> young, ConcurrentDictionary<TKey, TValue> old, long since)
    {
        public readonly ConcurrentDictionary<TKey, TValue> Young = young;
        public readonly ConcurrentDictionary<TKey, TValue> Old = old;
        public readonly long Since = since;
        public int Size;
    }
}
