using Contacts.Core.Mail;
using Contacts.Storage.Stores;
using Npgsql;
using NpgsqlTypes;

namespace Contacts.Storage.Postgres.Mail;

/// <summary>
/// The outbox in PostgreSQL; any number of dispatchers pass one another by (SKIP LOCKED). Its statements run where batches do: mails are
/// taken in the order of the index, never by sorting all that wait; they are planned every time, for an outbox that grows and empties.
/// </summary>
internal sealed class PostgresMailOutbox(PostgresDatabase database) : MailOutbox(database)
{
    private static readonly string _lease = Sql.Load("Postgres/Mail/lease.sql");
    private static readonly string _renew = Sql.Load("Postgres/Mail/renew.sql");
    private static readonly string _report = Sql.Load("Postgres/Mail/report.sql");

    public override Task QueueAsync(IReadOnlyList<QueuedMail> mails, CancellationToken cancellationToken) =>
        database.RunAsync(database.Batches, async (connection, token) =>
        {
            await using var batch = new NpgsqlBatch(connection);
            PostgresMailQueue.Add(batch, mails);
            return await batch.ExecuteNonQueryAsync(token);
        }, cancellationToken);

    public override async Task<IReadOnlyList<OutgoingMail>> LeaseAsync(
        int most, string lease, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken) =>
        await database.RunAsync(database.Batches, async (connection, token) =>
        {
            await using var command = new NpgsqlCommand(_lease, connection);
            command.Parameters.With(most).With(now).With(lease).With(until).With(NpgsqlDbType.Interval, IMailOutbox.HeadStart);
            return await command.ReadAllAsync(row => Read(new PostgresRow(row)), token);
        }, cancellationToken);

    public override Task RenewAsync(string lease, DateTimeOffset until, CancellationToken cancellationToken) =>
        RunAsync(_renew, parameters => parameters.With(lease).With(until), cancellationToken);

    public override Task ReportAsync(IReadOnlyList<MailReport> reports, CancellationToken cancellationToken) =>
        RunAsync(_report, parameters => parameters
            .With(reports, report => report.OrganisationId).With(reports, report => report.MailId)
            .With(reports, report => report.Lease).With(reports, report => (short)report.State)
            .With(reports, report => report.CountsAsAttempt ? 1 : 0)
            .With(reports, report => report.DueAt.UtcDateTime).With(reports, report => report.Note)
            .With(reports, report => report.SentTo), cancellationToken);

    private Task<int> RunAsync(string sql, Action<NpgsqlParameterCollection> bind, CancellationToken cancellationToken) =>
        database.RunAsync(database.Batches, async (connection, token) =>
        {
            await using var command = new NpgsqlCommand(sql, connection);
            bind(command.Parameters);
            return await command.ExecuteNonQueryAsync(token);
        }, cancellationToken);
}
