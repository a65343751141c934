using System.Collections.Concurrent;

namespace Contacts.Cluster.Tests;

/// <summary>Registers new addresses from several callers until told to stop; keeps those that were acknowledged.</summary>
internal sealed class Load
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<string> _acknowledged = [];
    private readonly TaskCompletionSource _underWay = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _enough;
    private readonly Task _callers;
    private int _count;

    private Load(HttpClient http, string prefix, int enough)
    {
        _enough = enough;
        _callers = Task.WhenAll(Enumerable.Range(0, 32).Select(caller => Task.Run(() => CallAsync(http, $"{prefix}.{caller}"))));
    }

    public static Load Start(HttpClient http, string prefix, int enough) => new(http, prefix, enough);

    /// <summary>Completes once as many registrations as asked for were acknowledged.</summary>
    public Task UnderWay => _underWay.Task;

    /// <summary>Stops the callers; the addresses that were acknowledged.</summary>
    public async Task<string[]> StopAsync()
    {
        await _stop.CancelAsync();
        await _callers;
        return [.. _acknowledged];
    }

    private async Task CallAsync(HttpClient http, string prefix)
    {
        for (var i = 0; !_stop.IsCancellationRequested; i++)
        {
            var email = $"{prefix}.{i}@example.com";
            if (!await http.TryRegisterAsync(email, "load")) continue;
            _acknowledged.Add(email);
            if (Interlocked.Increment(ref _count) == _enough) _underWay.TrySetResult();
        }
    }
}
