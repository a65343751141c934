using Contacts.Core.Mail;
using Contacts.Storage.Stores;

namespace Contacts.Storage.Sqlite.Mail;

/// <summary>The outbox in a SQLite file: the one writer makes every lease exclusive.</summary>
internal sealed class SqliteMailOutbox(SqliteDatabase database) : MailOutbox(database)
{
    private static readonly SqliteQuery _due = SqliteQuery.Load("Mail/due.sql");
    private static readonly SqliteQuery _lease = SqliteQuery.Load("Mail/lease.sql");
    private static readonly SqliteQuery _renew = SqliteQuery.Load("Mail/renew.sql");
    private static readonly SqliteQuery _report = SqliteQuery.Load("Mail/report.sql");
    private static readonly SqliteQuery _reportDigest = SqliteQuery.Load("Mail/report_digest.sql");

    public override Task QueueAsync(IReadOnlyList<QueuedMail> mails, CancellationToken cancellationToken) =>
        database.WriteAsync(session =>
        {
            foreach (var mail in mails) SqliteMailQueue.Add(session, mail);
            return mails.Count;
        }, cancellationToken);

    public override async Task<IReadOnlyList<OutgoingMail>> LeaseAsync(
        int most, string lease, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken)
    {
        // Mostly nothing is due: no commit then.
        if ((await database.ReadAsync(session => Due(session, 1, now), cancellationToken)).Count == 0) return [];
        return await database.WriteAsync(session =>
        {
            var mails = Due(session, most, now);
            foreach (var mail in mails)
                session.Prepare(_lease).Bind(mail.OrganisationId).Bind(mail.MailId).Bind(lease).Bind(until).Run();
            return mails;
        }, cancellationToken);
    }

    public override Task RenewAsync(string lease, DateTimeOffset until, CancellationToken cancellationToken) =>
        database.WriteAsync(session => session.Prepare(_renew).Bind(lease).Bind(until).Run(), cancellationToken);

    public override Task ReportAsync(IReadOnlyList<MailReport> reports, CancellationToken cancellationToken) =>
        database.WriteAsync(session => reports.Sum(report => Report(session, report)), cancellationToken);

    private static int Report(SqliteSession session, MailReport report)
    {
        var reported = session.Prepare(_report)
            .Bind(report.OrganisationId).Bind(report.MailId).Bind(report.Lease).Bind((long)report.State)
            .Bind(report.CountsAsAttempt).Bind(report.DueAt).Bind(report.Note).Bind(report.SentTo).Run();
        return reported == 0 ? 0 : reported + session.Prepare(_reportDigest).Bind(report.OrganisationId).Bind(report.MailId).Run();
    }

    private static List<OutgoingMail> Due(SqliteSession session, int most, DateTimeOffset now)
    {
        var mails = new List<OutgoingMail>();
        var row = session.Prepare(_due).Bind(most).Bind(now).Bind((long)IMailOutbox.HeadStart.TotalMicroseconds);
        while (row.Step()) mails.Add(Read(row));
        return mails;
    }
}
