namespace Contacts.Storage.Sqlite.Maintenance;

/// <summary>
/// Keeps the cleaning after erasures to a small share of the time, once it has taken some seconds: then one run serves all erasures that
/// were done since the one before. Thread-safe.
/// </summary>
/// <param name="clean">Cleans; never throws.</param>
internal sealed class CleaningPace(Func<Task> clean, TimeProvider time) : IDisposable
{
    /// <summary>
    /// How long cleaning rests for what it has taken: what it leaves to be merged by other writes takes them thrice as long.
    /// </summary>
    private const int Rest = 149;

    /// <summary>What cleaning may take before it rests, so that one person is gone from the files when the erasure is answered.</summary>
    private static readonly TimeSpan _unrested = TimeSpan.FromSeconds(3);

    private readonly Lock _changing = new();
    private readonly CancellationTokenSource _closing = new();
    private bool _isRunning, _isWanted;
    private TimeSpan _taken; // less what it has rested for since
    private long _measured = time.GetTimestamp();

    /// <summary>Returns when it is cleaned; at once while that is being done for others, or has to rest: it is done afterwards.</summary>
    public async Task RunAsync()
    {
        lock (_changing)
        {
            _isWanted = true;
            if (_isRunning) return;
            (_isRunning, _isWanted) = (true, false);
        }
        await OnceAsync();
        _ = GoOnAsync();
    }

    public void Dispose() => _closing.Cancel();

    private async Task GoOnAsync()
    {
        while (true)
        {
            await Task.Delay(_taken > _unrested ? (_taken - _unrested) * Rest : TimeSpan.Zero, time, _closing.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            lock (_changing)
            {
                if (!_isWanted || _closing.IsCancellationRequested)
                {
                    _isRunning = false;
                    return;
                }
                _isWanted = false;
            }
            await OnceAsync();
        }
    }

    private async Task OnceAsync()
    {
        var rested = time.GetElapsedTime(_measured) / Rest;
        var since = time.GetTimestamp();
        await clean();
        _taken = (_taken > rested ? _taken - rested : TimeSpan.Zero) + time.GetElapsedTime(since);
        _measured = time.GetTimestamp();
    }
}
