using System.Collections.Immutable;

namespace Contacts.Core.Mail;

/// <summary>A mail that a dispatcher has leased from the outbox.</summary>
public sealed record OutgoingMail
{
    public required int OrganisationId { get; init; }

    /// <summary>Unique, for the message id.</summary>
    public required string MailId { get; init; }

    /// <summary>One of <see cref="MailKinds"/>.</summary>
    public required string Kind { get; init; }

    public required string To { get; init; }

    /// <summary>What the kind's <see cref="IMailComposer"/> needs, as a JSON object.</summary>
    public required string Data { get; init; }

    public required DateTimeOffset QueuedAt { get; init; }

    /// <summary>Attempts that were recorded before this one.</summary>
    public required int Attempts { get; init; }

    /// <summary>The trace in which it was queued, as W3C Trace Context writes it.</summary>
    public string? TraceParent { get; init; }

    /// <summary>Whether it counts among the mails of its recipient's hour already.</summary>
    public bool IsCounted { get; init; }
}

/// <summary>Leased mails to one recipient that were not counted yet, and how many it may get in an hour.</summary>
public sealed record RecipientMails
{
    public required int OrganisationId { get; init; }
    public required string Recipient { get; init; }
    public required int PerHour { get; init; }

    /// <summary>The ids of the mails, those that may go first in front.</summary>
    public required ImmutableArray<string> MailIds { get; init; }
}
