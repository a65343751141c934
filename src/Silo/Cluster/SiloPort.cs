using System.Net;
using System.Net.Sockets;
using Contacts.WebFront.Cluster;

namespace Contacts.Silo.Cluster;

/// <summary>
/// The port of this process's silo: the one that was set, else a free one. A free port stays reserved by a socket that does not listen: on
/// Linux nobody else is given it, while the silo may listen on it beside the reservation.
/// </summary>
internal sealed class SiloPort : IDisposable
{
    private Socket? _reservation;

    public SiloPort(ClusterSettings settings) =>
        Number = settings.SiloPort == 0 ? Reserve(settings.AdvertisedAddress) : settings.SiloPort;

    public int Number { get; }

    public void Dispose() => _reservation?.Dispose();

    private int Reserve(IPAddress address)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsLinux()) socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(new IPEndPoint(address, 0));
        var port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        if (OperatingSystem.IsLinux()) _reservation = socket;
        else socket.Dispose();
        return port;
    }
}
