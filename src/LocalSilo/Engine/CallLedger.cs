using System.Numerics;

namespace Orleans.Runtime;

/// <summary>
/// The calls that are not answered yet, in the order in which they expire, and the counts of calls. Striped, so that threads seldom
/// meet; one list for each distinct timeout, so that a sweep looks at the heads only and a call costs no timer.
/// </summary>
internal sealed class CallLedger(TimeProvider time)
{
    private readonly Lock _growth = new();
    private volatile TimeoutClass[] _classes = [];

    public void Add(Request request, TimeSpan timeout)
    {
        var expiring = Find(timeout);
        request.Deadline = time.GetTimestamp() + expiring.Ticks;
        var stripes = expiring.Stripes;
        stripes[Environment.CurrentManagedThreadId & (stripes.Length - 1)].Add(request);
    }

    public void FailExpired()
    {
        var now = time.GetTimestamp();
        foreach (var expiring in _classes)
        {
            foreach (var stripe in expiring.Stripes)
            {
                while (stripe.Expired(now) is { } request)
                {
                    request.Answer(new TimeoutException(
                        $"{request.Describe()} did not answer within {expiring.Timeout}; the grain goes on with it. "
                        + $"{request.Activation?.Describe()}"));
                }
            }
        }
    }

    public long Calls => Sum(static s => s.Added);

    public long Failures => Sum(static s => s.Failed);

    public long Unanswered => Sum(static s => s.Added - s.Removed);

    /// <summary>Calls that no grain has begun with.</summary>
    public long Waiting => Math.Max(0, Sum(static s => s.Added - Volatile.Read(ref s.Begun)));

    /// <summary>In the clock's ticks; an infinite or absurdly long time becomes one that never ends and can still be added to.</summary>
    public static long TicksOf(TimeSpan span, TimeProvider time) => span < TimeSpan.Zero
        ? long.MaxValue / 2
        : (long)Math.Min(span.TotalSeconds * time.TimestampFrequency, long.MaxValue / 2);

    private long Sum(Func<Stripe, long> count) => _classes.Sum(c => c.Stripes.Sum(count));

    private TimeoutClass Find(TimeSpan timeout)
    {
        foreach (var expiring in _classes)
        {
            if (expiring.Timeout == timeout) return expiring;
        }

        lock (_growth)
        {
            if (_classes.FirstOrDefault(c => c.Timeout == timeout) is { } existing) return existing;
            var added = new TimeoutClass(timeout, TicksOf(timeout, time));
            _classes = [.. _classes, added];
            return added;
        }
    }

    private sealed class TimeoutClass(TimeSpan timeout, long ticks)
    {
        public TimeSpan Timeout { get; } = timeout;

        public long Ticks { get; } = ticks;

        public Stripe[] Stripes { get; } =
            [.. Enumerable.Range(0, (int)BitOperations.RoundUpToPowerOf2((uint)Environment.ProcessorCount * 4)).Select(_ => new Stripe())];
    }

    internal sealed class Stripe
    {
        private readonly Lock _gate = new();
        private Request? _oldest;
        private Request? _newest;
        public long Added;
        public long Removed;
        public long Failed;
        public long Begun;

        public void Add(Request request)
        {
            request.Stripe = this;
            lock (_gate)
            {
                Added++;
                request.Older = _newest;
                if (_newest is null) _oldest = request;
                else _newest.Newer = request;
                _newest = request;
            }
        }

        public void Remove(Request request, bool failed)
        {
            lock (_gate)
            {
                Removed++;
                if (failed) Failed++;
                if (request.Older is null) _oldest = request.Newer;
                else request.Older.Newer = request.Newer;
                if (request.Newer is null) _newest = request.Older;
                else request.Newer.Older = request.Older;
                request.Older = request.Newer = null;
            }
        }

        public Request? Expired(long now)
        {
            lock (_gate) return _oldest is { } oldest && oldest.Deadline <= now ? oldest : null;
        }
    }
}
