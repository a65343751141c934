namespace Contacts.Core.Tickets;

/// <summary>
/// Counts by key over a sliding hour, in steps of five minutes: between 55 and 60 minutes are looked at. Bounded: when full, what is old is
/// forgotten, and everything where nothing is old. Not thread-safe.
/// </summary>
public sealed class RecentCounts<TKey>(int capacity)
    where TKey : notnull
{
    private const int Steps = 12;
    private static readonly long _step = TimeSpan.FromMinutes(5).Ticks;

    private readonly Dictionary<TKey, Counter> _counters = [];

    /// <summary>Counts one more and returns how many there are, this one included.</summary>
    public int Add(TKey key, DateTimeOffset now)
    {
        var step = now.UtcTicks / _step;
        if (!_counters.TryGetValue(key, out var counter))
        {
            if (_counters.Count >= capacity) Forget(step);
            _counters[key] = counter = new() { Newest = step };
        }
        return counter.Add(step);
    }

    /// <summary>Takes back one that was counted in this step; does nothing where there is none.</summary>
    public void Remove(TKey key, DateTimeOffset now)
    {
        if (_counters.TryGetValue(key, out var counter)) counter.Remove(now.UtcTicks / _step);
    }

    /// <summary>How many there are.</summary>
    public int Count(TKey key, DateTimeOffset now) => _counters.TryGetValue(key, out var counter) ? counter.Count(now.UtcTicks / _step) : 0;

    public void Forget(TKey key) => _counters.Remove(key);

    private void Forget(long step)
    {
        foreach (var (key, counter) in _counters)
            if (step - counter.Newest >= Steps) _counters.Remove(key);
        if (_counters.Count >= capacity) _counters.Clear();
    }

    private sealed class Counter
    {
        private readonly int[] _counts = new int[Steps];

        public long Newest { get; set; }

        public int Add(long step)
        {
            MoveTo(step);
            _counts[Newest % Steps]++;
            return _counts.Sum();
        }

        public int Count(long step)
        {
            MoveTo(step);
            return _counts.Sum();
        }

        public void Remove(long step)
        {
            MoveTo(step);
            if (_counts[Newest % Steps] > 0) _counts[Newest % Steps]--;
        }

        private void MoveTo(long step)
        {
            // A clock that was set back counts into the newest step.
            for (; Newest < step; Newest++)
            {
                if (step - Newest > Steps)
                {
                    Array.Clear(_counts);
                    Newest = step;
                    break;
                }
                _counts[(Newest + 1) % Steps] = 0;
            }
        }
    }
}
