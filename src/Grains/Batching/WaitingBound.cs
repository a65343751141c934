namespace Contacts.Grains.Batching;

/// <summary>
/// How many rows may wait so that none waits much longer than three quarters of a second: as many as the lanes take in that time at the
/// pace of the batches of late, and of the one that is under way the longest. At least one full batch per lane, at most a fixed number.
/// Thread-safe.
/// </summary>
public sealed class WaitingBound(int lanes, BatchOptions options, TimeProvider time)
{
    private const double Seconds = 0.75;
    private const double Weight = 0.2;

    private readonly long[] _startedAt = new long[lanes];
    private double _flight; // seconds; a lost update of two lanes at once does no harm

    /// <summary>Whether one more may wait, being the <paramref name="count"/>th.</summary>
    public bool Admits(int count) => count <= Math.Min(options.MaxBatch * lanes, options.MaxWaiting) || count <= Bound();

    public void Start(int lane) => Volatile.Write(ref _startedAt[lane], Math.Max(1, time.GetTimestamp()));

    public void End(int lane)
    {
        var flight = time.GetElapsedTime(_startedAt[lane]).TotalSeconds;
        Volatile.Write(ref _startedAt[lane], 0);
        Volatile.Write(ref _flight, _flight + (Weight * (flight - _flight)));
    }

    private double Bound()
    {
        var flight = Volatile.Read(ref _flight);
        for (var lane = 0; lane < lanes; lane++)
            if (Volatile.Read(ref _startedAt[lane]) is var startedAt and not 0)
                flight = Math.Max(flight, time.GetElapsedTime(startedAt).TotalSeconds);
        return Math.Min(options.MaxWaiting, Seconds / Math.Max(flight, 0.000_001) * options.MaxBatch * lanes);
    }
}
