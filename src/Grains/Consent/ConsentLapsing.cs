using Contacts.Grains.Jobs;
using Microsoft.Extensions.Logging;

namespace Contacts.Grains.Consent;

/// <summary>
/// Ends consents that were not confirmed in time, every half minute. Reads and decisions take them for ended before: this only tidies up.
/// </summary>
public sealed class ConsentLapsing(ConsentActs acts, TimeProvider time, ILogger<ConsentLapsing> logger)
    : PeriodicWork(TimeSpan.FromSeconds(30), time, logger)
{
    private const int AtOnce = 200;

    public override Task RunAsync(CancellationToken cancellationToken) =>
        RepeatAsync(AtOnce, atMost => acts.LapseAsync(atMost, cancellationToken));
}
