using System.Net;
using Orleans.Runtime;

namespace Contacts.Silo.Cluster;

/// <summary>
/// Declares silos of this machine dead as soon as their port refuses connections. Probes would find out too, but only after a few seconds
/// in which callers wait; and they must be patient, because a silo that is slow is not dead.
/// </summary>
internal sealed partial class RefusedSilos(
    IClusterMembershipService membership, ISiloStatusOracle self, TimeProvider time, ILogger<RefusedSilos> logger) : BackgroundService
{
    private static readonly TimeSpan _period = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                foreach (var silo in Neighbours()) await CheckAsync(silo, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process ends.
        }
    }

    private SiloAddress[] Neighbours() =>
    [
        .. membership.CurrentSnapshot.Members.Values
            .Where(member => member.Status == SiloStatus.Active && !member.SiloAddress.Equals(self.SiloAddress))
            .Select(member => member.SiloAddress)
            .Where(address => IPAddress.IsLoopback(address.Endpoint.Address)),
    ];

    private async Task CheckAsync(SiloAddress silo, CancellationToken cancellationToken)
    {
        if (await SiloProbe.AskAsync(silo.Endpoint, cancellationToken) != SiloProbeResult.Gone) return;
        try
        {
            if (await membership.TryKill(silo)) LogGone(silo.Endpoint);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotDeclared(silo.Endpoint, e.Message); // The database is unavailable, perhaps: the next round tries again.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Silo {Address} is declared dead: its port refuses connections")]
    private partial void LogGone(IPEndPoint address);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Silo {Address} refuses connections and could not be declared dead: {Reason}")]
    private partial void LogNotDeclared(IPEndPoint address, string reason);
}
