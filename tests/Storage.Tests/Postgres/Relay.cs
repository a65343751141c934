using System.Net;
using System.Net.Sockets;

namespace Contacts.Storage.Tests.Postgres;

/// <summary>An address on loopback that leads each new connection to the server that is behind it at the moment.</summary>
internal sealed class Relay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private volatile int _target;

    public Relay(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void LeadTo(int port) => _target = port;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true) connections.Add(ForwardAsync(await _listener.AcceptTcpClientAsync(_stop.Token), _stop.Token));
        }
        finally
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ForwardAsync(TcpClient client, CancellationToken cancellationToken)
    {
        using var near = client;
        using var far = new TcpClient();
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, _target, cancellationToken);
            await Task.WhenAny(
                near.GetStream().CopyToAsync(far.GetStream(), cancellationToken),
                far.GetStream().CopyToAsync(near.GetStream(), cancellationToken));
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            // The server is not there: the client sees its connection end.
        }
    }
}
