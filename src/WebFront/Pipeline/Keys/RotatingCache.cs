using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Contacts.WebFront.Pipeline.Keys;

/// <summary>
/// A small memory of bounded size: entries live between one and two times <paramref name="life"/>, or shorter where more than
/// <paramref name="capacity"/> come in. Two generations take turns, so that nothing is ever swept.
/// </summary>
internal sealed class RotatingCache<TKey, TValue>(int capacity, TimeSpan life, TimeProvider time)
    where TKey : notnull
{
    private readonly Lock _rotation = new();
    private volatile Generation _generation = new(new(), new(), time.GetTimestamp());

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        var generation = Current();
        return generation.Young.TryGetValue(key, out value) || generation.Old.TryGetValue(key, out value);
    }

    public void Set(TKey key, TValue value)
    {
        var generation = Current();
        if (generation.Young.TryAdd(key, value) && Interlocked.Increment(ref generation.Size) >= capacity)
            Rotate(generation);
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
            if (_generation != seen)
                return _generation;
            var age = time.GetElapsedTime(seen.Since);
            if (age >= 2 * life)
                return _generation = new(new(), new(), time.GetTimestamp());
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
