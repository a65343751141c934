using System.Text;
using Contacts.Core.Tickets;
using Contacts.Grains.Organisations;
using Contacts.Mail;
using Microsoft.Extensions.Logging;

namespace Contacts.Grains.Tickets;

/// <summary>
/// Makes one attempt to send a mail and tells what to record of it. What the mail server cannot carry to its recipient goes to the
/// organisation's default recipient. Never throws.
/// </summary>
public sealed partial class MailSender(
    IMailTransport transport, OrganisationCatalogue organisations, MailOptions options, TimeProvider time, ILogger<MailSender> logger)
{
    private const int NoteLimit = 500;

    public async Task<MailReport> SendAsync(OutgoingMail mail, string lease, CancellationToken cancellationToken)
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            var outcome = await AttemptAsync(mail, cancellationToken);
            return outcome is SendOutcome.PermanentFailure { RecipientNeedsSmtpUtf8: true }
                && await OtherRecipientOrNullAsync(mail, cancellationToken) is { } other
                ? await SendInsteadAsync(mail, other, lease, cancellationToken)
                : Read(mail, lease, outcome);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // It was not handed over: whoever comes next may try at once.
            return Report(mail, lease, MailState.Queued, null) with { CountsAsAttempt = false };
        }
        catch (ArgumentException e)
        {
            return Report(mail, lease, MailState.Failed, e.Message);
        }
        catch (Exception e)
        {
            LogFailed(e);
            return Again(mail, lease, "An error on our side; it was logged.");
        }
    }

    private Task<SendOutcome> AttemptAsync(OutgoingMail mail, CancellationToken cancellationToken) =>
        transport.SendAsync(TicketMailText.Write(mail, options.From), cancellationToken);

    private async Task<string?> OtherRecipientOrNullAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        var settings = await organisations.SettingsAsync(mail.OrganisationId, cancellationToken);
        return MailRouting.DefaultOrNull(settings.Support) is { } other && Ascii.IsValid(other) ? other : null;
    }

    /// <summary>
    /// Recorded for good only once it was sent: an attempt later on may find a server that carries the mail to its recipient.
    /// </summary>
    private async Task<MailReport> SendInsteadAsync(OutgoingMail mail, string other, string lease, CancellationToken cancellationToken)
    {
        var report = Read(mail, lease, await AttemptAsync(mail with { To = other }, cancellationToken));
        return report with
        {
            Note = Short($"{mail.To} needs a mail server with SMTPUTF8, {other} does not. {report.Note}".TrimEnd()),
            SentTo = report.State == MailState.Sent ? other : null,
        };
    }

    private MailReport Read(OutgoingMail mail, string lease, SendOutcome outcome) => outcome switch
    {
        SendOutcome.Accepted => Report(mail, lease, MailState.Sent, null),
        SendOutcome.PermanentFailure refused => Report(mail, lease, MailState.Failed, refused.Reason),
        SendOutcome.TemporaryFailure failure => Again(mail, lease, failure.Reason),
        // Lost mail is worse than a second one with the same message id.
        SendOutcome.UnknownAfterData unknown => Again(mail, lease, $"It may have arrived: {unknown.Reason}"),
        _ => throw new InvalidOperationException($"A transport answered {outcome}."),
    };

    private MailReport Again(OutgoingMail mail, string lease, string why)
    {
        var next = MailBackOff.Next(mail.Attempts + 1, mail.QueuedAt, time.GetUtcNow(), Random.Shared.NextDouble());
        return next is { } at
            ? Report(mail, lease, MailState.Queued, why) with { DueAt = at }
            : Report(mail, lease, MailState.Failed, $"Not taken within 24 hours. {why}");
    }

    private MailReport Report(OutgoingMail mail, string lease, MailState state, string? note) => new()
    {
        OrganisationId = mail.OrganisationId, Number = mail.Number, Lease = lease, State = state, DueAt = time.GetUtcNow(),
        Note = Short(note),
    };

    private static string? Short(string? note) => note is { Length: > NoteLimit } ? note[..NoteLimit] : note;

    [LoggerMessage(Level = LogLevel.Error, Message = "Sending a mail failed")]
    private partial void LogFailed(Exception exception);
}
