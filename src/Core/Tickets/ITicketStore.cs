using System.Collections.Immutable;
using Contacts.Core.Audit;
using Contacts.Core.Contacts;

namespace Contacts.Core.Tickets;

/// <summary>
/// A ticket to be stored, cleaned and judged. With <see cref="MailId"/> its mail to <see cref="MailTo"/> is queued with it, and the same
/// one to each of <see cref="MailCopies"/>.
/// </summary>
public sealed record TicketWrite
{
    public required int OrganisationId { get; init; }
    public required string ExternalId { get; init; }
    public required string Subject { get; init; }
    public required string Message { get; init; }
    public string? Notice { get; init; }

    /// <summary>Created where the organisation does not have it yet.</summary>
    public string? Category { get; init; }

    public required TicketStatus Status { get; init; }
    public string? Email { get; init; }
    public string? Phone { get; init; }
    public string? FirstName { get; init; }
    public string? LastName { get; init; }
    public string? Ip { get; init; }
    public string? Network { get; init; }

    /// <summary>The /48 of an IPv6 address.</summary>
    public string? Site { get; init; }

    public string? Country { get; init; }
    public required int Score { get; init; }
    public ImmutableArray<SpamReason> Reasons { get; init; } = [];
    public long? ContactId { get; init; }
    public required long TextHash { get; init; }
    public string? SendTo { get; init; }
    public string? MailId { get; init; }
    public string? MailTo { get; init; }
    public ImmutableArray<string> MailCopies { get; init; } = [];

    /// <summary>The trace that the mail belongs to, as W3C Trace Context writes it.</summary>
    public string? TraceParent { get; init; }

    /// <summary>What to know about the mail from the start, such as that <see cref="SendTo"/> was refused.</summary>
    public string? MailNote { get; init; }

    /// <summary>The trail that is written with the ticket; an idempotent request notes the ticket's number.</summary>
    public CommandTrail? Trail { get; init; }

    public required DateTimeOffset At { get; init; }
}

/// <summary>
/// What to look for among the tickets since a time: those from where a form came from, and those of a text that are no spam.
/// </summary>
public sealed record SubmissionProbe(int OrganisationId, Submitter? Submitter, long TextHash, DateTimeOffset Since);

/// <summary>How many there were; counting stops at <see cref="ITicketStore.CountLimit"/>.</summary>
public readonly record struct SubmissionCounts(int FromAddress, int FromNetwork, int FromSite, int SameText);

/// <summary>
/// A new status of one ticket, with what leaving spam brings: a contact (kept where one is linked) and a mail (at most one, with copies).
/// </summary>
public sealed record TicketStatusChange
{
    public required int OrganisationId { get; init; }
    public required long Number { get; init; }

    /// <summary>The status the ticket must still have.</summary>
    public required TicketStatus From { get; init; }

    public required TicketStatus To { get; init; }
    public required DateTimeOffset At { get; init; }
    public long? ContactId { get; init; }
    public string? MailId { get; init; }
    public string? MailTo { get; init; }
    public ImmutableArray<string> MailCopies { get; init; } = [];

    /// <summary>The trace that the mail belongs to, as W3C Trace Context writes it.</summary>
    public string? TraceParent { get; init; }

    public string? MailNote { get; init; }

    /// <summary>The trail that is written with it.</summary>
    public CommandTrail? Trail { get; init; }
}

/// <summary>
/// Tickets in one relational store. Success means committed. Every method throws StoreUnavailableException while the store is away.
/// </summary>
public interface ITicketStore
{
    /// <summary>How far submissions are counted.</summary>
    const int CountLimit = 201;

    /// <summary>
    /// Stores a batch as a whole, with categories and queued mails, in one transaction, and gives each ticket its organisation's next
    /// number in the order of the rows.
    /// </summary>
    Task<IReadOnlyList<long>> WriteAsync(IReadOnlyList<TicketWrite> batch, CancellationToken cancellationToken);

    /// <summary>Counts for each probe.</summary>
    Task<IReadOnlyList<SubmissionCounts>> CountAsync(IReadOnlyList<SubmissionProbe> batch, CancellationToken cancellationToken);

    Task<TicketPage> ListAsync(int organisationId, TicketQuery query, CancellationToken cancellationToken);

    /// <summary>The ticket of an external id; null where there is none.</summary>
    Task<TicketDetail?> FindAsync(int organisationId, string externalId, CancellationToken cancellationToken);

    /// <summary>The ticket of a number; null where there is none.</summary>
    Task<TicketDetail?> FindAsync(int organisationId, long number, CancellationToken cancellationToken);

    /// <summary>The slugs of an organisation's categories, at most so many.</summary>
    Task<ImmutableArray<string>> CategoriesAsync(int organisationId, int most, CancellationToken cancellationToken);

    /// <summary>False where the ticket does not have the status that the change begins with; then nothing was written.</summary>
    Task<bool> ChangeStatusAsync(TicketStatusChange change, CancellationToken cancellationToken);

    /// <summary>The tickets of a contact and of all that were merged into it, newest first, at most 100.</summary>
    Task<ImmutableArray<ContactTicket>> OfContactAsync(int organisationId, long contactId, CancellationToken cancellationToken);

    /// <summary>What mails say of tickets, in the order of the numbers asked for; null where there is no such ticket.</summary>
    Task<IReadOnlyList<MailedTicket?>> MailedAsync(
        IReadOnlyList<(int OrganisationId, long Number)> tickets, CancellationToken cancellationToken);

    /// <summary>What the digest with the id of a mail says.</summary>
    Task<TicketDigest> DigestAsync(int organisationId, string mailId, CancellationToken cancellationToken);
}
