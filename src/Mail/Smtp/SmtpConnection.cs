using System.Net;
using System.Net.Sockets;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace Contacts.Mail.Smtp;

/// <summary>A connection to the server, opened for the first mail it carries. It is not safe for more than one call at a time.</summary>
internal sealed class SmtpConnection : IAsyncDisposable
{
    private static readonly TimeSpan _farewell = TimeSpan.FromSeconds(5);

    private readonly SmtpOptions _options;
    private readonly SmtpProgress _progress;
    private readonly MailClient _client;

    public SmtpConnection(SmtpOptions options, TimeProvider time)
    {
        _options = options;
        _progress = new(options, time);
        _client = new(options, _progress);
    }

    /// <summary>Whether the connection itself ended with the last mail.</summary>
    public bool IsLost { get; private set; }

    /// <summary>A password goes over the wire in TLS, or stays on this machine.</summary>
    internal static bool MaySendPassword(bool encrypted, IPAddress remote) => encrypted || IPAddress.IsLoopback(remote);

    public async Task<SendOutcome> SendAsync(MailMessage message, CancellationToken ct)
    {
        using var cancellation = ct.Register(_progress.Cancel);
        var failures = new SmtpFailures(_progress, ct);
        try
        {
            if (!_client.IsConnected) await OpenAsync();
        }
        catch (Exception e) when (SmtpFailures.IsFailure(e))
        {
            return failures.OfConversation(e);
        }
        try
        {
            return await TransferAsync(message);
        }
        catch (Exception e) when (SmtpFailures.IsFailure(e))
        {
            IsLost = !_client.IsConnected;
            return failures.OfMail(e);
        }
    }

    /// <summary>Says goodbye, for a few seconds at most. Nothing depends on it.</summary>
    public async ValueTask DisposeAsync()
    {
        _progress.Enter("QUIT", _farewell);
        await _client.DisconnectAsync(quit: true, _progress.Token);
        _client.Dispose();
    }

    private async Task OpenAsync()
    {
        _progress.Enter("connecting", _options.ConnectTimeout);
        var socket = await ConnectAsync();
        _progress.Enter("TLS", _options.ConnectTimeout);
        _client.LocalDomain = _options.LocalName ?? AddressOf(socket.LocalEndPoint).ToString();
        await _client.ConnectAsync(socket, _options.Host, _options.Port, _options.Security, _progress.Token);
        if (_options.User is not null) await LogInAsync(_options.User, AddressOf(socket.RemoteEndPoint));
    }

    /// <summary>Our own socket, because MailKit does not tell whom it reached.</summary>
    private async Task<Socket> ConnectAsync()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(_options.Host, _options.Port, _progress.Token);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Without its scope, which means nothing to the other side.</summary>
    private static IPAddress AddressOf(EndPoint? end) => new(((IPEndPoint)end!).Address.GetAddressBytes());

    private async Task LogInAsync(string user, IPAddress remote)
    {
        _progress.Enter("AUTH", _options.CommandTimeout);
        if (!MaySendPassword(_client.IsSecure, remote))
            throw new NotSupportedException("a password is not sent over a connection without TLS");
        SaslMechanism mechanism =
            Offers("PLAIN") ? new SaslMechanismPlain(user, _options.Password!)
            : Offers("LOGIN") ? new SaslMechanismLogin(user, _options.Password!)
            : throw new NotSupportedException("the server offers neither PLAIN nor LOGIN");
        await _client.AuthenticateAsync(mechanism, _progress.Token);
    }

    private bool Offers(string mechanism) => _client.AuthenticationMechanisms.Contains(mechanism, StringComparer.OrdinalIgnoreCase);

    private async Task<SendOutcome> TransferAsync(MailMessage message)
    {
        _progress.Begin();
        var utf8 = _client.Capabilities.HasFlag(SmtpCapabilities.UTF8 | SmtpCapabilities.EightBitMime);
        if (message.NeedsSmtpUtf8 && !utf8)
        {
            return new SendOutcome.PermanentFailure("MAIL FROM: the address needs SMTPUTF8, which the server does not offer")
            {
                RecipientNeedsSmtpUtf8 = !message.From.NeedsSmtpUtf8,
            };
        }
        var format = MimeWriter.Format(message, utf8);
        using var mime = MimeWriter.Build(message, format);
        var reply = await _client.SendAsync(
            format, mime, new(null, message.From.Address), [new(null, message.To.Address)], _progress.Token, _progress);
        _progress.Enter("idle", Timeout.InfiniteTimeSpan);
        return new SendOutcome.Accepted(SmtpFailures.OneLine($"250 {reply}"));
    }
}
