using Contacts.Core.Limits;

namespace Contacts.WebFront.Pipeline.Limits;

/// <summary>
/// One window as this process spends from it: permits in hand are spent by an atomic operation, leased ahead in the background, and waited
/// for where there are none. A request is refused only where the store has said that nothing is left; from then on from memory, with
/// a look every other second whether another process has given permits back. Thread-safe.
/// </summary>
internal sealed class PermitWindow(ILeaseSource source, TimeProvider time, int organisationId, RateWindow window, int limit)
{
    public const int Refused = -1;
    private static readonly TimeSpan _retryInterval = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();

    // Both halves change together: above, what the store had left when it last said; below, the permits in hand. Their sum is what the
    // caller is told to have left. The upper half may be negative: the sum never grows, also where others give back.
    private long _state = (long)limit << 32;
    private Task? _renewal;
    private volatile bool _isRenewing, _isExhausted = limit == 0;
    private int _waiting, _spent, _spentAtTick, _rate, _mine, _ofOthers;
    private long _nextRetryAt;
    private volatile int _target = LeaseSize.Reserve(limit), _ahead = LeaseSize.Reserve(limit);

    public int Limit => limit;

    /// <summary>Of whom and how long the window is, for metrics.</summary>
    public string Name => (window.Subject, window.Size) switch
    {
        (SubjectBudget.Organisation, WindowSize.Minute) => "organisation-minute",
        (SubjectBudget.Organisation, _) => "organisation-hour",
        (_, WindowSize.Minute) => "key-minute",
        _ => "key-hour",
    };

    public DateTimeOffset Start => window.Start;
    public DateTimeOffset End { get; } = window.Start + WindowSeries.LengthOf(window.Size);

    /// <summary>The remaining permits, as far as this process knows.</summary>
    public int Remaining => RemainingOf(Volatile.Read(ref _state));

    /// <summary>Permits in this process.</summary>
    public int InHand => (int)Volatile.Read(ref _state);

    /// <summary>Whether permits are leased ahead: not of a small limit, unless it is being spent for some time.</summary>
    public bool LeasesAhead => _target > 0;

    /// <summary>Takes permits that are in hand, all or none: what remains then, or <see cref="Refused"/>.</summary>
    public int TrySpend(int permits = 1)
    {
        var state = Volatile.Read(ref _state);
        while ((int)state >= permits)
        {
            var seen = Interlocked.CompareExchange(ref _state, state - permits, state);
            if (seen == state)
            {
                Interlocked.Add(ref _spent, permits);
                if (!_isRenewing && !_isExhausted && LeasesAhead && (int)state - permits <= LeaseSize.RenewAt(_ahead))
                    RenewInBackground();
                return RemainingOf(state - permits);
            }
            state = seen;
        }
        return Refused;
    }

    /// <summary>
    /// Takes permits, all or none, waiting for them where the store may have some: what remains then, or <see cref="Refused"/>.
    /// </summary>
    public ValueTask<int> SpendAsync(int permits = 1)
    {
        if (permits > limit)
            return new(Refused);
        var remaining = TrySpend(permits);
        if (remaining != Refused)
            return new(remaining);
        if (!_isExhausted)
            return new(WaitAsync(permits));
        remaining = TrySpend(permits); // The lease that exhausted the window may have come in between.
        if (remaining == Refused)
            RetryLease();
        return new(remaining);
    }

    /// <summary>Returns permits because another window refused the request.</summary>
    public void Refund(int permits = 1)
    {
        Interlocked.Add(ref _spent, -permits);
        Interlocked.Add(ref _state, permits);
    }

    /// <summary>Leases permits ahead of the first request, for the pace of the window before.</summary>
    public void PrepareAfter(PermitWindow before)
    {
        (_target, _rate) = (before._target, before._rate);
        RenewInBackground();
    }

    /// <summary>Called every second: follows the rate, and gives back what is more than that of the last two seconds needs.</summary>
    public Task SettleAsync()
    {
        var spent = Volatile.Read(ref _spent);
        var (before, rate) = (_rate, spent - _spentAtTick);
        (_rate, _spentAtTick) = (rate, spent);
        var keep = _target = LeaseSize.Target(limit, _target, Math.Min(before, rate), Math.Max(before, rate));
        return InHand <= (before + rate > 0 ? 2 * keep : keep) || _isRenewing || Volatile.Read(ref _waiting) > 0
            ? Task.CompletedTask
            : DrainAsync(keep);
    }

    /// <summary>
    /// Gives back all permits in hand but some, those included that a lease under way is about to bring. A failure loses them; repeating it
    /// might give them back twice.
    /// </summary>
    public async Task DrainAsync(int keep)
    {
        Task? renewal;
        lock (_gate) renewal = _renewal;
        if (renewal is not null) await renewal.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // One that failed brought nothing.
        var state = Volatile.Read(ref _state);
        while ((int)state > keep)
        {
            var permits = (int)state - keep;
            // The sum stays the same: the permits are in the store now.
            var seen = Interlocked.CompareExchange(ref _state, Packed(LeftOf(state) + permits, keep), state);
            if (seen == state)
            {
                Interlocked.Add(ref _mine, -permits);
                await source.ReturnAsync(organisationId, window, permits);
                _isExhausted = limit == 0;
                return;
            }
            state = seen;
        }
    }

    private async Task<int> WaitAsync(int permits)
    {
        Interlocked.Add(ref _waiting, permits);
        try
        {
            while (true)
            {
                await RenewAsync();
                var wasExhausted = _isExhausted;
                var remaining = TrySpend(permits);
                if (remaining == Refused && wasExhausted && permits > 1)
                    await DrainAsync(_target); // Others can do with fewer.
                if (remaining != Refused || wasExhausted)
                    return remaining;
            }
        }
        finally
        {
            Interlocked.Add(ref _waiting, -permits);
        }
    }

    private void RetryLease()
    {
        var due = Volatile.Read(ref _nextRetryAt);
        var now = time.GetTimestamp();
        if (now < due || _isRenewing)
            return;
        if (Interlocked.CompareExchange(ref _nextRetryAt, now + TicksOf(_retryInterval), due) == due)
            RenewInBackground();
    }

    private void RenewInBackground() => _ = RenewAsync().ContinueWith(
        static task => _ = task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);

    /// <summary>One renewal is under way at a time; it serves all who wait and does not end with the one that began it.</summary>
    private Task RenewAsync()
    {
        lock (_gate)
        {
            if (_isRenewing)
                return _renewal!;
            _isRenewing = true;
            return _renewal = Task.Run(LeaseAsync);
        }
    }

    private async Task LeaseAsync()
    {
        try
        {
            var wanted = Wanted();
            if (wanted > 0)
                Add(await source.LeaseAsync(organisationId, new() { Window = window, Limit = limit, Wanted = wanted }));
        }
        finally
        {
            _isRenewing = false;
        }
    }

    private int Wanted()
    {
        var state = Volatile.Read(ref _state);
        _ahead = LeaseSize.ToLease(limit, _target, Math.Max(0, LeftOf(state)), LeaseSize.IsAlone(limit, Volatile.Read(ref _ofOthers)));
        var wanted = Math.Max(_ahead - (int)state, Volatile.Read(ref _waiting));
        return Math.Min(limit, Math.Max(wanted, _isExhausted ? 1 : 0));
    }

    private void Add(Lease lease)
    {
        Volatile.Write(ref _ofOthers, limit - lease.Remaining - Interlocked.Add(ref _mine, lease.Granted));
        var state = Volatile.Read(ref _state);
        while (true)
        {
            var left = Math.Min(lease.Remaining, LeftOf(state) - lease.Granted);
            var seen = Interlocked.CompareExchange(ref _state, Packed(left, (int)state + lease.Granted), state);
            if (seen == state)
                break;
            state = seen;
        }
        if (lease.Remaining == 0 && !_isExhausted)
            Volatile.Write(ref _nextRetryAt, time.GetTimestamp() + TicksOf(_retryInterval));
        _isExhausted = lease.Remaining == 0;
    }

    private long TicksOf(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);

    private static int LeftOf(long state) => (int)(state >> 32);
    private static long Packed(int left, int inHand) => ((long)left << 32) | (uint)inHand;
    private static int RemainingOf(long state) => Math.Max(0, LeftOf(state) + (int)state);
}
