using System.Collections.Immutable;

namespace Contacts.Core.Tickets;

/// <summary>A mail that waits to be sent, with what it says of its ticket.</summary>
public sealed record OutgoingMail
{
    public required int OrganisationId { get; init; }

    /// <summary>The ticket's number; a ticket has at most one mail.</summary>
    public required long Number { get; init; }

    /// <summary>Unique, for the message id.</summary>
    public required string MailId { get; init; }

    public required string To { get; init; }
    public required DateTimeOffset QueuedAt { get; init; }

    /// <summary>Attempts that were recorded before this one.</summary>
    public required int Attempts { get; init; }

    /// <summary>The trace in which it was queued, as W3C Trace Context writes it.</summary>
    public string? TraceParent { get; init; }

    public required string TicketKey { get; init; }
    public required string Subject { get; init; }
    public required string Message { get; init; }
    public string? Category { get; init; }
    public string? CustomerEmail { get; init; }
    public string? CustomerPhone { get; init; }
    public string? CustomerFirstName { get; init; }
    public string? CustomerLastName { get; init; }

    /// <summary>Whether it counts among the mails of its recipient's hour already.</summary>
    public bool IsCounted { get; init; }

    /// <summary>The ticket's number again where the mail is a digest.</summary>
    public long? DigestNumber { get; init; }

    /// <summary>The first tickets of a digest; none where the mail is of its ticket alone.</summary>
    public ImmutableArray<DigestTicket> Digest { get; init; } = [];

    /// <summary>How many tickets the digest stands for.</summary>
    public long DigestTotal { get; init; }
}

/// <summary>A ticket as a digest names it; the message is cut after <see cref="MessageLimit"/> characters.</summary>
public sealed record DigestTicket
{
    /// <summary>The most tickets that a digest names.</summary>
    public const int Most = 100;

    public const int MessageLimit = 1000;

    public required string Key { get; init; }
    public required string Subject { get; init; }
    public required string Message { get; init; }
    public string? CustomerEmail { get; init; }
    public string? CustomerPhone { get; init; }
    public string? CustomerFirstName { get; init; }
    public string? CustomerLastName { get; init; }
}

/// <summary>Leased mails to one recipient that were not counted yet, and how many it may get in an hour.</summary>
public sealed record RecipientMails
{
    public required int OrganisationId { get; init; }
    public required string Recipient { get; init; }
    public required int PerHour { get; init; }

    /// <summary>Of their tickets, those that may go first in front.</summary>
    public required ImmutableArray<long> Numbers { get; init; }
}

/// <summary>
/// The result of one delivery attempt. Still <see cref="MailState.Queued"/>: to be tried again at <see cref="DueAt"/>. A mail that was sent
/// is sent whoever holds its lease; anything else counts only while the lease is held.
/// </summary>
public sealed record MailReport
{
    public required int OrganisationId { get; init; }
    public required long Number { get; init; }
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

/// <summary>
/// Mails on their way out, written with their tickets. A lease keeps a mail to one dispatcher until it ends; a dispatcher that died leaves
/// its mails to the others. Throws StoreUnavailableException while the store is unavailable.
/// </summary>
public interface IMailOutbox
{
    /// <summary>Leases mails that are due, the longest due first, at most <paramref name="most"/>. Over all organisations.</summary>
    Task<IReadOnlyList<OutgoingMail>> LeaseAsync(
        int most, string lease, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>
    /// Counts leased mails among those of the present hour (UTC) of their recipients, exactly over all processes. How many of each may go
    /// out, the first ones; the others are held, their lease is over.
    /// </summary>
    Task<IReadOnlyList<int>> AdmitAsync(
        IReadOnlyList<RecipientMails> mails, string lease, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// Queues one digest for each recipient of whom mails of an hour that is over are held; how many. Over all organisations.
    /// </summary>
    Task<int> QueueDigestsAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Keeps a lease's mails for longer.</summary>
    Task RenewAsync(string lease, DateTimeOffset until, CancellationToken cancellationToken);

    Task ReportAsync(IReadOnlyList<MailReport> reports, CancellationToken cancellationToken);

    /// <summary>Over all organisations.</summary>
    Task<WaitingMails> CountWaitingAsync(CancellationToken cancellationToken);
}
