using Contacts.Core.Tickets;
using Contacts.Storage.Stores;

namespace Contacts.Storage.Sqlite.Tickets;

/// <summary>The outbox in a SQLite file: the one writer makes every lease exclusive.</summary>
internal sealed class SqliteMailOutbox(SqliteDatabase database) : MailOutbox(database)
{
    private static readonly SqliteQuery _due = SqliteQuery.Load("Tickets/due_mails.sql");
    private static readonly SqliteQuery _lease = SqliteQuery.Load("Tickets/lease_mail.sql");
    private static readonly SqliteQuery _renew = SqliteQuery.Load("Tickets/renew_mails.sql");
    private static readonly SqliteQuery _countWaiting = SqliteQuery.Load("Tickets/count_waiting_mails.sql");
    private static readonly SqliteQuery _report = SqliteQuery.Load("Tickets/report_mail.sql");
    private static readonly SqliteQuery _reportDigest = SqliteQuery.Load("Tickets/report_digest.sql");

    protected override async Task<List<OutgoingMail>> LeaseDueAsync(
        int most, string lease, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken)
    {
        // Mostly nothing is due: no commit then.
        if ((await database.ReadAsync(session => Due(session, 1, now), cancellationToken)).Count == 0) return [];
        return await database.WriteAsync(session =>
        {
            var mails = Due(session, most, now);
            foreach (var mail in mails)
                session.Prepare(_lease).Bind(mail.OrganisationId).Bind(mail.Number).Bind(lease).Bind(until).Run();
            return mails;
        }, cancellationToken);
    }

    public override Task RenewAsync(string lease, DateTimeOffset until, CancellationToken cancellationToken) =>
        database.WriteAsync(session => session.Prepare(_renew).Bind(lease).Bind(until).Run(), cancellationToken);

    public override Task ReportAsync(IReadOnlyList<MailReport> reports, CancellationToken cancellationToken) =>
        database.WriteAsync(session => reports.Sum(report => Report(session, report)), cancellationToken);

    public override Task<WaitingMails> CountWaitingAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(session =>
        {
            var row = session.Prepare(_countWaiting);
            row.Step();
            var waiting = new WaitingMails(row.Int64(0), row.TimeOrNull(1));
            row.Reset();
            return waiting;
        }, cancellationToken);

    private static int Report(SqliteSession session, MailReport report)
    {
        var reported = session.Prepare(_report)
            .Bind(report.OrganisationId).Bind(report.Number).Bind(report.Lease).Bind((long)report.State)
            .Bind(report.CountsAsAttempt).Bind(report.DueAt).Bind(report.Note).Bind(report.SentTo).Run();
        return reported == 0 ? 0 : reported + session.Prepare(_reportDigest).Bind(report.OrganisationId).Bind(report.Number).Run();
    }

    private static List<OutgoingMail> Due(SqliteSession session, int most, DateTimeOffset now)
    {
        var mails = new List<OutgoingMail>();
        var row = session.Prepare(_due).Bind(most).Bind(now);
        while (row.Step()) mails.Add(TicketRows.Mail(row));
        return mails;
    }
}
