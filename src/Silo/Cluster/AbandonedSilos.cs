#if ORLEANS
using System.Net.Sockets;
using Contacts.Storage.Postgres.Cluster;

namespace Contacts.Silo.Cluster;

/// <summary>
/// Clears away what a cluster left behind that died as a whole. A silo only joins when it reaches all active ones, and only an active one
/// declares another dead: after a power cut nobody could, where the machines came back under other addresses. A silo is taken for dead when
/// it refuses connections and gives no sign of life for three times the period of those; clocks are not compared.
/// </summary>
internal sealed partial class AbandonedSilos(TimeProvider time, ILogger<AbandonedSilos> logger)
{
    private static readonly TimeSpan _silence = 3 * ClusterTimes.SignOfLife + TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _answer = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    public async Task ClearAsync(string connectionString, string clusterId, CancellationToken cancellationToken)
    {
        await using var silos = new ActiveSilos(connectionString, clusterId);
        var start = time.GetTimestamp();
        var suspects = await UnreachableAsync(await silos.FindAsync(cancellationToken), cancellationToken);
        while (suspects.Count > 0 && time.GetElapsedTime(start) < _silence)
        {
            await Task.Delay(_pause, time, cancellationToken);
            var now = await silos.FindAsync(cancellationToken);
            suspects = await UnreachableAsync([.. suspects.Where(now.Contains)], cancellationToken); // Equal: not a sign of life since.
        }
        foreach (var silo in suspects)
        {
            LogDead(silo.Address.ToString(), silo.Port, silo.AliveAt);
            await silos.DeclareDeadAsync(silo, cancellationToken);
        }
    }

    private static async Task<List<ActiveSilo>> UnreachableAsync(List<ActiveSilo> silos, CancellationToken cancellationToken)
    {
        var reached = await Task.WhenAll(silos.Select(silo => IsReachedAsync(silo, cancellationToken)));
        return [.. silos.Where((_, i) => !reached[i])];
    }

    private static async Task<bool> IsReachedAsync(ActiveSilo silo, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_answer);
        using var socket = new Socket(silo.Address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(silo.Address, silo.Port, limit.Token);
            return true;
        }
        catch (Exception e) when (e is SocketException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Silo {Address}:{Port} is declared dead: no sign of life since {AliveAt}")]
    private partial void LogDead(string address, int port, DateTime aliveAt);
}
#endif
