using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Contacts.Testing;

/// <summary>
/// Waits for what another thread or process brings about, and throws, naming it, where that takes longer than a minute. It pauses between
/// two looks: looking again at once would take the processor from what is awaited.
/// </summary>
public static class Eventually
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(1);

    public static Task IsTrueAsync(
        Func<bool> isTrue, TimeSpan? limit = null, [CallerArgumentExpression(nameof(isTrue))] string awaited = "") =>
        IsTrueAsync(() => Task.FromResult(isTrue()), limit, null, awaited);

    /// <param name="pause">20 ms where not given; less where a moment has to be caught.</param>
    public static Task IsTrueAsync(
        Func<Task<bool>> isTrue, TimeSpan? limit = null, TimeSpan? pause = null,
        [CallerArgumentExpression(nameof(isTrue))] string awaited = "") =>
        GetAsync(isTrue, value => value, limit, pause, awaited);

    /// <summary>Reads until what was read is as awaited, and returns that.</summary>
    public static async Task<T> GetAsync<T>(
        Func<Task<T>> read, Func<T, bool> isAwaited, TimeSpan? limit = null, TimeSpan? pause = null,
        [CallerArgumentExpression(nameof(isAwaited))] string awaited = "")
    {
        for (var start = Stopwatch.GetTimestamp(); ;)
        {
            var value = await read();
            if (isAwaited(value)) return value;
            if (Stopwatch.GetElapsedTime(start) > (limit ?? _limit))
                throw new TimeoutException($"Awaited in vain: {awaited}. Last: {value}");
            await Task.Delay(pause ?? _pause);
        }
    }
}
