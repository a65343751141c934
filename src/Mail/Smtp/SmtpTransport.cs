using System.Net.Sockets;
using System.Security.Authentication;

namespace Contacts.Mail.Smtp;

/// <summary>
/// Hands mails to an SMTP server, one connection for each. Refusals of the conversation itself (greeting, STARTTLS, login) are temporary
/// whatever their code, as they say nothing about the mail; 5xx to its sender, recipient or content are permanent. A cancellation after the
/// content was sent waits briefly for the verdict and never throws.
/// </summary>
public sealed class SmtpTransport : IMailTransport
{
    private readonly SmtpOptions _options;
    private readonly TimeProvider _time;

    /// <summary>Throws <see cref="ArgumentException"/> where the options cannot work.</summary>
    public SmtpTransport(SmtpOptions options, TimeProvider time)
    {
        if (string.IsNullOrWhiteSpace(options.Host) || options.Host.Length > 255 || options.Port is < 1 or > 65_535)
            throw new ArgumentException($"'{options.Host}:{options.Port}' is no host with a port from 1 to 65535.", nameof(options));
        if (options.User is not null && options.Password is null)
            throw new ArgumentException("An SMTP login needs a password.", nameof(options));
        if (options.LocalName is { } name && (name.Length is 0 or > 255 || name.Any(c => c is <= ' ' or > '~')))
            throw new ArgumentException($"'{name}' cannot be the name to greet an SMTP server with.", nameof(options));
        _options = options;
        _time = time;
    }

    public async Task<SendOutcome> SendAsync(MailMessage message, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        SmtpDialogue? dialogue = null;
        try
        {
            using var connection = await ConnectAsync(ct);
            dialogue = new SmtpDialogue(connection, _options, _time);
            var outcome = await new SmtpSession(dialogue, _options).SendAsync(message, ct);
            await dialogue.QuitAsync(ct);
            return outcome;
        }
        catch (Exception e) when (IsNetworkFailure(e) && ct.IsCancellationRequested && dialogue is not { ContentSent: true })
        {
            throw new OperationCanceledException("The mail was not sent.", e, ct);
        }
        catch (Exception e) when (IsNetworkFailure(e))
        {
            var reason = $"{dialogue?.Step ?? "connecting"}: {Describe(e)}";
            return dialogue is { ContentSent: true } ? new SendOutcome.UnknownAfterData(reason) : new SendOutcome.TemporaryFailure(reason);
        }
    }

    private static bool IsNetworkFailure(Exception e) =>
        e is IOException or InvalidDataException or SocketException or AuthenticationException or TimeoutException
            or ObjectDisposedException or OperationCanceledException;

    private static string Describe(Exception e)
    {
        var text = e is AuthenticationException { InnerException.Message: { } inner } ? $"{e.Message} {inner}" : e.Message;
        return new string([.. text.Take(400).Select(c => char.IsControl(c) ? ' ' : c)]);
    }

    private async Task<SmtpConnection> ConnectAsync(CancellationToken ct)
    {
        using var deadline = new Deadline(_options.ConnectTimeout, _time, ct);
        return await deadline.RunAsync(token => SmtpConnection.ConnectAsync(_options.Host, _options.Port, token));
    }
}
