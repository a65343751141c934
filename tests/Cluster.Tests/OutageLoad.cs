using System.Collections.Concurrent;
using System.Net;

namespace Contacts.Cluster.Tests;

/// <summary>
/// Registers new addresses from several callers while the store comes and goes. Every call must end in 200 or in 503 with Retry-After;
/// the first that does not ends the load with an exception.
/// </summary>
internal sealed class OutageLoad
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<string> _acknowledged = [];
    private readonly Lock _lock = new();
    private readonly Task _callers;
    private (HttpStatusCode Status, int Left, TaskCompletionSource Reached) _awaited;

    private OutageLoad(HttpClient http) =>
        _callers = Task.WhenAll(Enumerable.Range(0, 16).Select(caller => Task.Run(() => CallAsync(http, caller))));

    public static OutageLoad Start(HttpClient http) => new(http);

    /// <summary>Completes once so many further answers of that status have come.</summary>
    public async Task AnsweredAsync(HttpStatusCode status, int count)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock) _awaited = (status, count, reached);
        var first = await Task.WhenAny(reached.Task, _callers);
        await first;
    }

    /// <summary>Stops the callers; the addresses that were acknowledged.</summary>
    public async Task<string[]> StopAsync()
    {
        await _stop.CancelAsync();
        await _callers;
        return [.. _acknowledged];
    }

    private async Task CallAsync(HttpClient http, int caller)
    {
        for (var i = 0; !_stop.IsCancellationRequested; i++)
        {
            var email = $"outage.{caller}.{i}@example.com";
            using var response = await http.RegisterAsync(email, "load");
            if (response.StatusCode == HttpStatusCode.OK) _acknowledged.Add(email);
            else if (response.StatusCode != HttpStatusCode.ServiceUnavailable || response.Headers.RetryAfter is null)
                throw new InvalidOperationException($"{(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
            Count(response.StatusCode);
        }
    }

    private void Count(HttpStatusCode status)
    {
        lock (_lock)
        {
            if (_awaited.Reached is null || _awaited.Status != status || --_awaited.Left != 0) return;
            _awaited.Reached.SetResult();
        }
    }
}
