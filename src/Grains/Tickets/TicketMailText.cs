using System.Text;
using Contacts.Core.Phone;
using Contacts.Core.Tickets;
using Contacts.Mail;

namespace Contacts.Grains.Tickets;

/// <summary>
/// A ticket as a mail to the organisation: the message, and below a signature mark who wrote it; or several tickets as a digest. Never the
/// notice. Pure.
/// </summary>
public static class TicketMailText
{
    /// <summary>Throws ArgumentException if an address is none that mail can be sent to.</summary>
    public static MailMessage Write(OutgoingMail mail, Mailbox from) => new()
    {
        From = from,
        To = new Mailbox(mail.To),
        ReplyTo = !IsDigest(mail) && Mailbox.IsValidAddress(mail.CustomerEmail) ? new Mailbox(mail.CustomerEmail, Name(mail)) : null,
        Subject = IsDigest(mail) ? $"{mail.DigestTotal} more messages" : mail.Subject,
        Body = IsDigest(mail) ? DigestBody(mail) : Body(mail),
        Date = mail.QueuedAt,
        MessageId = MailMessage.CreateMessageId(mail.QueuedAt, mail.MailId, from.Address[(from.Address.LastIndexOf('@') + 1)..]),
    };

    /// <summary>A single ticket is sent as any other.</summary>
    private static bool IsDigest(OutgoingMail mail) => mail.DigestTotal > 1;

    private static string DigestBody(OutgoingMail mail)
    {
        var body = new StringBuilder(
            $"{mail.DigestTotal} more messages came within an hour than this address gets one by one. All of them are in the inbox.\n");
        foreach (var ticket in mail.Digest)
        {
            body.Append("\n-- \n");
            Line(body, "Ticket", ticket.Key);
            Line(body, "Subject", ticket.Subject);
            Line(body, "Name", $"{ticket.CustomerFirstName} {ticket.CustomerLastName}".Trim());
            Line(body, "E-mail", ticket.CustomerEmail);
            Line(body, "Phone", PhoneNumber.ToInternational(ticket.CustomerPhone));
            body.Append('\n').Append(ticket.Message).Append('\n');
        }
        var others = mail.DigestTotal - mail.Digest.Length;
        return others > 0 ? body.Append($"\n-- \nand {others} more in the inbox\n").ToString() : body.ToString();
    }

    private static string Body(OutgoingMail mail)
    {
        var body = new StringBuilder(mail.Message).Append("\n\n-- \n");
        Line(body, "Name", Name(mail));
        Line(body, "E-mail", mail.CustomerEmail);
        Line(body, "Phone", PhoneNumber.ToInternational(mail.CustomerPhone));
        Line(body, "Category", mail.Category);
        Line(body, "Ticket", mail.TicketKey);
        return body.ToString();
    }

    private static void Line(StringBuilder body, string title, string? value)
    {
        if (!string.IsNullOrEmpty(value)) body.Append(title).Append(": ").Append(value).Append('\n');
    }

    private static string Name(OutgoingMail mail) => $"{mail.CustomerFirstName} {mail.CustomerLastName}".Trim();
}
