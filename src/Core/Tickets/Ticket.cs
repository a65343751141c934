using System.Collections.Immutable;
using Contacts.Core.Mail;
using Orleans;

namespace Contacts.Core.Tickets;

/// <summary>Where a ticket stands. Stored by number: never renumber.</summary>
public enum TicketStatus { New, InProgress, Waiting, Done, Spam }

/// <summary>A signal that made a ticket look like spam, and its points.</summary>
[GenerateSerializer, Immutable, Alias("tickets.spam-reason")]
public sealed record SpamReason
{
    [Id(0)] public required string Name { get; init; }
    [Id(1)] public required int Points { get; init; }
}

/// <summary>
/// A ticket as the inbox lists it. <see cref="Number"/> counts from 1 in its organisation without gaps, in order of arrival. The phone is
/// E.164, the country an ISO 3166 code in upper case; times are UTC.
/// </summary>
[GenerateSerializer, Immutable, Alias("tickets.ticket")]
public sealed record Ticket
{
    /// <summary>16 characters, never changed.</summary>
    [Id(0)] public required string Id { get; init; }

    [Id(1)] public required long Number { get; init; }

    /// <summary>The organisation's slug in capitals, a hyphen, the number.</summary>
    [Id(2)] public required string Key { get; init; }

    [Id(3)] public required string Subject { get; init; }
    [Id(4)] public required TicketStatus Status { get; init; }
    [Id(5)] public string? Category { get; init; }
    [Id(6)] public string? CustomerEmail { get; init; }
    [Id(7)] public string? CustomerPhone { get; init; }

    /// <summary>The phone as "+", calling code, one space, national number.</summary>
    [Id(8)] public string? CustomerPhoneInternational { get; init; }

    /// <summary>Null if it is unknown.</summary>
    [Id(9)] public string? Country { get; init; }

    [Id(10)] public required int Score { get; init; }
    [Id(11)] public required DateTimeOffset CreatedAt { get; init; }
    [Id(12)] public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The integer id of the customer's live contact, also after a merge; null if none is linked.</summary>
    [Id(13)] public long? ContactId { get; init; }
}

/// <summary>The mail of a ticket: to whom, its state (null: there is none), attempts made, and what to know about it.</summary>
[GenerateSerializer, Immutable, Alias("tickets.mail")]
public sealed record TicketMail
{
    [Id(0)] public string? To { get; init; }
    [Id(1)] public MailState? State { get; init; }
    [Id(2)] public int Attempts { get; init; }
    [Id(3)] public string? Note { get; init; }
}

/// <summary>A ticket with all that is known of it; names are as they were typed.</summary>
[GenerateSerializer, Immutable, Alias("tickets.detail")]
public sealed record TicketDetail
{
    [Id(0)] public required Ticket Ticket { get; init; }
    [Id(1)] public required string Message { get; init; }

    /// <summary>For the staff alone: never in a mail.</summary>
    [Id(2)] public string? Notice { get; init; }

    [Id(3)] public string? CustomerFirstName { get; init; }
    [Id(4)] public string? CustomerLastName { get; init; }

    /// <summary>The address that the form was sent from.</summary>
    [Id(5)] public string? Ip { get; init; }

    [Id(6)] public ImmutableArray<SpamReason> Reasons { get; init; } = [];
    [Id(7)] public TicketMail Mail { get; init; } = new();

    /// <summary>Where the form asked the mail to go, allowed or not.</summary>
    [Id(8)] public string? SendTo { get; init; }
}

/// <summary>How statuses are spelled outside: "in-progress".</summary>
public static class TicketStatuses
{
    public static readonly string[] Names = ["new", "in-progress", "waiting", "done", "spam"];

    public static string Name(TicketStatus status) => Names[(int)status];

    /// <summary>False if the text, in any case, is no status.</summary>
    public static bool TryParse(string? text, out TicketStatus status)
    {
        var at = Array.FindIndex(Names, name => name.Equals(text?.Trim(), StringComparison.OrdinalIgnoreCase));
        status = (TicketStatus)Math.Max(at, 0);
        return at >= 0;
    }
}
