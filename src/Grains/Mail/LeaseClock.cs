namespace Contacts.Grains.Mail;

/// <summary>
/// Until when a dispatcher holds its mails. <see cref="Ended"/> is cancelled somewhat before that, in time for what is on its way to be
/// broken off, and when the dispatcher stops.
/// </summary>
internal sealed class LeaseClock(TimeProvider time, TimeSpan length, CancellationToken stopping) : IDisposable
{
    private readonly Lock _changing = new();
    private CancellationTokenSource? _source;
    private CancellationTokenRegistration _stopping;

    public CancellationToken Ended
    {
        get
        {
            lock (_changing) return _source?.Token ?? stopping;
        }
    }

    /// <summary>The end of a lease that is asked for now.</summary>
    public DateTimeOffset Begin() => time.GetUtcNow() + length;

    /// <summary>The lease was given.</summary>
    public void Extend(DateTimeOffset until)
    {
        var left = until - time.GetUtcNow() - (length / 3);
        lock (_changing)
        {
            if (_source is null || _source.IsCancellationRequested)
            {
                _stopping.Unregister();
                _source = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
                _stopping = stopping.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);
            }
            if (left > TimeSpan.Zero) _source.CancelAfter(left);
            else _source.Cancel();
        }
    }

    /// <summary>Also in the middle of a stop: what is disposed must not be cancelled after that, or the stop itself would fail.</summary>
    public void Dispose()
    {
        _stopping.Dispose();
        lock (_changing) _source?.Dispose();
    }
}
