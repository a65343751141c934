using System.Globalization;
using System.Text;
using Contacts.Core.Mail;
using Contacts.Core.Phone;
using Contacts.Core.Settings;
using Contacts.Core.Tickets;

namespace Contacts.Grains.Tickets;

/// <summary>
/// A ticket as a mail to the organisation: the message, and below a signature mark who wrote it; or several tickets as a digest. Never the
/// notice. In the organisation's language and by its texts. Pure.
/// </summary>
public sealed class TicketMailText(string organisation, OrganisationSettings settings)
{
    private readonly MailTexts _texts = settings.Texts.For(settings.Consent.Language);
    private readonly TicketLabels _labels = TicketLabels.Of(settings.Consent.Language);

    public MailContent Write(MailedTicket ticket) => Fill(_texts.TicketSubject!, _texts.TicketBody!, new()
    {
        ["organisation"] = organisation, ["ticket"] = ticket.Key, ["subject"] = ticket.Subject, ["message"] = ticket.Message,
        ["customer"] = Customer(ticket),
    }) with { ReplyTo = ticket.CustomerEmail, ReplyToName = ticket.CustomerName };

    public MailContent Write(TicketDigest digest) => Fill(_texts.DigestSubject!, _texts.DigestBody!, new()
    {
        ["organisation"] = organisation, ["count"] = digest.Total.ToString(CultureInfo.InvariantCulture), ["tickets"] = Tickets(digest),
    });

    private MailContent Fill(string subject, string body, Dictionary<string, string> values) => new()
    {
        Subject = MailTemplate.Fill(subject, values), Body = MailTemplate.Fill(body, values),
        Html = MailTemplate.FillHtml(body, values, settings.Consent.Language),
        OtherRecipient = MailRouting.DefaultOrNull(settings.Support),
    };

    private string Tickets(TicketDigest digest)
    {
        var text = new StringBuilder();
        foreach (var ticket in digest.First)
        {
            text.Append("\n-- \n");
            Line(text, _labels.Ticket, ticket.Key);
            Line(text, _labels.Subject, ticket.Subject);
            Person(text, ticket);
            text.Append('\n').Append(ticket.Message).Append('\n');
        }
        var others = digest.Total - digest.First.Length;
        return others > 0
            ? text.Append("\n-- \n").AppendFormat(CultureInfo.InvariantCulture, _labels.More, others).Append('\n').ToString()
            : text.ToString();
    }

    private string Customer(MailedTicket ticket)
    {
        var text = new StringBuilder();
        Person(text, ticket);
        Line(text, _labels.Category, ticket.Category);
        Line(text, _labels.Ticket, ticket.Key);
        return text.ToString();
    }

    private void Person(StringBuilder text, MailedTicket ticket)
    {
        Line(text, _labels.Name, ticket.CustomerName);
        Line(text, "E-mail", ticket.CustomerEmail);
        Line(text, _labels.Phone, PhoneNumber.ToInternational(ticket.CustomerPhone));
    }

    private static void Line(StringBuilder text, string title, string? value)
    {
        if (!string.IsNullOrEmpty(value)) text.Append(title).Append(": ").Append(value).Append('\n');
    }

    /// <summary>What stands before what is known of a ticket.</summary>
    private sealed record TicketLabels(string Name, string Phone, string Category, string Ticket, string Subject, string More)
    {
        private static readonly TicketLabels _english = new("Name", "Phone", "Category", "Ticket", "Subject", "and {0} more in the inbox");
        private static readonly TicketLabels _czech =
            new("Jméno", "Telefon", "Kategorie", "Požadavek", "Předmět", "a dalších {0} v přehledu");

        public static TicketLabels Of(string language) => language == "cs" ? _czech : _english;
    }
}
