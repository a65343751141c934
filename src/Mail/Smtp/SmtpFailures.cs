using System.Net.Sockets;
using System.Text;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace Contacts.Mail.Smtp;

/// <summary>What the end of a conversation says about the mail.</summary>
internal sealed class SmtpFailures(SmtpProgress progress, CancellationToken caller)
{
    private const int ShownLength = 400;

    public static bool IsFailure(Exception e) =>
        e is IOException or SocketException or ProtocolException or CommandException or SslHandshakeException or AuthenticationException
            or ServiceNotAuthenticatedException or NotSupportedException or ObjectDisposedException or OperationCanceledException;

    /// <summary>A refusal of the whole conversation says nothing about the mail: whatever the code, it is tried again.</summary>
    public SendOutcome OfConversation(Exception e) =>
        e is SmtpCommandException refusal ? new SendOutcome.TemporaryFailure(Reason(progress.Step, refusal)) : Interruption(e);

    public SendOutcome OfMail(Exception e)
    {
        if (e is not SmtpCommandException refusal) return Interruption(e);
        var reason = Reason(StepOf(refusal), refusal);
        return (int)refusal.StatusCode switch
        {
            // Replies 53x are about who logs in how, which is mended in the configuration, not in the mail.
            530 or 534 or 535 or 538 => new SendOutcome.TemporaryFailure(reason),
            >= 500 => new SendOutcome.PermanentFailure(reason),
            < 300 when progress.ContentSent => new SendOutcome.Accepted(reason),
            _ => new SendOutcome.TemporaryFailure(reason),
        };
    }

    /// <summary>On one line, without anything that could disturb a log or a terminal.</summary>
    public static string OneLine(string text) =>
        string.Concat(text.EnumerateRunes().Take(ShownLength).Select(rune => Rune.IsControl(rune) ? new Rune(' ') : rune)).TrimEnd();

    private SendOutcome Interruption(Exception e)
    {
        var reason = OneLine($"{progress.Step}: {Describe(e)}");
        if (progress.ContentSent) return new SendOutcome.UnknownAfterData(reason);
        if (caller.IsCancellationRequested) throw new OperationCanceledException("The mail was not sent.", e, caller);
        return new SendOutcome.TemporaryFailure(reason);
    }

    private string Describe(Exception e) => e switch
    {
        _ when progress.Token.IsCancellationRequested => "no answer in time",
        // The text of the reply is left out: a careless server may repeat what it was sent.
        AuthenticationException => $"the server refused the login with {e.Message[..3]}",
        _ => e.Message,
    };

    private static string Reason(string step, SmtpCommandException refusal) =>
        OneLine($"{step}: {(int)refusal.StatusCode} {refusal.Message}");

    /// <summary>The answers to MAIL FROM and RCPT TO may come together, and RSET follows on a refusal.</summary>
    private string StepOf(SmtpCommandException refusal) => refusal.ErrorCode switch
    {
        SmtpErrorCode.SenderNotAccepted => "MAIL FROM",
        SmtpErrorCode.RecipientNotAccepted => "RCPT TO",
        _ => progress.Step,
    };
}
