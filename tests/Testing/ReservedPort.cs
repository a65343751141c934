using System.Net;
using System.Net.Sockets;

namespace Contacts.Testing;

/// <summary>
/// A free TCP port for another program to listen on, held until disposed by a socket that does not listen: on Linux nobody else is given
/// it, also while that program is started or is down.
/// </summary>
public sealed class ReservedPort : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp);

    public ReservedPort()
    {
        if (OperatingSystem.IsLinux()) _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Number = ((IPEndPoint)_socket.LocalEndPoint!).Port;
        if (!OperatingSystem.IsLinux()) _socket.Dispose();
    }

    public int Number { get; }

    public void Dispose() => _socket.Dispose();
}
