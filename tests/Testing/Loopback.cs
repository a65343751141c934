using System.Net;
using System.Net.Sockets;

namespace Contacts.Testing;

public static class Loopback
{
    /// <summary>A TCP port that nobody listens on at the moment.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
