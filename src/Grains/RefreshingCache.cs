using System.Collections.Concurrent;

namespace Contacts.Grains;

/// <summary>
/// Values read from the store and kept in memory for a moment: served as they are while fresh, served while being read again in the
/// background when stale, waited for when too old. One read at a time per key. Bounded: when full, everything is forgotten. A failed read
/// is not kept. Thread-safe.
/// </summary>
public sealed class RefreshingCache<TKey, TValue>(
    Func<TKey, CancellationToken, Task<TValue>> read, TimeProvider time, TimeSpan freshFor, TimeSpan servedFor, int capacity)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Entry> _entries = new();

    /// <summary>The value, at most as old as the cache allows.</summary>
    public ValueTask<TValue> GetAsync(TKey key, CancellationToken cancellationToken)
    {
        var now = time.GetTimestamp();
        if (!_entries.TryGetValue(key, out var entry)) return new(Start(key, null).WaitAsync(cancellationToken));
        var age = time.GetElapsedTime(entry.ReadAt, now);
        if (age <= freshFor && entry.HasValue) return new(entry.Value!);
        var reading = entry.Reading ?? Start(key, entry);
        return entry.HasValue && age <= servedFor ? new(entry.Value!) : new(reading.WaitAsync(cancellationToken));
    }

    /// <summary>Forgets a value that this process has just changed.</summary>
    public void Forget(TKey key) => _entries.TryRemove(key, out _);

    private Task<TValue> Start(TKey key, Entry? stale)
    {
        if (_entries.Count >= capacity) _entries.Clear();
        var completion = new TaskCompletionSource<TValue>(TaskCreationOptions.RunContinuationsAsynchronously);
        var fresh = new Entry
        {
            Reading = completion.Task, Value = stale is null ? default : stale.Value, HasValue = stale?.HasValue ?? false,
            ReadAt = stale?.ReadAt ?? 0,
        };
        var isReplaced = stale is not null && _entries.TryUpdate(key, fresh, stale);
        var current = isReplaced ? fresh : _entries.GetOrAdd(key, fresh);
        if (!ReferenceEquals(current, fresh)) return current.Reading ?? Task.FromResult(current.Value!);

        // Not on the caller's scheduler: a shared read must not run within one grain's turn.
        _ = Task.Run(() => ReadAsync(key, fresh, completion), CancellationToken.None);
        return completion.Task;
    }

    private async Task ReadAsync(TKey key, Entry entry, TaskCompletionSource<TValue> completion)
    {
        try
        {
            var readAt = time.GetTimestamp();
            var value = await read(key, CancellationToken.None);
            _entries.TryUpdate(key, new Entry { Value = value, HasValue = true, ReadAt = readAt }, entry);
            completion.SetResult(value);
        }
        catch (Exception e)
        {
            var kept = new Entry { Value = entry.Value, HasValue = entry.HasValue, ReadAt = entry.ReadAt };
            if (entry.HasValue) _entries.TryUpdate(key, kept, entry);
            else _entries.TryRemove(new(key, entry));
            completion.SetException(e);
            _ = completion.Task.Exception; // Observed here: a background refresh has no caller to observe it.
        }
    }

    private sealed class Entry
    {
        public Task<TValue>? Reading { get; init; }
        public TValue? Value { get; init; }
        public bool HasValue { get; init; }
        public long ReadAt { get; init; }
    }
}
