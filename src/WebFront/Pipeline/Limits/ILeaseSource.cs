using Contacts.Core.Limits;
using Contacts.Grains.Abstractions.Limits;
using Orleans;

namespace Contacts.WebFront.Pipeline.Limits;

/// <summary>Leases and returns permits. Throws StoreUnavailableException while the store is unavailable.</summary>
internal interface ILeaseSource
{
    Task<Lease> LeaseAsync(int organisationId, LeaseRequest request);

    Task ReturnAsync(int organisationId, RateWindow window, int permits);
}

/// <summary>Leases from the organisation's grain.</summary>
internal sealed class GrainLeases(IGrainFactory grains, LimitMetrics metrics) : ILeaseSource
{
    public async Task<Lease> LeaseAsync(int organisationId, LeaseRequest request)
    {
        metrics.Asked();
        var lease = await grains.GetGrain<IRateLimitGrain>(organisationId).LeaseAsync(request, CancellationToken.None);
        metrics.Leased(lease.Granted);
        return lease;
    }

    public async Task ReturnAsync(int organisationId, RateWindow window, int permits)
    {
        await grains.GetGrain<IRateLimitGrain>(organisationId).ReturnAsync(window, permits, CancellationToken.None);
        metrics.Returned(permits);
    }
}
