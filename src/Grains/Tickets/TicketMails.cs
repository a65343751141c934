using Contacts.Core;
using Contacts.Core.Contacts;
using Contacts.Core.Mail;
using Contacts.Core.Settings;
using Contacts.Core.Tickets;
using Contacts.Grains.Mail;

namespace Contacts.Grains.Tickets;

/// <summary>Puts a ticket's mail into what is to be stored, and wakes the dispatcher afterwards.</summary>
public sealed class TicketMails(MailSignal wake)
{
    public TicketWrite Queue(TicketWrite ticket, SupportSettings settings)
    {
        var mail = MailRouting.Decide(ticket.SendTo, ticket.Category, settings);
        return ticket with
        {
            MailId = mail.To is null ? null : QueuedMail.NewId(), MailTo = mail.To, MailCopies = mail.Copies, MailNote = mail.Note,
            TraceParent = MailTelemetry.Parent,
        };
    }

    /// <summary>The mail of a ticket that leaves spam; none where it has one already.</summary>
    public TicketStatusChange Queue(TicketStatusChange change, TicketDetail detail, SupportSettings settings)
    {
        if (detail.Mail.State is not null) return change;
        var mail = MailRouting.Decide(detail.SendTo, detail.Ticket.Category, settings);
        return change with
        {
            MailId = mail.To is null ? null : QueuedMail.NewId(), MailTo = mail.To, MailCopies = mail.Copies, MailNote = mail.Note,
            TraceParent = MailTelemetry.Parent,
        };
    }

    public void Wake() => wake.Raise();

    /// <summary>What to tell whoever marks a ticket as spam too late; null if nothing went out.</summary>
    public static string? NotTakenBack(TicketMail mail) => mail.State switch
    {
        MailState.Sent => $"The mail to {mail.To} was sent already and is not taken back.",
        MailState.Queued => $"The mail to {mail.To} is on its way and is not taken back.",
        MailState.Held => $"The mail to {mail.To} is part of a digest and is not taken back.",
        _ => null,
    };
}
