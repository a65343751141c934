namespace Orleans.Runtime;

/// <content>Timers.</content>
internal sealed partial class Activation
{
    public IGrainTimer StartTimer(Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        if (Current != this)
            throw new InvalidOperationException("A timer is registered by the grain's own code, not from outside or a Task.Run.");
        var timer = new GrainTimer(this, callback, options);
        lock (_gate)
        {
            if (_state >= State.Deactivating) throw new InvalidOperationException($"{GrainId} is being deactivated.");
            (_timers ??= []).Add(timer);
            _mayInterleave |= options.Interleave;
        }

        timer.Change(options.DueTime, options.Period);
        return timer;
    }

    public void Forget(GrainTimer timer)
    {
        lock (_gate) _timers?.Remove(timer);
    }

    public void KeepAlive()
    {
        lock (_gate) Touch();
    }

    private void DisposeTimers()
    {
        GrainTimer[] timers;
        lock (_gate) timers = [.. _timers ?? []];
        foreach (var timer in timers) timer.Dispose();
    }
}

/// <summary>Each tick is a turn of the grain; the clock is set anew only when a tick has ended, so that ticks never overlap.</summary>
internal sealed class GrainTimer : IGrainTimer
{
    private readonly Activation _activation;
    private readonly Func<CancellationToken, Task> _callback;
    private readonly GrainTimerCreationOptions _options;
    private readonly CancellationTokenSource _disposed = new();
    private readonly Lock _gate = new();
    private readonly ITimer _clock;
    private TimeSpan _dueTime;
    private TimeSpan _period;
    private bool _ticking;
    private bool _changed;

    public GrainTimer(Activation activation, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        Validate(options.DueTime, nameof(options.DueTime));
        Validate(options.Period, nameof(options.Period));
        (_activation, _callback, _options) = (activation, callback, options);
        using (ExecutionContext.SuppressFlow())
        {
            _clock = activation.Class.Engine.Time.CreateTimer(
                static timer => ((GrainTimer)timer!).Enqueue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        Validate(dueTime, nameof(dueTime));
        Validate(period, nameof(period));
        lock (_gate)
        {
            (_dueTime, _period, _changed) = (dueTime, period, true);
            if (!_ticking) _clock.Change(dueTime, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed.IsCancellationRequested) return;
            _clock.Dispose();
        }

        _disposed.Cancel();
        _activation.Forget(this);
    }

    private void Enqueue()
    {
        lock (_gate)
        {
            if (_ticking || _disposed.IsCancellationRequested || _activation.Class.Engine.IsEnding) return;
            _ticking = true;
        }

        _activation.TryEnqueue(new LocalRequest(_options.Interleave ? GrainMethod.InterleavingTick : GrainMethod.Tick, TickAsync));
    }

    private async Task TickAsync()
    {
        if (_disposed.IsCancellationRequested) return;
        lock (_gate) _changed = false;
        try
        {
            await _callback(_disposed.Token);
        }
        catch (Exception exception)
        {
            _activation.Class.Engine.Log.TickFailed(exception, _activation.Class.Type);
        }
        finally
        {
            if (_options.KeepAlive) _activation.KeepAlive();
            lock (_gate)
            {
                _ticking = false;
                if (!_disposed.IsCancellationRequested) _clock.Change(_changed ? _dueTime : _period, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private static void Validate(TimeSpan time, string name)
    {
        if (time != Timeout.InfiniteTimeSpan && (time < TimeSpan.Zero || time.TotalMilliseconds > uint.MaxValue - 1))
            throw new ArgumentOutOfRangeException(name, time, "Zero or more, up to 49 days; Timeout.InfiniteTimeSpan for never.");
    }
}
