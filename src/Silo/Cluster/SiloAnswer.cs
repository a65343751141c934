using System.Net;
using System.Net.Sockets;

namespace Contacts.Silo.Cluster;

/// <summary>What became of an attempt to connect to a silo.</summary>
internal enum SiloAnswer
{
    Reached,

    /// <summary>No connection: its process, its machine or the way there may be gone.</summary>
    Silent,

    /// <summary>This machine itself refused: no process listens on that port, so that silo is no more.</summary>
    Gone,
}

/// <summary>Asks whether anybody listens where a silo should.</summary>
internal static class SiloCheck
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    public static async Task<SiloAnswer> AskAsync(IPEndPoint silo, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_patience);
        using var socket = new Socket(silo.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(silo, limit.Token);
            return SiloAnswer.Reached;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode == SocketError.ConnectionRefused && IPAddress.IsLoopback(silo.Address) ? SiloAnswer.Gone : SiloAnswer.Silent;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return SiloAnswer.Silent;
        }
    }
}
