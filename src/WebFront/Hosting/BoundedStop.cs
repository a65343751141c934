using Orleans;
using Orleans.Runtime;
using Orleans.Runtime.Messaging;

namespace Contacts.WebFront.Hosting;

/// <summary>Stops a process within ten seconds of the request, also while it is still starting.</summary>
public sealed partial class BoundedStop : IDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(9);

    private readonly WebApplication _app;
    private readonly CancellationTokenSource _late = new();
    private readonly CancellationTokenRegistration _asked, _asking;
    private bool _isStarted;

    /// <param name="early">A stop that may have been asked for already.</param>
    public BoundedStop(WebApplication app, CancellationToken early = default)
    {
        _app = app;
        _asking = app.Lifetime.ApplicationStopping.Register(() => _late.CancelAfter(_limit));
        _asked = early.Register(app.Lifetime.StopApplication);
    }

    public void Dispose()
    {
        _asked.Dispose();
        _asking.Dispose();
        _late.Dispose();
    }

    /// <summary>
    /// Starts the process; false if it was told to stop before it had started. What has started until then is still to be stopped.
    /// </summary>
    public async Task<bool> TryStartAsync()
    {
        try
        {
            await _app.StartAsync().WaitAsync(_late.Token);
            return _isStarted = true;
        }
        catch (Exception e) when (_app.Lifetime.ApplicationStopping.IsCancellationRequested && IsCancellation(e))
        {
            return false;
        }
    }

    /// <summary>
    /// Waits until the process is told to stop, and has. What is in flight has then been answered; what may be cut short, above all while
    /// the database is unavailable, are messages about its leaving to other silos, which find out by themselves. True if nothing was.
    /// </summary>
    public async Task<bool> WaitAsync()
    {
        try
        {
            await _app.WaitForShutdownAsync().WaitAsync(_late.Token);
            return true;
        }
        catch (Exception e) when (_app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // What has not started may refuse to stop: a silo does.
            if (_isStarted || _late.IsCancellationRequested)
                LogCutShort(_app.Logger, _late.IsCancellationRequested ? nameof(TimeoutException) : Types(e));
            return false;
        }
    }

    /// <summary>What a start ends with where it is told to end; a client of a cluster may just have failed to reach it.</summary>
    private static bool IsCancellation(Exception exception) =>
        exception is OperationCanceledException or OrleansLifecycleCanceledException or SiloUnavailableException
            or ConnectionFailedException;

    /// <summary>An exception by its type and those inside it; messages may hold what somebody sent.</summary>
    private static string Types(Exception exception)
    {
        IEnumerable<Exception> inner = exception is AggregateException many ? many.InnerExceptions
            : exception.InnerException is { } one ? [one] : [];
        var types = string.Join(", ", inner.Select(Types));
        return types.Length == 0 ? exception.GetType().Name : $"{exception.GetType().Name} ({types})";
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The stop was cut short: {Reason}")]
    private static partial void LogCutShort(ILogger logger, string reason);
}
