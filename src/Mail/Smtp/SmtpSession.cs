using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Contacts.Mail.Smtp;

/// <summary>One conversation that carries one mail. A step returns null to go on, or the outcome that ends the conversation.</summary>
internal sealed class SmtpSession(SmtpDialogue dialogue, SmtpOptions options)
{
    private SmtpExtensions _extensions = SmtpExtensions.None;

    public async Task<SendOutcome> SendAsync(MailMessage message, CancellationToken ct) =>
        await GreetAsync(ct) ?? await SecureAsync(ct) ?? await LogInAsync(ct) ?? await TransferAsync(message, ct);

    /// <summary>A password goes over the wire in TLS, or stays on this machine.</summary>
    internal static bool MaySendPassword(bool encrypted, IPAddress remote) => encrypted || IPAddress.IsLoopback(remote);

    private async Task<SendOutcome?> GreetAsync(CancellationToken ct)
    {
        if (options.Security == SmtpSecurity.ImplicitTls)
            await dialogue.EncryptAsync(ct);
        var greeting = await dialogue.ReadGreetingAsync(ct);
        return greeting.IsPositive ? await IntroduceAsync(ct) : NotNow(greeting);
    }

    private async Task<SendOutcome?> IntroduceAsync(CancellationToken ct)
    {
        var name = options.LocalName ?? AddressLiteral(dialogue.Connection.Local);
        var reply = await dialogue.CommandAsync("EHLO", $"EHLO {name}", ct);
        _extensions = reply.IsPositive ? SmtpExtensions.Parse(reply) : SmtpExtensions.None;
        if (reply.Code >= 500)
            reply = await dialogue.CommandAsync("HELO", $"HELO {name}", ct);
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
        var reply = await dialogue.CommandAsync("STARTTLS", "STARTTLS", ct);
        if (!reply.IsPositive)
            return NotNow(reply);
        if (dialogue.Connection.HasUnreadInput)
            return new SendOutcome.TemporaryFailure("STARTTLS: someone spoke in the clear after the server agreed to encrypt");
        await dialogue.EncryptAsync(ct);
        // What was announced in the clear may have been forged.
        return await IntroduceAsync(ct);
    }

    private async Task<SendOutcome?> LogInAsync(CancellationToken ct)
    {
        if (options.User is null)
            return null;
        if (!MaySendPassword(dialogue.Connection.IsEncrypted, dialogue.Connection.Remote))
            return new SendOutcome.TemporaryFailure("AUTH: a password is not sent over a connection without TLS");

        var reply = _extensions switch
        {
            _ when _extensions.OffersLogin("PLAIN") => await AnswerAsync("AUTH PLAIN", [$"\0{options.User}\0{options.Password}"], ct),
            _ when _extensions.OffersLogin("LOGIN") => await AnswerAsync("AUTH LOGIN", [options.User, options.Password!], ct),
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

    private async Task<SmtpReply> AnswerAsync(string command, string[] answers, CancellationToken ct)
    {
        var reply = await dialogue.CommandAsync("AUTH", command, ct);
        foreach (var answer in answers)
        {
            if (reply.Code != 334)
                break;
            reply = await dialogue.CommandAsync("AUTH", Convert.ToBase64String(Encoding.UTF8.GetBytes(answer)), ct);
        }
        return reply;
    }

    private async Task<SendOutcome> TransferAsync(MailMessage message, CancellationToken ct)
    {
        if (message.NeedsSmtpUtf8 && !_extensions.SmtpUtf8)
            return new SendOutcome.PermanentFailure("MAIL FROM: the address needs SMTPUTF8, which the server does not offer");
        var content = MimeWriter.Write(message, allowUtf8: _extensions.SmtpUtf8);
        if (_extensions.SizeLimit > 0 && content.Length > _extensions.SizeLimit)
            return new SendOutcome.PermanentFailure($"MAIL FROM: {content.Length} bytes, but the server takes {_extensions.SizeLimit}");

        var sender = $"MAIL FROM:<{message.From.Address}>{MailParameters(message, content)}";
        var reply = await dialogue.CommandAsync("MAIL FROM", sender, ct);
        if (reply.IsPositive)
            reply = await dialogue.CommandAsync("RCPT TO", $"RCPT TO:<{message.To.Address}>", ct);
        if (reply.IsPositive)
            reply = await dialogue.CommandAsync("DATA", "DATA", ct);
        if (reply.Code != 354)
            return reply.RefusalOf(dialogue.Step);
        reply = await dialogue.SendContentAsync(content, ct);
        return reply.IsPositive ? new SendOutcome.Accepted(reply.Shown) : reply.RefusalOf(dialogue.Step);
    }

    private string MailParameters(MailMessage message, byte[] content)
    {
        var utf8 = _extensions.SmtpUtf8 && (message.NeedsSmtpUtf8 || message.ReplyTo is { NeedsSmtpUtf8: true });
        return (_extensions.Size ? $" SIZE={content.Length}" : "")
            + (utf8 && _extensions.EightBitMime ? " BODY=8BITMIME" : "")
            + (utf8 ? " SMTPUTF8" : "");
    }

    /// <summary>A refusal of the whole conversation says nothing about the mail: whatever the code, it is tried again.</summary>
    private SendOutcome.TemporaryFailure NotNow(SmtpReply reply) => new($"{dialogue.Step}: {reply.Shown}");

    private static string AddressLiteral(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        // Built anew without the scope, which means nothing to the other side.
        return plain.AddressFamily == AddressFamily.InterNetwork ? $"[{plain}]" : $"[IPv6:{new IPAddress(plain.GetAddressBytes())}]";
    }
}
