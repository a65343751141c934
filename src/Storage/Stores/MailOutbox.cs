using Contacts.Core.Mail;
using Contacts.Storage.Sessions;

namespace Contacts.Storage.Stores;

/// <summary>The outbox, but for what is done with many mails at once, which the databases do in different ways.</summary>
internal abstract class MailOutbox(IStoreDatabase database) : IMailOutbox
{
    private static readonly Statement _oldest = new("Mail/oldest.sql");
    private static readonly Statement _countWaiting = new("Mail/count_waiting.sql");

    /// <summary>Queues one mail.</summary>
    public static Statement Queue { get; } = new("Mail/queue.sql");

    /// <summary>The values of <see cref="Queue"/>.</summary>
    public static SqlValue[] Values(QueuedMail mail) =>
    [
        mail.OrganisationId, mail.MailId, mail.Kind, (int)mail.Priority, mail.Recipient, SqlValue.Json(mail.Data), mail.TraceParent,
        mail.At,
    ];

    public abstract Task QueueAsync(IReadOnlyList<QueuedMail> mails, CancellationToken cancellationToken);

    public abstract Task<IReadOnlyList<OutgoingMail>> LeaseAsync(
        int most, string lease, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken);

    public Task<IReadOnlyList<int>> AdmitAsync(
        IReadOnlyList<RecipientMails> mails, string lease, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.TransactAsync(session => MailQuotas.AdmitAsync(session, mails, lease, now), cancellationToken);

    public async Task<int> QueueDigestsAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        // Mostly there is nothing: no transaction then.
        return await database.ReadAsync(session => MailQuotas.HasOldAsync(session, now), cancellationToken)
            ? await database.TransactAsync(session => MailQuotas.QueueDigestsAsync(session, now), cancellationToken)
            : 0;
    }

    public abstract Task RenewAsync(string lease, DateTimeOffset until, CancellationToken cancellationToken);

    public abstract Task ReportAsync(IReadOnlyList<MailReport> reports, CancellationToken cancellationToken);

    public async Task<WaitingMails> CountWaitingAsync(CancellationToken cancellationToken)
    {
        // As a list it is planned each time: the outbox grows and empties.
        var rows = await database.ReadAsync(
            session => session.AllAsync(_countWaiting, row => new WaitingMails(row.Int64(0), row.TimeOrNull(1))), cancellationToken);
        return rows[0];
    }

    public Task<DateTimeOffset?> FindOldestAsync(int organisationId, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.FirstAsync(_oldest, row => (DateTimeOffset?)row.Time(0), organisationId), cancellationToken);

    protected static OutgoingMail Read(IRow row) => new()
    {
        OrganisationId = row.Int32(0), MailId = row.Text(1), Kind = row.Text(2), To = row.Text(3), Data = row.Text(4),
        QueuedAt = row.Time(5),
        Attempts = row.Int32(6), TraceParent = row.TextOrNull(7), IsCounted = row.Bool(8),
    };
}
