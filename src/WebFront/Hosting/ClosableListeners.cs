using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace Contacts.WebFront.Hosting;

/// <summary>
/// Kestrel's sockets, whose listeners can be closed before the server stops: the server by itself closes listeners and idle connections in
/// one go, and loses the request that is just coming down such a connection.
/// </summary>
internal sealed class ClosableListeners(IOptions<SocketTransportOptions> options, ILoggerFactory loggers)
    : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    private readonly SocketTransportFactory _sockets = new(options, loggers);
    private readonly ConcurrentBag<IConnectionListener> _listeners = [];

    public bool CanBind(EndPoint endpoint) => _sockets.CanBind(endpoint);

    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var listener = await _sockets.BindAsync(endpoint, cancellationToken);
        _listeners.Add(listener);
        return listener;
    }

    /// <summary>From now on connections are refused; those that are open stay.</summary>
    public async Task CloseAsync()
    {
        foreach (var listener in _listeners) await listener.UnbindAsync(CancellationToken.None);
    }
}
