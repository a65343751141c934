using Contacts.Storage.Postgres.Cluster;

namespace Contacts.Silo.Cluster;

/// <summary>
/// Removes the entries of a cluster that crashed as a whole. A silo only joins when it reaches all active ones, and only an active one
/// declares another dead: after a power cut nobody could, where the machines came back under other addresses. A silo is taken for dead when
/// it cannot be reached and gives no sign of life for three times the period of those; clocks are not compared. One of this machine is dead
/// at once where its port refuses connections.
/// </summary>
internal sealed partial class AbandonedSilos(TimeProvider time, ILogger<AbandonedSilos> logger)
{
    private static readonly TimeSpan _silence = 3 * ClusterTimes.SignOfLife + TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    public async Task ClearAsync(string connectionString, string clusterId, CancellationToken cancellationToken)
    {
        await using var silos = new ActiveSilos(connectionString, clusterId);
        var start = time.GetTimestamp();
        var suspects = await silos.FindAsync(cancellationToken);
        while (true)
        {
            var answers = await Task.WhenAll(suspects.Select(silo => SiloProbe.AskAsync(new(silo.Address, silo.Port), cancellationToken)));
            var judged = suspects.Zip(answers).ToLookup(pair => pair.Second, pair => pair.First);
            foreach (var silo in judged[SiloProbeResult.Gone]) await DeclareDeadAsync(silos, silo, cancellationToken);
            suspects = [.. judged[SiloProbeResult.Silent]];
            if (suspects.Count == 0 || time.GetElapsedTime(start) >= _silence) break;
            await Task.Delay(_pause, time, cancellationToken);
            var now = await silos.FindAsync(cancellationToken);
            suspects = [.. suspects.Where(now.Contains)]; // Equal entries: the silo has not reported since.
        }
        foreach (var silo in suspects) await DeclareDeadAsync(silos, silo, cancellationToken);
    }

    private Task DeclareDeadAsync(ActiveSilos silos, ActiveSilo silo, CancellationToken cancellationToken)
    {
        LogDead(silo.Address.ToString(), silo.Port, silo.AliveAt);
        return silos.DeclareDeadAsync(silo, cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Silo {Address}:{Port} is declared dead: no sign of life since {AliveAt}")]
    private partial void LogDead(string address, int port, DateTime aliveAt);
}
