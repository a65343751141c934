using System.Text;
using Contacts.Core;
using Contacts.Core.Mail;
using Contacts.Core.Text;
using Contacts.Mail;
using Microsoft.Extensions.Logging;

namespace Contacts.Grains.Mail;

/// <summary>
/// Makes one attempt to send a mail, as the composer of its kind writes it, and tells what to record of it. What the mail server cannot
/// carry to its recipient goes to the other one that the composer names. Never throws.
/// </summary>
public sealed partial class MailSender(
    IMailTransport transport, IEnumerable<IMailComposer> composers, MailOptions options, TimeProvider time, ILogger<MailSender> logger)
{
    private const int NoteLimit = 500;

    private readonly Dictionary<string, IMailComposer> _composers = composers.ToDictionary(composer => composer.Kind);

    public async Task<MailReport> SendAsync(OutgoingMail mail, string lease, CancellationToken cancellationToken)
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!_composers.TryGetValue(mail.Kind, out var composer))
                return Again(mail, lease, $"This process knows no mails of the kind {mail.Kind}."); // A newer one beside it does.
            return await composer.ComposeAsync(mail, cancellationToken) is { } content
                ? await SendAsync(mail, content, lease, cancellationToken)
                : Report(mail, lease, MailState.Dropped, "There was nothing to be sent any more.") with { CountsAsAttempt = false };
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // It was not handed over: whoever comes next may try at once.
            return Report(mail, lease, MailState.Queued, null) with { CountsAsAttempt = false };
        }
        catch (StoreUnavailableException)
        {
            return Again(mail, lease, null) with { CountsAsAttempt = false };
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

    private async Task<MailReport> SendAsync(OutgoingMail mail, MailContent content, string lease, CancellationToken cancellationToken)
    {
        var outcome = await AttemptAsync(mail, content, cancellationToken);
        return outcome is SendOutcome.PermanentFailure { RecipientNeedsSmtpUtf8: true }
            && content.OtherRecipient is { } other && Ascii.IsValid(other)
            ? await SendInsteadAsync(mail, content, other, lease, cancellationToken)
            : Read(mail, lease, outcome);
    }

    private Task<SendOutcome> AttemptAsync(OutgoingMail mail, MailContent content, CancellationToken cancellationToken) =>
        transport.SendAsync(Envelope.Write(mail, content, options.From), cancellationToken);

    /// <summary>
    /// Recorded for good only once it was sent: an attempt later on may find a server that carries the mail to its recipient.
    /// </summary>
    private async Task<MailReport> SendInsteadAsync(
        OutgoingMail mail, MailContent content, string other, string lease, CancellationToken cancellationToken)
    {
        var report = Read(mail, lease, await AttemptAsync(mail with { To = other }, content, cancellationToken));
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

    private MailReport Again(OutgoingMail mail, string lease, string? why)
    {
        var next = MailBackOff.Next(mail.Attempts + 1, mail.QueuedAt, time.GetUtcNow(), Random.Shared.NextDouble());
        return next is { } at
            ? Report(mail, lease, MailState.Queued, why) with { DueAt = at }
            : Report(mail, lease, MailState.Failed, $"Not taken within 24 hours. {why}");
    }

    private MailReport Report(OutgoingMail mail, string lease, MailState state, string? note) => new()
    {
        OrganisationId = mail.OrganisationId, MailId = mail.MailId, Lease = lease, State = state, DueAt = time.GetUtcNow(),
        Note = Short(note),
    };

    private static string? Short(string? note) => note is null ? null : Clipping.Clip(note, NoteLimit);

    [LoggerMessage(Level = LogLevel.Error, Message = "Sending a mail failed")]
    private partial void LogFailed(Exception exception);
}
