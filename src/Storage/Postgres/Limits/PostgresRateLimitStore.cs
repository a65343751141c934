using System.Collections.Immutable;
using Contacts.Core.Limits;
using Npgsql;
using NpgsqlTypes;

namespace Contacts.Storage.Postgres.Limits;

/// <summary>Windows in PostgreSQL: the sum over all processes is exact because each statement locks the rows it adds to.</summary>
internal sealed class PostgresRateLimitStore(PostgresDatabase database) : IRateLimitStore
{
    private static readonly string _take = Sql.Load("Postgres/Limits/take.sql");
    private static readonly string _return = Sql.Load("Postgres/Limits/return.sql");
    private static readonly string _sweep = Sql.Load("Postgres/Limits/sweep.sql");

    public Task<ImmutableArray<WindowGrant>> TakeAsync(
        int organisationId, IReadOnlyList<WindowTake> takes, CancellationToken cancellationToken) =>
        database.QueryAsync(async (connection, token) =>
        {
            await using var command = new NpgsqlCommand(_take, connection);
            command.Parameters.With(organisationId)
                .With(takes.Select(take => take.Window.Subject).ToArray())
                .With(takes.Select(take => (short)take.Window.Size).ToArray())
                .With(takes.Select(take => take.Window.Start.UtcDateTime).ToArray())
                .With(takes.Select(take => take.Permits).ToArray())
                .With(takes.Select(take => take.Limit).ToArray());
            var grants = (await command.ReadAllAsync(Row, token)).ToDictionary(row => row.Window, row => row.Grant);
            return takes.Select(take => grants[take.Window]).ToImmutableArray();
        }, cancellationToken);

    public Task ReturnAsync(int organisationId, IReadOnlyList<WindowTake> returns, CancellationToken cancellationToken) =>
        database.QueryAsync(async (connection, token) =>
        {
            await using var batch = new NpgsqlBatch(connection);
            foreach (var (window, permits, _) in returns)
            {
                var command = new NpgsqlBatchCommand(_return);
                command.Parameters.With(organisationId).With(window.Subject).With(NpgsqlDbType.Smallint, (short)window.Size)
                    .With(window.Start).With(permits);
                batch.BatchCommands.Add(command);
            }
            return await batch.ExecuteNonQueryAsync(token);
        }, cancellationToken);

    public Task<int> SweepAsync(DateTimeOffset before, int atMost, CancellationToken cancellationToken) =>
        database.QueryAsync(async (connection, token) =>
        {
            await using var command = new NpgsqlCommand(_sweep, connection);
            command.Parameters.With(before).With(atMost);
            return await command.ExecuteNonQueryAsync(token);
        }, cancellationToken);

    private static (RateWindow Window, WindowGrant Grant) Row(NpgsqlDataReader row) => (
        new RateWindow { Subject = row.GetInt64(0), Size = (WindowSize)row.GetInt16(1), Start = row.Instant(2) },
        new WindowGrant(row.GetInt32(3), row.GetInt32(4)));
}
