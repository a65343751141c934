using System.Net;
using System.Net.Sockets;
using Contacts.Silo.Settings;

namespace Contacts.Silo.Cluster;

/// <summary>
/// The ports of this process's silo: those that were set, else free ones. A free port stays reserved by a socket that does not listen: on
/// Linux nobody else is given it, while the silo may listen on it beside the reservation.
/// </summary>
internal sealed class SiloPorts : IDisposable
{
    private readonly List<Socket> _reservations = [];

    public SiloPorts(SiloSettings settings)
    {
        var cluster = settings.Cluster;
        Silo = cluster.SiloPort == 0 ? Reserve(cluster.AdvertisedAddress) : cluster.SiloPort;
        Gateway = cluster.GatewayPort ?? (settings.ConnectionString is null ? 0 : Reserve(cluster.AdvertisedAddress));
    }

    public int Silo { get; }

    /// <summary>0: clients cannot reach this silo.</summary>
    public int Gateway { get; }

    public void Dispose() => _reservations.ForEach(socket => socket.Dispose());

    private int Reserve(IPAddress address)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsLinux()) socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(new IPEndPoint(address, 0));
        var port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        if (OperatingSystem.IsLinux()) _reservations.Add(socket);
        else socket.Dispose();
        return port;
    }
}
