using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Contacts.Testing.Smtp;

/// <summary>A small SMTP server on a loopback socket. It keeps what it was told and sent, and misbehaves as its script says.</summary>
public sealed class SmtpServer : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Task> _conversations = [];
    private readonly Task _accepting;

    public SmtpServer(SmtpServerScript script, int port = 0)
    {
        Script = script;
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public SmtpServerScript Script { get; }

    public int Port { get; }

    public X509Certificate2 Certificate => TestCertificate.ForLocalhost;

    /// <summary>Every line the server was sent outside contents, over all conversations, in order.</summary>
    public ConcurrentQueue<string> Commands { get; } = [];

    /// <summary>Contents taken, as they were on the wire: dots still doubled.</summary>
    public ConcurrentQueue<byte[]> Contents { get; } = [];

    public TaskCompletionSource Silent { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Stop();
        await Task.WhenAll(_conversations);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            Socket socket;
            try
            {
                socket = await _listener.AcceptSocketAsync(_stop.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
            _conversations.Add(ConverseAsync(socket));
        }
    }

    private async Task ConverseAsync(Socket socket)
    {
        try
        {
            using var conversation = new SmtpServerConversation(this, socket);
            await conversation.RunAsync(_stop.Token);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
            // The client left, or the test is over.
        }
    }
}
