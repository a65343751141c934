using System.Text;
using Contacts.Core.Phone;
using Contacts.Core.Tickets;
using Contacts.Mail;

namespace Contacts.Grains.Tickets;

/// <summary>A ticket as a mail to the organisation: the message, and below a signature mark who wrote it. Never the notice. Pure.</summary>
public static class TicketMailText
{
    /// <summary>Throws ArgumentException where an address is none that mail can be sent to.</summary>
    public static MailMessage Write(OutgoingMail mail, Mailbox from) => new()
    {
        From = from,
        To = new Mailbox(mail.To),
        ReplyTo = Mailbox.IsValidAddress(mail.CustomerEmail) ? new Mailbox(mail.CustomerEmail, Name(mail)) : null,
        Subject = mail.Subject,
        Body = Body(mail),
        Date = mail.QueuedAt,
        MessageId = MailMessage.CreateMessageId(mail.QueuedAt, mail.MailId, from.Address[(from.Address.LastIndexOf('@') + 1)..]),
    };

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
