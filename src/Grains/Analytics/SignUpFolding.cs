using Contacts.Core.Analytics;
using Contacts.Grains.Jobs;
using Microsoft.Extensions.Logging;

namespace Contacts.Grains.Analytics;

/// <summary>Folds the tally of sign-ups into its days, every five seconds. Nothing depends on it but the speed of reports.</summary>
public sealed class SignUpFolding(ISignUpStore store, TimeProvider time, ILogger<SignUpFolding> logger)
    : PeriodicWork(TimeSpan.FromSeconds(5), time, logger)
{
    private const int AtOnce = 5000;

    public override Task RunAsync(CancellationToken cancellationToken) =>
        RepeatAsync(AtOnce, atMost => store.FoldAsync(atMost, cancellationToken));
}
