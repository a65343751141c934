namespace Contacts.WebFront.Hosting;

/// <summary>The end of a process: never later than ten seconds after it was asked for.</summary>
public static partial class BoundedStop
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(9);

    /// <summary>
    /// Waits until the process is told to stop, and has. What is in flight has then been answered; what may be cut short, above all while the
    /// database is away, are farewells to other silos, which find out by themselves. True where nothing was.
    /// </summary>
    public static async Task<bool> WaitForStopAsync(this WebApplication app)
    {
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = app.Lifetime.ApplicationStopping.Register(told.SetResult);
        var end = app.WaitForShutdownAsync();
        await Task.WhenAny(end, told.Task);
        try
        {
            await end.WaitAsync(_limit, TimeProvider.System);
            return true;
        }
        catch (Exception e) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            LogCutShort(app.Logger, e.GetType().Name);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The stop was cut short: {Reason}")]
    private static partial void LogCutShort(ILogger logger, string reason);
}
