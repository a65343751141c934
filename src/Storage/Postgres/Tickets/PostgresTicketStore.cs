using Contacts.Core.Tickets;
using Contacts.Storage.Stores;
using Npgsql;

namespace Contacts.Storage.Postgres.Tickets;

/// <summary>Tickets in PostgreSQL. A batch is one statement and all or nothing.</summary>
internal sealed class PostgresTicketStore(PostgresDatabase database) : TicketStore(database)
{
    private static readonly string _write = Sql.Load("Postgres/Tickets/write.sql");
    private static readonly string _count = Sql.Load("Postgres/Tickets/count.sql");

    public override async Task<IReadOnlyList<long>> WriteAsync(IReadOnlyList<TicketWrite> batch, CancellationToken cancellationToken)
    {
        var rows = new TicketBatch(batch);
        return await database.RunAsync(
            database.Batches,
            (connection, token) => batch.Any(row => row.Trail is not null)
                ? WriteWithTrailsAsync(connection, batch, rows, token)
                : WriteAsync(connection, rows, token),
            cancellationToken);
    }

    public override async Task<IReadOnlyList<SubmissionCounts>> CountAsync(
        IReadOnlyList<SubmissionProbe> batch, CancellationToken cancellationToken) =>
        await database.RunAsync(database.Batches, async (connection, token) =>
        {
            await using var command = new NpgsqlCommand(_count, connection);
            command.Parameters
                .With(batch, probe => probe.OrganisationId)
                .With(batch, probe => probe.Submitter?.Address)
                .With(batch, probe => probe.Submitter?.Network)
                .With(batch, probe => probe.Submitter?.Site).With(batch, probe => probe.TextHash)
                .With(batch, probe => probe.Since.UtcDateTime).With(ITicketStore.CountLimit);
            await command.PrepareAsync(token);
            return await command.ReadAllAsync(
                row => new SubmissionCounts(row.GetInt32(0), row.GetInt32(1), row.GetInt32(2), row.GetInt32(3)), token);
        }, cancellationToken);

    private static async Task<List<long>> WriteAsync(NpgsqlConnection connection, TicketBatch rows, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(_write, connection);
        rows.Bind(command.Parameters);
        await command.PrepareAsync(cancellationToken);
        return await command.ReadAllAsync(row => row.GetInt64(0), cancellationToken);
    }

    /// <summary>
    /// A batch with tickets that leave something beside their effect: in the same transaction, at the price of two more round trips.
    /// </summary>
    private static async Task<List<long>> WriteWithTrailsAsync(
        NpgsqlConnection connection, IReadOnlyList<TicketWrite> batch, TicketBatch rows, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var numbers = await WriteAsync(connection, rows, cancellationToken);
        await using var notes = new NpgsqlBatch(connection, transaction);
        var trails = new PostgresTrails(notes);
        for (var i = 0; i < batch.Count; i++) trails.Add(batch[i].OrganisationId, batch[i].Trail, numbers[i]);
        if (notes.BatchCommands.Count > 0) await notes.ExecuteNonQueryAsync(cancellationToken);
        trails.Check();
        await transaction.CommitAsync(cancellationToken);
        return numbers;
    }
}
