namespace Contacts.Grains.Tickets;

/// <summary>
/// Until when a dispatcher holds its mails. <see cref="Ended"/> is cancelled somewhat before that, in time for what is on its way to be
/// broken off, and when the dispatcher stops.
/// </summary>
internal sealed class LeaseClock(TimeProvider time, TimeSpan length, CancellationToken stopping) : IDisposable
{
    private readonly Lock _changing = new();
    private CancellationTokenSource? _source;

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
                _source = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
                stopping.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);
            }
            if (left > TimeSpan.Zero) _source.CancelAfter(left);
            else _source.Cancel();
        }
    }

    public void Dispose()
    {
        lock (_changing) _source?.Dispose();
    }
}
