namespace Contacts.WebFront.Pipeline.Shedding;

/// <summary>
/// Keeps those who repeat at once what was answered with 503 from taking the time of the requests that are let in: after such an answer
/// the next request of its connection is read a little later. The more connections wait like this the longer, so that all of them
/// together bring <see cref="PerSecond"/> requests a second; a single one waits for a millisecond, none longer than
/// <see cref="Longest"/>. Thread-safe.
/// </summary>
internal sealed class RefusalPace(TimeProvider time)
{
    public const int PerSecond = 1000;

    /// <summary>Well below the Retry-After of the answer.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(0.5);

    private int _waiting;

    /// <summary>For the outermost step of a request whose 503 has been sent: its connection is free when this ends.</summary>
    public async Task WaitAsync()
    {
        var pause = TimeSpan.FromSeconds((double)Interlocked.Increment(ref _waiting) / PerSecond);
        await Task.Delay(pause < Longest ? pause : Longest, time);
        Interlocked.Decrement(ref _waiting);
    }
}
