using System.Diagnostics.Metrics;

namespace Contacts.WebFront.Pipeline.Shedding;

/// <summary>
/// How many writes this process answers at a time. As long as they take less than <see cref="Target"/> on average there is room for
/// <see cref="Most"/>; once they take longer, for as many as are answered in that time, which is what a queue in front of a busy
/// processor or store can hold and still answer soon. Never fewer than <see cref="Least"/>, so that what is slow for other reasons is let
/// in. Thread-safe.
/// </summary>
internal sealed partial class ConcurrencyLimit
{
    public const int Most = 8192;
    public const int Least = 256;

    public static readonly TimeSpan Target = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan _span = TimeSpan.FromSeconds(0.1);

    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly int _most;
    private int _limit;
    private int _inFlight;
    private long _spanBegan;
    private long _answered;
    private long _taken; // timestamp units, of all that were answered in the span

    public ConcurrencyLimit(TimeProvider time, IMeterFactory meters, ILogger<ConcurrencyLimit> logger, int most = Most)
    {
        (_time, _logger, _most, _limit) = (time, logger, most, most);
        var meter = meters.Create("Contacts.WebFront");
        meter.CreateObservableUpDownCounter("contacts.http.writes", () => Volatile.Read(ref _inFlight), "{request}", "Writes under way.");
        meter.CreateObservableGauge(
            "contacts.http.writes.limit", () => Volatile.Read(ref _limit), "{request}", "Writes that may be under way.");
    }

    /// <summary>Whether one more is let in; then <paramref name="enteredAt"/> is to be given back to <see cref="Leave"/>.</summary>
    public bool TryEnter(out long enteredAt)
    {
        enteredAt = _time.GetTimestamp();
        var inFlight = Interlocked.Increment(ref _inFlight);
        if (inFlight > Volatile.Read(ref _limit))
        {
            Interlocked.Decrement(ref _inFlight);
            return false;
        }
        if (inFlight == 1)
            Restart(enteredAt);
        return true;
    }

    /// <summary>Only answered requests are counted: a failure says nothing about the pace.</summary>
    public void Leave(long enteredAt, bool isAnswered)
    {
        var inFlight = Interlocked.Decrement(ref _inFlight);
        if (!isAnswered)
            return;
        var now = _time.GetTimestamp();
        Interlocked.Add(ref _taken, now - enteredAt);
        Interlocked.Increment(ref _answered);
        var began = Volatile.Read(ref _spanBegan);
        var span = _time.GetElapsedTime(began, now);
        if (span >= _span && Interlocked.CompareExchange(ref _spanBegan, now, began) == began)
            Adjust(inFlight, span);
    }

    /// <summary>What comes of a write; <paramref name="refused"/> where there is no room for it.</summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> write, T refused)
    {
        if (!TryEnter(out var enteredAt)) return refused;
        var isAnswered = false;
        try
        {
            var answer = await write();
            isAnswered = true;
            return answer;
        }
        finally
        {
            Leave(enteredAt, isAnswered);
        }
    }

    /// <summary>Idle time does not count.</summary>
    private void Restart(long now)
    {
        Volatile.Write(ref _spanBegan, now);
        Interlocked.Exchange(ref _taken, 0);
        Interlocked.Exchange(ref _answered, 0);
    }

    private void Adjust(int inFlight, TimeSpan span)
    {
        var answered = Math.Max(1, Interlocked.Exchange(ref _answered, 0));
        var mean = _time.GetElapsedTime(0, Interlocked.Exchange(ref _taken, 0) / answered);
        var before = Volatile.Read(ref _limit);
        var limit = before;
        if (mean <= Target)
            limit = Math.Min(_most, before + (before / 16));
        else if (inFlight >= Least)
            limit = (int)Math.Clamp(answered * (Target / span), Least, before);
        Volatile.Write(ref _limit, limit);
        if (before == _most && limit < _most)
            LogOverload(limit, mean.TotalSeconds);
        else if (before < _most && limit == _most)
            LogRelief();
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "More writes come than are answered soon: {Limit} may be under way, others get 503; they took {Seconds:F1} s")]
    private partial void LogOverload(int limit, double seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Writes are answered soon again, none is turned away")]
    private partial void LogRelief();
}
