using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Contacts.Mail.Smtp;

/// <summary>
/// One conversation that carries one mail. A step returns null to go on, or the outcome that ends the conversation; what the network does
/// comes out as an exception, and <see cref="Step"/> and <see cref="ContentSent"/> tell how far it got.
/// </summary>
internal sealed class SmtpSession(SmtpConnection connection, SmtpOptions options, TimeProvider time)
{
    private SmtpExtensions _extensions = SmtpExtensions.None;

    public string Step { get; private set; } = "greeting";

    /// <summary>Whether the end of the content may have reached the server.</summary>
    public bool ContentSent { get; private set; }

    public async Task<SendOutcome> SendAsync(MailMessage message, CancellationToken ct) =>
        await GreetAsync(ct) ?? await SecureAsync(ct) ?? await LogInAsync(ct) ?? await TransferAsync(message, ct);

    /// <summary>Says goodbye for at most a few seconds. Nothing depends on it.</summary>
    public async Task QuitAsync(CancellationToken ct)
    {
        var patience = TimeSpan.FromSeconds(Math.Min(5, options.CommandTimeout.TotalSeconds));
        using var deadline = new Deadline(patience, time, ct);
        try
        {
            await connection.CommandAsync("QUIT", deadline.Token);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or OperationCanceledException or SocketException)
        {
            // The mail's fate is known already.
        }
    }

    /// <summary>A password goes over the wire in TLS, or stays on this machine.</summary>
    internal static bool MaySendPassword(bool encrypted, IPAddress remote) => encrypted || IPAddress.IsLoopback(remote);

    private async Task<SendOutcome?> GreetAsync(CancellationToken ct)
    {
        if (options.Security == SmtpSecurity.ImplicitTls)
            await EncryptAsync(ct);
        Step = "greeting";
        var greeting = await Within(options.CommandTimeout, connection.ReadReplyAsync, ct);
        return greeting.IsPositive ? await IntroduceAsync(ct) : NotNow(greeting);
    }

    private async Task<SendOutcome?> IntroduceAsync(CancellationToken ct)
    {
        var name = options.LocalName ?? AddressLiteral(connection.Local);
        var reply = await CommandAsync("EHLO", $"EHLO {name}", ct);
        _extensions = reply.IsPositive ? SmtpExtensions.Parse(reply) : SmtpExtensions.None;
        if (reply.Code >= 500)
            reply = await CommandAsync("HELO", $"HELO {name}", ct);
        return reply.IsPositive ? null : NotNow(reply);
    }

    private async Task<SendOutcome?> SecureAsync(CancellationToken ct)
    {
        if (options.Security is SmtpSecurity.None or SmtpSecurity.ImplicitTls)
            return null;
        if (!_extensions.StartTls)
        {
            return options.Security == SmtpSecurity.StartTlsRequired
                ? new SendOutcome.TemporaryFailure("STARTTLS: required, but the server does not offer it")
                : null;
        }
        var reply = await CommandAsync("STARTTLS", "STARTTLS", ct);
        if (!reply.IsPositive)
            return NotNow(reply);
        if (connection.HasUnreadInput)
            return new SendOutcome.TemporaryFailure("STARTTLS: someone spoke in the clear after the server agreed to encrypt");
        await EncryptAsync(ct);
        // What was announced in the clear may have been forged.
        return await IntroduceAsync(ct);
    }

    private async Task<SendOutcome?> LogInAsync(CancellationToken ct)
    {
        if (options.User is null)
            return null;
        if (!MaySendPassword(connection.IsEncrypted, connection.Remote))
            return new SendOutcome.TemporaryFailure("AUTH: a password is not sent over a connection without TLS");

        Step = "AUTH";
        var reply = _extensions switch
        {
            _ when _extensions.OffersLogin("PLAIN") => await LogInPlainAsync(ct),
            _ when _extensions.OffersLogin("LOGIN") => await LogInLoginAsync(ct),
            _ => null,
        };
        // The text of the reply is left out: a careless server may repeat what it was sent.
        return reply switch
        {
            null => new SendOutcome.TemporaryFailure("AUTH: the server offers neither PLAIN nor LOGIN"),
            { IsPositive: true } => null,
            _ => new SendOutcome.TemporaryFailure($"AUTH: the server refused the login with {reply.Code}"),
        };
    }

    private async Task<SmtpReply> LogInPlainAsync(CancellationToken ct)
    {
        var reply = await CommandAsync("AUTH", "AUTH PLAIN", ct);
        return reply.Code == 334 ? await CommandAsync("AUTH", Base64($"\0{options.User}\0{options.Password}"), ct) : reply;
    }

    private async Task<SmtpReply> LogInLoginAsync(CancellationToken ct)
    {
        var reply = await CommandAsync("AUTH", "AUTH LOGIN", ct);
        if (reply.Code == 334)
            reply = await CommandAsync("AUTH", Base64(options.User!), ct);
        return reply.Code == 334 ? await CommandAsync("AUTH", Base64(options.Password ?? ""), ct) : reply;
    }

    private async Task<SendOutcome> TransferAsync(MailMessage message, CancellationToken ct)
    {
        if (message.NeedsSmtpUtf8 && !_extensions.SmtpUtf8)
            return new SendOutcome.PermanentFailure("MAIL FROM: the address needs SMTPUTF8, which the server does not offer");
        var content = MimeWriter.Write(message, allowUtf8: _extensions.SmtpUtf8);
        if (_extensions.SizeLimit > 0 && content.Length > _extensions.SizeLimit)
            return new SendOutcome.PermanentFailure($"MAIL FROM: {content.Length} bytes are more than the {_extensions.SizeLimit} the server takes");

        var reply = await CommandAsync("MAIL FROM", $"MAIL FROM:<{message.From.Address}>{MailParameters(message, content)}", ct);
        if (!reply.IsPositive)
            return reply.RefusalOf(Step);
        reply = await CommandAsync("RCPT TO", $"RCPT TO:<{message.To.Address}>", ct);
        if (!reply.IsPositive)
            return reply.RefusalOf(Step);
        reply = await CommandAsync("DATA", "DATA", ct);
        if (reply.Code != 354)
            return reply.RefusalOf(Step);
        reply = await SendContentAsync(content, ct);
        return reply.IsPositive ? new SendOutcome.Accepted(reply.Shown) : reply.RefusalOf(Step);
    }

    private string MailParameters(MailMessage message, byte[] content)
    {
        var utf8 = _extensions.SmtpUtf8 && (message.NeedsSmtpUtf8 || message.ReplyTo is { NeedsSmtpUtf8: true });
        return (_extensions.Size ? $" SIZE={content.Length}" : "")
            + (utf8 && _extensions.EightBitMime ? " BODY=8BITMIME" : "")
            + (utf8 ? " SMTPUTF8" : "");
    }

    /// <summary>
    /// The end of the content is sent on its own: what fails before it leaves the server without a whole mail, so that it cannot have taken
    /// it. From there on a cancellation only shortens the wait for the verdict.
    /// </summary>
    private async Task<SmtpReply> SendContentAsync(byte[] content, CancellationToken ct)
    {
        Step = "content";
        await Within(options.DataTimeout, async token =>
        {
            await connection.WriteAsync(DotStuffing.Apply(content), token);
            return true;
        }, ct);
        ct.ThrowIfCancellationRequested();

        Step = "end of content";
        ContentSent = true;
        using var deadline = new Deadline(options.DataTimeout, time, CancellationToken.None);
        using var cut = ct.Register(() => deadline.Shorten(options.CancellationGrace));
        return await Within(deadline, token => connection.CommandAsync(".", token));
    }

    private async Task EncryptAsync(CancellationToken ct)
    {
        Step = "TLS";
        await Within(options.ConnectTimeout, async token =>
        {
            await connection.EncryptAsync(options.Host, options.TrustedRoots, token);
            return true;
        }, ct);
    }

    private async Task<SmtpReply> CommandAsync(string step, string command, CancellationToken ct)
    {
        Step = step;
        return await Within(options.CommandTimeout, token => connection.CommandAsync(command, token), ct);
    }

    private async Task<T> Within<T>(TimeSpan limit, Func<CancellationToken, Task<T>> step, CancellationToken ct)
    {
        using var deadline = new Deadline(limit, time, ct);
        return await Within(deadline, step);
    }

    private static async Task<T> Within<T>(Deadline deadline, Func<CancellationToken, Task<T>> step)
    {
        try
        {
            return await step(deadline.Token);
        }
        catch (Exception e) when (deadline.Expired)
        {
            throw new TimeoutException("no answer in time", e);
        }
    }

    /// <summary>A refusal of the whole conversation says nothing about the mail: whatever the code, it is tried again.</summary>
    private SendOutcome.TemporaryFailure NotNow(SmtpReply reply) => new($"{Step}: {reply.Shown}");

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string AddressLiteral(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (plain.AddressFamily == AddressFamily.InterNetwork)
            return $"[{plain}]";
        return $"[IPv6:{new IPAddress(plain.GetAddressBytes())}]";
    }
}
