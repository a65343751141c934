using Contacts.Core;
using Contacts.Core.Analytics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Contacts.Grains.Analytics;

/// <summary>
/// Folds the tally of sign-ups into its days, every five seconds. Nothing depends on it but the speed of reports; several processes may do
/// it at once, and one that finds the store away tries again next time.
/// </summary>
public sealed partial class SignUpFolding(ISignUpStore store, TimeProvider time, ILogger<SignUpFolding> logger) : BackgroundService
{
    private const int AtOnce = 5000;
    private static readonly TimeSpan _period = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                while (await store.FoldAsync(AtOnce, stoppingToken) == AtOnce)
                {
                }
            }
            catch (StoreUnavailableException e)
            {
                LogWaiting(e.Message);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(e); // Reports get slower; that is no reason to end the process.
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "The tally of sign-ups waits for the store: {Reason}")]
    private partial void LogWaiting(string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The tally of sign-ups could not be folded; it is tried again")]
    private partial void LogFailed(Exception exception);
}
