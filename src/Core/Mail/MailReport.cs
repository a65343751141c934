namespace Contacts.Core.Mail;

/// <summary>The outcome of a mail. Stored by number: never renumber.</summary>
public enum MailState
{
    /// <summary>Waits to be sent, for the first time or again.</summary>
    Queued,

    /// <summary>A server or the mail folder has taken it.</summary>
    Sent,

    /// <summary>Refused for good, or not taken within 24 hours.</summary>
    Failed,

    /// <summary>Beyond what its recipient gets in an hour: part of a digest that comes later.</summary>
    Held,

    /// <summary>There was nothing to be sent any more when its turn came.</summary>
    Dropped,
}

/// <summary>
/// The result of one delivery attempt. Still <see cref="MailState.Queued"/>: to be tried again at <see cref="DueAt"/>. A mail that was sent
/// is sent whoever holds its lease; anything else counts only while the lease is held.
/// </summary>
public sealed record MailReport
{
    public required int OrganisationId { get; init; }
    public required string MailId { get; init; }
    public required string Lease { get; init; }
    public required MailState State { get; init; }

    /// <summary>False if the attempt was broken off before it could count.</summary>
    public bool CountsAsAttempt { get; init; } = true;

    public required DateTimeOffset DueAt { get; init; }
    public string? Note { get; init; }

    /// <summary>The recipient that the mail was sent to instead of the one it was queued for; null if there was no other.</summary>
    public string? SentTo { get; init; }
}

/// <summary>How many mails wait, counted up to 10,000, and when the oldest of them was queued (null if none waits).</summary>
public sealed record WaitingMails(long Count, DateTimeOffset? OldestQueuedAt);
