using System.Collections.Immutable;
using Contacts.Core.Contacts;
using Contacts.Core.Idempotency;
using Contacts.Core.Tickets;
using Contacts.Storage.Postgres.Idempotency;
using Npgsql;

namespace Contacts.Storage.Postgres.Tickets;

/// <summary>Tickets in PostgreSQL. A batch is one statement and all or nothing.</summary>
internal sealed class PostgresTicketStore(PostgresDatabase database) : ITicketStore
{
    private static readonly string _write = Sql.Load("Postgres/Tickets/write.sql");
    private static readonly string _count = Sql.Load("Postgres/Tickets/count.sql");
    private static readonly string _list = Sql.Load("Postgres/Tickets/list.sql");
    private static readonly string _find = Sql.Load("Postgres/Tickets/find.sql");
    private static readonly string _findByNumber = Sql.Load("Postgres/Tickets/find_by_number.sql");
    private static readonly string _changeStatus = Sql.Load("Postgres/Tickets/change_status.sql");
    private static readonly string _ofContact = Sql.Load("Postgres/Tickets/of_contact.sql");

    public async Task<IReadOnlyList<long>> WriteAsync(IReadOnlyList<TicketWrite> batch, CancellationToken cancellationToken)
    {
        var rows = new TicketBatch(batch);
        return await database.RunAsync(
            database.Batches,
            (connection, token) => batch.Any(row => row.Stamp is not null)
                ? WriteStampedAsync(connection, batch, rows, token)
                : WriteAsync(connection, rows, token),
            cancellationToken);
    }

    public async Task<IReadOnlyList<SubmissionCounts>> CountAsync(
        IReadOnlyList<SubmissionProbe> batch, CancellationToken cancellationToken) =>
        await database.RunAsync(database.Batches, async (connection, token) =>
        {
            await using var command = new NpgsqlCommand(_count, connection);
            command.Parameters
                .With(batch.Select(probe => probe.OrganisationId).ToArray()).With(batch.Select(probe => probe.Network).ToArray())
                .With(batch.Select(probe => probe.Ip).ToArray()).With(batch.Select(probe => probe.TextHash).ToArray())
                .With(batch.Select(probe => probe.Since.UtcDateTime).ToArray()).With(ITicketStore.CountLimit);
            await command.PrepareAsync(token);
            return await command.ReadAllAsync(row => new SubmissionCounts(row.GetInt32(0), row.GetInt32(1), row.GetInt32(2)), token);
        }, cancellationToken);

    public Task<TicketPage> ListAsync(int organisationId, TicketQuery query, CancellationToken cancellationToken) =>
        database.QueryAsync(async (connection, token) =>
        {
            var search = SearchTerm.OfOrNull(query.Search);
            if (search is { IsHopeless: true }) return new TicketPage();
            await using var command = new NpgsqlCommand(_list, connection);
            var (number, slug) = TicketText.NumberIn(query.Search);
            command.Parameters.With(organisationId)
                .WithSmall(query.Status).With(query.Category).With(LikePattern.Around(search?.Needle)).With(LikePattern.Around(search?.Digits)).With(number).With(slug)
                .With((long)query.PageSize).With((query.Page - 1L) * query.PageSize);
            var total = 0L;
            var items = await command.ReadAllAsync(row =>
            {
                total = row.GetInt64(0);
                return row.IsDBNull(1) ? null : TicketRows.Item(row);
            }, token);
            return new TicketPage { Total = total, Items = [.. items.OfType<Ticket>()] };
        }, cancellationToken);

    public Task<TicketDetail?> FindAsync(int organisationId, string externalId, CancellationToken cancellationToken) =>
        FirstAsync(_find, parameters => parameters.With(organisationId).With(externalId), cancellationToken);

    public Task<TicketDetail?> FindAsync(int organisationId, long number, CancellationToken cancellationToken) =>
        FirstAsync(_findByNumber, parameters => parameters.With(organisationId).With(number), cancellationToken);

    public Task<bool> ChangeStatusAsync(TicketStatusChange change, CancellationToken cancellationToken) =>
        database.QueryAsync((connection, token) => IdempotencyStamping.RunAsync(
            connection, RecordStamp.Of(change.OrganisationId, change.Stamp), async () =>
            {
                await using var command = new NpgsqlCommand(_changeStatus, connection);
                command.Parameters
                    .With(change.OrganisationId).With(change.Number).WithSmall(change.From).WithSmall(change.To).With(change.At)
                    .With(change.ContactId).With(change.MailNote).With(change.MailId).With(change.MailTo)
                    .With(change.TraceParent);
                return (long)(await command.ExecuteScalarAsync(token))! == 1;
            },
            isChanged => isChanged ? change.Number : null, token), cancellationToken);

    public Task<ImmutableArray<ContactTicket>> OfContactAsync(int organisationId, long contactId, CancellationToken cancellationToken) =>
        database.QueryAsync(async (connection, token) =>
        {
            await using var command = new NpgsqlCommand(_ofContact, connection);
            command.Parameters.With(organisationId).With(contactId);
            return (await command.ReadAllAsync(TicketRows.OfContact, token)).ToImmutableArray();
        }, cancellationToken);

    private static async Task<List<long>> WriteAsync(NpgsqlConnection connection, TicketBatch rows, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(_write, connection);
        rows.Bind(command.Parameters);
        await command.PrepareAsync(cancellationToken);
        return await command.ReadAllAsync(row => row.GetInt64(0), cancellationToken);
    }

    /// <summary>A batch with effects of idempotent requests: they are noted in the same transaction, at the price of two more round trips.</summary>
    private static async Task<List<long>> WriteStampedAsync(
        NpgsqlConnection connection, IReadOnlyList<TicketWrite> batch, TicketBatch rows, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var numbers = await WriteAsync(connection, rows, cancellationToken);
        await using var stamps = new NpgsqlBatch(connection, transaction);
        for (var i = 0; i < batch.Count; i++)
            if (batch[i].Stamp is { } stamp) stamps.BatchCommands.Add(IdempotencyStamping.Command(batch[i].OrganisationId, stamp, numbers[i]));
        await stamps.ExecuteNonQueryAsync(cancellationToken);
        IdempotencyStamping.Check(stamps.BatchCommands);
        await transaction.CommitAsync(cancellationToken);
        return numbers;
    }

    private Task<TicketDetail?> FirstAsync(string sql, Action<NpgsqlParameterCollection> bind, CancellationToken cancellationToken) =>
        database.QueryAsync(async (connection, token) =>
        {
            await using var command = new NpgsqlCommand(sql, connection);
            bind(command.Parameters);
            return await command.ReadFirstAsync(TicketRows.Detail, token);
        }, cancellationToken);
}
