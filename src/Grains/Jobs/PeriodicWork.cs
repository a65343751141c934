using Contacts.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Contacts.Grains.Jobs;

/// <summary>
/// Work that is due again and again. Nothing waits for it and several processes may do it at once: what finds the store away, or fails, is
/// tried again next time, and is no reason to end the process.
/// </summary>
public abstract partial class PeriodicWork(TimeSpan period, TimeProvider time, ILogger logger) : BackgroundService
{
    protected DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Does all that is due.</summary>
    public abstract Task RunAsync(CancellationToken cancellationToken);

    /// <summary>Does all that is due; a failure is logged, and what is left is done next time.</summary>
    public Task TryRunAsync(CancellationToken cancellationToken) => TryAsync(() => RunAsync(cancellationToken));

    /// <summary>Does some of the work; a failure is logged.</summary>
    protected async Task TryAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (StoreUnavailableException e)
        {
            LogWaiting(GetType().Name, e.Message);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailed(e, GetType().Name);
        }
    }

    /// <summary>Does the same again as long as it finds as many as it takes at once.</summary>
    protected static async Task RepeatAsync(int atOnce, Func<int, Task<int>> run)
    {
        while (await run(atOnce) >= atOnce)
        {
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await TryRunAsync(stoppingToken);
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Work} waits for the store: {Reason}")]
    private partial void LogWaiting(string work, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Work} failed; it is tried again")]
    private partial void LogFailed(Exception exception, string work);
}
