using System.Collections.Concurrent;
using Contacts.Core;
using Contacts.Core.Limits;
using Contacts.WebFront.Pipeline.Limits;

namespace Contacts.WebFront.Tests.Limits;

/// <summary>The store of several processes: exact, immediate unless told to be away, and counting how often it is asked.</summary>
internal sealed class LeaseLedger : ILeaseSource
{
    private readonly ConcurrentDictionary<RateWindow, int> _used = new();
    private readonly Lock _gate = new();
    private int _asked;

    public bool IsAway { get; set; }
    public int Asked => _asked;

    /// <summary>Where set, leases wait for it.</summary>
    public TaskCompletionSource? Gate { get; set; }

    public int Used(RateWindow window) => _used.GetValueOrDefault(window);

    public async Task<Lease> LeaseAsync(int organisationId, LeaseRequest request)
    {
        Interlocked.Increment(ref _asked);
        if (Gate is { } gate)
            await gate.Task;
        if (IsAway)
            throw new StoreUnavailableException();
        lock (_gate)
        {
            var used = _used.GetValueOrDefault(request.Window);
            var granted = Math.Max(0, Math.Min(request.Wanted, request.Limit - used));
            _used[request.Window] = used + granted;
            return new() { Granted = granted, Remaining = Math.Max(0, request.Limit - used - granted) };
        }
    }

    public Task ReturnAsync(int organisationId, RateWindow window, int permits)
    {
        if (IsAway)
            throw new StoreUnavailableException();
        lock (_gate)
            _used[window] -= permits;
        return Task.CompletedTask;
    }
}
