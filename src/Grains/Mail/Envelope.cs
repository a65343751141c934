using Contacts.Core.Mail;
using Contacts.Mail;

namespace Contacts.Grains.Mail;

/// <summary>Puts what a mail says and what the outbox has of it together to what is handed over. Pure.</summary>
public static class Envelope
{
    /// <summary>Throws ArgumentException if an address is none that mail can be sent to.</summary>
    public static MailMessage Write(OutgoingMail mail, MailContent content, Mailbox service)
    {
        var from = content.From is null ? service : new Mailbox(content.From, content.FromName);
        return new()
        {
            From = from,
            To = new Mailbox(mail.To),
            ReplyTo = Mailbox.IsValidAddress(content.ReplyTo) ? new Mailbox(content.ReplyTo, content.ReplyToName) : null,
            Subject = content.Subject,
            Body = content.Body,
            Html = content.Html,
            UnsubscribeUrl = content.UnsubscribeUrl,
            Date = mail.QueuedAt,
            MessageId = MailMessage.CreateMessageId(mail.QueuedAt, mail.MailId, from.Address[(from.Address.LastIndexOf('@') + 1)..]),
        };
    }
}
