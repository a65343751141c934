using System.Collections.Immutable;
using Contacts.Core.Mail;
using Contacts.Core.Tickets;

namespace Contacts.Storage.Stores;

/// <summary>The mails that are queued with a ticket: one, and its copies.</summary>
internal static class TicketQueue
{
    public static IEnumerable<QueuedMail> MailsOf(TicketWrite ticket, long number) => ticket.MailId is null ? [] : Mails(
        new()
        {
            OrganisationId = ticket.OrganisationId, MailId = ticket.MailId, Kind = MailKinds.Ticket, Recipient = ticket.MailTo!,
            Data = new TicketMailData(number).Write(), TraceParent = ticket.TraceParent, At = ticket.At,
        },
        ticket.MailCopies);

    public static IEnumerable<QueuedMail> MailsOf(TicketStatusChange change) => change.MailId is null ? [] : Mails(
        new()
        {
            OrganisationId = change.OrganisationId, MailId = change.MailId, Kind = MailKinds.Ticket, Recipient = change.MailTo!,
            Data = new TicketMailData(change.Number).Write(), TraceParent = change.TraceParent, At = change.At,
        },
        change.MailCopies);

    private static IEnumerable<QueuedMail> Mails(QueuedMail mail, ImmutableArray<string> copies) =>
    [
        mail,
        .. copies.Select((recipient, i) =>
            mail with { MailId = $"{mail.MailId}.{i + 1}", Kind = MailKinds.TicketCopy, Recipient = recipient }),
    ];
}
