using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Contacts.Core.Email;
using Contacts.Core.Tickets;

namespace Contacts.WebFront.Admin.Tickets;

/// <summary>A ticket as the inbox lists it.</summary>
internal class TicketView
{
    private readonly Ticket _ticket;

    internal TicketView(Ticket ticket) => _ticket = ticket;

    /// <summary>Id: 16 letters and digits.</summary><example>q7Ls0Wd2XcV5nMp1</example>
    public string Id => _ticket.Id;

    /// <summary>The organisation's slug in capitals and a number without gaps.</summary><example>DEMO-17</example>
    public string Key => _ticket.Key;

    /// <summary>Subject.</summary><example>Request from Jan</example>
    public string Subject => _ticket.Subject;

    /// <summary>Where it stands.</summary><example>new</example>
    [AllowedValues("new", "in-progress", "waiting", "done", "spam")] public string Status => TicketStatuses.Name(_ticket.Status);

    /// <summary>Category.</summary><example>offer</example>
    public string? Category => _ticket.Category;

    /// <summary>Normalised address.</summary>
    [EmailAddress] public string? CustomerEmail => _ticket.CustomerEmail;

    /// <summary>Calling code, a space, the number.</summary><example>+420 777123456</example>
    public string? CustomerPhone => _ticket.CustomerPhoneInternational;

    /// <summary>Country of the sender's IP address.</summary><example>CZ</example>
    public string? Country => _ticket.Country;

    /// <summary>Points for looking like spam.</summary><example>0</example>
    public int Score => _ticket.Score;

    /// <summary>UTC.</summary><example>2026-01-15T08:30:00.000Z</example>
    public DateTimeOffset CreatedAt => _ticket.CreatedAt;

    /// <summary>Integer id of the customer's contact.</summary><example>142</example>
    public long? ContactId => _ticket.ContactId;
}

/// <summary>A ticket with all that is known of it.</summary>
internal sealed class DetailedTicket : TicketView
{
    private readonly TicketDetail _detail;

    internal DetailedTicket(TicketDetail detail)
        : base(detail.Ticket) => _detail = detail;

    /// <summary>UTC.</summary><example>2026-01-15T08:30:00.000Z</example>
    [JsonPropertyOrder(1)] public DateTimeOffset UpdatedAt => _detail.Ticket.UpdatedAt;

    /// <summary>What the customer wrote.</summary><example>Hello, how are you?</example>
    [JsonPropertyOrder(1)] public string Message => _detail.Message;

    /// <summary>Internal note.</summary><example>Internal notice</example>
    [JsonPropertyOrder(1)] public string? Notice => _detail.Notice;

    /// <summary>As it was typed.</summary><example>Jan</example>
    [JsonPropertyOrder(1)] public string? CustomerFirstName => _detail.CustomerFirstName;

    /// <summary>As it was typed.</summary><example>Barášek</example>
    [JsonPropertyOrder(1)] public string? CustomerLastName => _detail.CustomerLastName;

    /// <summary>Where the form was sent from.</summary><example>203.0.113.7</example>
    [JsonPropertyOrder(1)] public string? Ip => _detail.Ip;

    /// <summary>Where the form asked the mail to go.</summary><example>jan@barasek.com</example>
    [JsonPropertyOrder(1)] public string? SendToEmail => _detail.SendTo;

    /// <summary>What the score is made of.</summary>
    [JsonPropertyOrder(1)] public ImmutableArray<Reason> Reasons => [.. _detail.Reasons.Select(reason => new Reason(reason))];

    /// <summary>The mail to the organisation.</summary>
    [JsonPropertyOrder(1)] public MailView Mail => new(_detail.Mail);
}

/// <summary>A signal of spam.</summary>
internal sealed class Reason
{
    internal Reason(SpamReason reason) => (Name, Points) = (reason.Name, reason.Points);

    /// <summary>Signal.</summary><example>many-links</example>
    public string Name { get; }

    /// <summary>Points.</summary><example>30</example>
    public int Points { get; }
}

/// <summary>The mail of a ticket.</summary>
internal sealed class MailView
{
    private readonly TicketMail _mail;

    internal MailView(TicketMail mail) => _mail = mail;

    /// <summary>Recipient.</summary><example>jan@barasek.com</example>
    public string? To => _mail.To;

    /// <summary>What became of it.</summary><example>sent</example>
    [AllowedValues("none", "queued", "sent", "failed", "held", "dropped")]
    public string State => _mail.State?.ToString().ToLowerInvariant() ?? "none";

    /// <summary>Attempts made.</summary><example>1</example>
    public int Attempts => _mail.Attempts;

    /// <summary>What to know about it, such as a refusal.</summary><example>""</example>
    public string? Note => _mail.Note;
}
