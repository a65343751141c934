using System.Collections.Immutable;
using Contacts.Core;
using Contacts.Core.Limits;
using Orleans;

namespace Contacts.Grains.Abstractions.Limits;

/// <summary>
/// Leases permits of an organisation's windows (key: organisation id), never more than the limit over all processes together.
/// </summary>
[Alias("limits.grain")]
public interface IRateLimitGrain : IGrainWithIntegerKey
{
    /// <summary>
    /// Throws <see cref="StoreUnavailableException"/> while the store is unavailable; permits it may have taken then are lost.
    /// </summary>
    Task<Lease> LeaseAsync(LeaseRequest request, CancellationToken cancellationToken);

    /// <summary>Gives unused permits back. Never to be repeated: if it fails, they are lost.</summary>
    Task ReturnAsync(RateWindow window, int permits, CancellationToken cancellationToken);
}
