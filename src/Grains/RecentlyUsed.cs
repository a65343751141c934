using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Contacts.Grains;

/// <summary>
/// A memory of what was used lately: an entry is forgotten when nobody asked for it for one to two times <paramref name="life"/>, and
/// earlier where more than <paramref name="capacity"/> are in use; it holds at most twice that. Two generations take turns, and what is
/// found in the old one moves to the young one, so that nothing is ever swept. Thread-safe.
/// </summary>
public sealed class RecentlyUsed<TKey, TValue>(int capacity, TimeSpan life, TimeProvider time)
    where TKey : notnull
{
    private readonly Lock _turn = new();
    private volatile Generations _generations = new(new(), new(), time.GetTimestamp());

    /// <summary>How many there are, those that nobody uses any more included.</summary>
    public int Count => _generations.Young.Count + _generations.Old.Count;

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        var generations = Current();
        if (generations.Young.TryGetValue(key, out value)) return true;
        if (!generations.Old.TryGetValue(key, out value)) return false;
        Keep(generations, key, value);
        return true;
    }

    public void Set(TKey key, TValue value) => Keep(Current(), key, value);

    private void Keep(Generations generations, TKey key, TValue value)
    {
        if (!generations.Young.TryAdd(key, value)) generations.Young[key] = value;
        else if (Interlocked.Increment(ref generations.Size) >= capacity) Turn(generations);
    }

    private Generations Current()
    {
        var generations = _generations;
        return time.GetElapsedTime(generations.Since) < life ? generations : Turn(generations);
    }

    private Generations Turn(Generations seen)
    {
        lock (_turn)
        {
            if (_generations != seen) return _generations;
            var isUsed = time.GetElapsedTime(seen.Since) < 2 * life;
            return _generations = new(new(), isUsed ? seen.Young : new(), time.GetTimestamp());
        }
    }

    private sealed class Generations(ConcurrentDictionary<TKey, TValue> young, ConcurrentDictionary<TKey, TValue> old, long since)
    {
        public readonly ConcurrentDictionary<TKey, TValue> Young = young;
        public readonly ConcurrentDictionary<TKey, TValue> Old = old;
        public readonly long Since = since;
        public int Size;
    }
}
