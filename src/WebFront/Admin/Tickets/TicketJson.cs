using System.Text.Json;
using Contacts.Core.Tickets;
using Contacts.WebFront.OpenApi;
using static Contacts.WebFront.OpenApi.Describe;

namespace Contacts.WebFront.Admin.Tickets;

/// <summary>How the admin API shows a ticket.</summary>
internal static class TicketJson
{
    public static void WriteFields(Utf8JsonWriter json, Ticket ticket)
    {
        json.WriteString("id"u8, ticket.Id);
        json.WriteString("key"u8, ticket.Key);
        json.WriteString("subject"u8, ticket.Subject);
        json.WriteString("status"u8, TicketStatuses.Name(ticket.Status));
        json.WriteString("category"u8, ticket.Category);
        json.WriteString("customerEmail"u8, ticket.CustomerEmail);
        json.WriteString("customerPhone"u8, ticket.CustomerPhoneInternational);
        json.WriteString("country"u8, ticket.Country);
        json.WriteNumber("score"u8, ticket.Score);
        AdminContactJson.WriteTime(json, "createdAt"u8, ticket.CreatedAt);
        if (ticket.ContactId is { } contactId)
            json.WriteNumber("contactId"u8, contactId);
        else
            json.WriteNull("contactId"u8);
    }

    public static void WriteDetail(Utf8JsonWriter json, TicketDetail detail)
    {
        WriteFields(json, detail.Ticket);
        AdminContactJson.WriteTime(json, "updatedAt"u8, detail.Ticket.UpdatedAt);
        json.WriteString("message"u8, detail.Message);
        json.WriteString("notice"u8, detail.Notice);
        json.WriteString("customerFirstName"u8, detail.CustomerFirstName);
        json.WriteString("customerLastName"u8, detail.CustomerLastName);
        json.WriteString("ip"u8, detail.Ip);
        json.WriteString("sendToEmail"u8, detail.SendTo);
        json.WriteStartArray("reasons"u8);
        foreach (var reason in detail.Reasons)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, reason.Name);
            json.WriteNumber("points"u8, reason.Points);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteMail(json, detail.Mail);
    }

    private static void WriteMail(Utf8JsonWriter json, TicketMail mail)
    {
        json.WriteStartObject("mail"u8);
        json.WriteString("to"u8, mail.To);
        json.WriteString("state"u8, mail.State switch
        {
            MailState.Queued => "queued",
            MailState.Sent => "sent",
            MailState.Failed => "failed",
            _ => "none",
        });
        json.WriteNumber("attempts"u8, mail.Attempts);
        json.WriteString("note"u8, mail.Note);
        json.WriteEndObject();
    }

    public static readonly FieldDoc Id = Text("id", "Id: 16 letters and digits.", "q7Ls0Wd2XcV5nMp1");
    public static readonly FieldDoc Key = Text("key", "The organisation's slug in capitals and a number without gaps.", "DEMO-17");

    public static readonly FieldDoc[] Values =
    [
        Id, Key,
        Text("subject", "Subject.", "Request from Jan"),
        Text("status", "Where it stands.", "new").OneOf(TicketStatuses.Names),
        Text("category", "Category.", "offer").OrNull(),
        Text("customerEmail", "Normalised address.", "jan@barasek.com").OrNull(),
        Text("customerPhone", "Calling code, a space, the number.", "+420 777123456").OrNull(),
        Text("country", "Country of the sender's IP address.", "CZ").OrNull(),
        Whole("score", "Points for looking like spam.", 0),
        Instant("createdAt", "UTC."),
        Whole("contactId", "Integer id of the customer's contact.", 142).OrNull(),
    ];

    public static readonly FieldDoc[] Details =
    [
        .. Values,
        Instant("updatedAt", "UTC."),
        Text("message", "What the customer wrote.", "Hello, how are you?"),
        Text("notice", "Internal note.", "Internal notice").OrNull(),
        Text("customerFirstName", "As it was typed.", "Jan").OrNull(),
        Text("customerLastName", "As it was typed.", "Barášek").OrNull(),
        Text("ip", "Where the form was sent from.", "203.0.113.7").OrNull(),
        Text("sendToEmail", "Where the form asked the mail to go.", "jan@barasek.com").OrNull(),
        Objects("reasons", "What the score is made of.", Text("name", "Signal.", "many-links"), Whole("points", "Points.", 30)),
        Object("mail", "The mail to the organisation.", Text("to", "Recipient.", "jan@barasek.com").OrNull(),
            Text("state", "What became of it.", "sent").OneOf("none", "queued", "sent", "failed"), Whole("attempts", "Attempts made.", 1),
            Text("note", "What to know about it, such as a refusal.", "").OrNull()),
    ];
}
