using Contacts.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Contacts.Grains.Consent;

/// <summary>
/// Ends consents that were not confirmed in time, every half minute. Reads and decisions take them for ended before: this only tidies up.
/// </summary>
public sealed partial class ConsentLapsing(ConsentActs acts, TimeProvider time, ILogger<ConsentLapsing> logger) : BackgroundService
{
    private const int AtOnce = 200;
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_pause, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                while (await acts.LapseAsync(AtOnce, stoppingToken) == AtOnce)
                {
                }
            }
            catch (StoreUnavailableException e)
            {
                LogWaiting(e.Message); // The next look finds them.
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Unconfirmed consents wait for the store: {Reason}")]
    private partial void LogWaiting(string reason);
}
