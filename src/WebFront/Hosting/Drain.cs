using Microsoft.AspNetCore.Connections;

namespace Contacts.WebFront.Hosting;

/// <summary>
/// The first step of a stop: connections are refused at once, while those that are open get an answer to one more request, which tells the
/// other side to close. Only connections that stay idle for <see cref="Patience"/> are closed without one.
/// </summary>
internal sealed class Drain(ClosableListeners listeners, TimeProvider time) : IHostedLifecycleService
{
    /// <summary>How long an open connection may take until its next request.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource _allClosed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isDraining;
    private int _open;

    public bool IsDraining => _isDraining;

    /// <summary>Counts the connections of an endpoint.</summary>
    public ConnectionDelegate Count(ConnectionDelegate next) => async connection =>
    {
        Interlocked.Increment(ref _open);
        try
        {
            await next(connection);
        }
        finally
        {
            if (Interlocked.Decrement(ref _open) == 0 && _isDraining) _allClosed.TrySetResult();
        }
    };

    /// <summary>Lets the other side know that this is the last answer on its connection.</summary>
    public RequestDelegate MarkFinalResponse(RequestDelegate next) => http =>
    {
        if (_isDraining && http.Request.Protocol.StartsWith("HTTP/1", StringComparison.Ordinal)) http.Response.Headers.Connection = "close";
        return next(http);
    };

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        _isDraining = true;
        await listeners.CloseAsync();
        if (Volatile.Read(ref _open) == 0) return;
        await Task.WhenAny(_allClosed.Task, Task.Delay(Patience, time, cancellationToken));
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
