using System.Text;
using Contacts.Core.Mail;
using Contacts.Core.Phone;
using Contacts.Core.Tickets;

namespace Contacts.Grains.Tickets;

/// <summary>
/// A ticket as a mail to the organisation: the message, and below a signature mark who wrote it; or several tickets as a digest. Never the
/// notice. Pure.
/// </summary>
public static class TicketMailText
{
    public static MailContent Write(MailedTicket ticket) => new()
    {
        Subject = ticket.Subject, Body = Body(ticket), ReplyTo = ticket.CustomerEmail, ReplyToName = ticket.CustomerName,
    };

    public static MailContent Write(TicketDigest digest) => new() { Subject = $"{digest.Total} more messages", Body = Body(digest) };

    private static string Body(TicketDigest digest)
    {
        var body = new StringBuilder(
            $"{digest.Total} more messages came within an hour than this address gets one by one. All of them are in the inbox.\n");
        foreach (var ticket in digest.First)
        {
            body.Append("\n-- \n");
            Line(body, "Ticket", ticket.Key);
            Line(body, "Subject", ticket.Subject);
            Line(body, "Name", ticket.CustomerName);
            Line(body, "E-mail", ticket.CustomerEmail);
            Line(body, "Phone", PhoneNumber.ToInternational(ticket.CustomerPhone));
            body.Append('\n').Append(ticket.Message).Append('\n');
        }
        var others = digest.Total - digest.First.Length;
        return others > 0 ? body.Append($"\n-- \nand {others} more in the inbox\n").ToString() : body.ToString();
    }

    private static string Body(MailedTicket ticket)
    {
        var body = new StringBuilder(ticket.Message).Append("\n\n-- \n");
        Line(body, "Name", ticket.CustomerName);
        Line(body, "E-mail", ticket.CustomerEmail);
        Line(body, "Phone", PhoneNumber.ToInternational(ticket.CustomerPhone));
        Line(body, "Category", ticket.Category);
        Line(body, "Ticket", ticket.Key);
        return body.ToString();
    }

    private static void Line(StringBuilder body, string title, string? value)
    {
        if (!string.IsNullOrEmpty(value)) body.Append(title).Append(": ").Append(value).Append('\n');
    }
}
