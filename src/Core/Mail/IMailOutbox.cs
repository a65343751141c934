namespace Contacts.Core.Mail;

/// <summary>
/// Mails on their way out. A lease keeps a mail to one dispatcher until it ends; a dispatcher that died leaves its mails to the others.
/// Throws StoreUnavailableException while the store is unavailable.
/// </summary>
public interface IMailOutbox
{
    /// <summary>How much later than a mail of the next priority one may become due and still go first.</summary>
    static readonly TimeSpan HeadStart = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Queues mails that are about nothing that is written in the same moment; all or none. One whose id was queued before is passed over.
    /// </summary>
    Task QueueAsync(IReadOnlyList<QueuedMail> mails, CancellationToken cancellationToken);

    /// <summary>
    /// Leases mails that are due, at most <paramref name="most"/>, over all organisations: the longest due first, where urgent ones count
    /// as due for <see cref="HeadStart"/> longer. So a usual mail waits for urgent ones, but never for more than those of that time.
    /// </summary>
    Task<IReadOnlyList<OutgoingMail>> LeaseAsync(
        int most, string lease, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>
    /// Applies the hourly quota (UTC) of the recipients of leased mails, exactly over all processes: how many mails of each recipient may
    /// be sent, the first ones; the others are held, their lease ends.
    /// </summary>
    Task<IReadOnlyList<int>> AdmitAsync(
        IReadOnlyList<RecipientMails> mails, string lease, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// Queues one digest for each recipient of whom mails of an hour that is over are held; how many. Where one mail alone is held, it is
    /// queued itself. Over all organisations.
    /// </summary>
    Task<int> QueueDigestsAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Keeps a lease's mails for longer.</summary>
    Task RenewAsync(string lease, DateTimeOffset until, CancellationToken cancellationToken);

    Task ReportAsync(IReadOnlyList<MailReport> reports, CancellationToken cancellationToken);

    /// <summary>Over all organisations.</summary>
    Task<WaitingMails> CountWaitingAsync(CancellationToken cancellationToken);

    /// <summary>When the oldest mail of an organisation that waits was queued; null if none does.</summary>
    Task<DateTimeOffset?> FindOldestAsync(int organisationId, CancellationToken cancellationToken);
}
