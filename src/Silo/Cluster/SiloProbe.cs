using System.Net;
using System.Net.Sockets;

namespace Contacts.Silo.Cluster;

/// <summary>The result of an attempt to connect to a silo.</summary>
internal enum SiloProbeResult
{
    Reached,

    /// <summary>No answer: its process, its machine or the network may be down.</summary>
    Silent,

    /// <summary>This machine refused the connection: no process listens on that port, so the silo is dead.</summary>
    Gone,
}

/// <summary>Checks whether a process listens at a silo's address.</summary>
internal static class SiloProbe
{
    private static readonly TimeSpan _timeout = TimeSpan.FromSeconds(2);

    public static async Task<SiloProbeResult> AskAsync(IPEndPoint silo, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_timeout);
        using var socket = new Socket(silo.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(silo, limit.Token);
            return SiloProbeResult.Reached;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode == SocketError.ConnectionRefused && IPAddress.IsLoopback(silo.Address)
                ? SiloProbeResult.Gone
                : SiloProbeResult.Silent;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return SiloProbeResult.Silent;
        }
    }
}
