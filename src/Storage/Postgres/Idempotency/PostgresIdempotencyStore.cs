using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Contacts.Core.Idempotency;
using Npgsql;
using NpgsqlTypes;

namespace Contacts.Storage.Postgres.Idempotency;

/// <summary>Idempotent requests in PostgreSQL.</summary>
internal sealed class PostgresIdempotencyStore(PostgresDatabase database) : IIdempotencyStore
{
    private static readonly string _claim = Sql.Load("Postgres/Idempotency/claim.sql");
    private static readonly string _find = Sql.Load("Postgres/Idempotency/find.sql");
    private static readonly string _renew = Sql.Load("Postgres/Idempotency/renew.sql");
    private static readonly string _complete = Sql.Load("Postgres/Idempotency/complete.sql");
    private static readonly string _release = Sql.Load("Postgres/Idempotency/release.sql");
    private static readonly string _forget = Sql.Load("Postgres/Idempotency/forget.sql");
    private static readonly string _sweep = Sql.Load("Postgres/Idempotency/sweep.sql");

    public Task<IdempotencyRecord> ClaimAsync(
        int organisationId, IdempotencyClaim claim, IdempotentRequest request, CancellationToken cancellationToken) =>
        database.QueryAsync(async (connection, token) =>
        {
            while (true)
            {
                await using var take = new NpgsqlCommand(_claim, connection);
                take.Parameters.With(organisationId).With(claim.Record).With(claim.Owner).With(claim.At).With(claim.Until)
                    .With(NpgsqlDbType.Bytea, Bytes(request.KeyHash)).With(request.Route).With(NpgsqlDbType.Bytea, Bytes(request.BodyHash));
                if (await take.ReadFirstAsync(Record, token) is { } claimed) return claimed;
                await using var find = new NpgsqlCommand(_find, connection);
                find.Parameters.With(organisationId).With(claim.Record);
                if (await find.ReadFirstAsync(Record, token) is { } found) return found; // Given up in between: claim again.
            }
        }, cancellationToken);

    public Task<bool> RenewAsync(int organisationId, IdempotencyClaim claim, CancellationToken cancellationToken) =>
        RunAsync(_renew, p => p.With(organisationId).With(claim.Record).With(claim.Owner).With(claim.Until), cancellationToken);

    public Task<bool> CompleteAsync(
        int organisationId, IdempotencyStamp stamp, int status, ImmutableArray<byte> answer, CancellationToken cancellationToken) =>
        RunAsync(
            _complete,
            p => p.With(organisationId).With(stamp.Record).With(stamp.Owner).With(NpgsqlDbType.Smallint, (short)status)
                .With(NpgsqlDbType.Bytea, Bytes(answer)),
            cancellationToken);

    public async Task AbandonAsync(int organisationId, IdempotencyStamp stamp, CancellationToken cancellationToken)
    {
        if (!await RunAsync(_forget, p => p.With(organisationId).With(stamp.Record).With(stamp.Owner), cancellationToken))
            await RunAsync(_release, p => p.With(organisationId).With(stamp.Record).With(stamp.Owner), cancellationToken);
    }

    public Task<int> SweepAsync(DateTimeOffset before, int atMost, CancellationToken cancellationToken) =>
        database.QueryAsync(async (connection, token) =>
        {
            await using var command = new NpgsqlCommand(_sweep, connection);
            command.Parameters.With(before).With(atMost);
            return await command.ExecuteNonQueryAsync(token);
        }, cancellationToken);

    private Task<bool> RunAsync(string sql, Action<NpgsqlParameterCollection> bind, CancellationToken cancellationToken) =>
        database.QueryAsync(async (connection, token) =>
        {
            await using var command = new NpgsqlCommand(sql, connection);
            bind(command.Parameters);
            return await command.ExecuteNonQueryAsync(token) == 1;
        }, cancellationToken);

    private static IdempotencyRecord Record(NpgsqlDataReader row) => new()
    {
        BodyHash = ImmutableCollectionsMarshal.AsImmutableArray(row.GetFieldValue<byte[]>(0)), Owner = row.GetInt64(1),
        Effect = row.LongOrNull(2), Status = row.IsDBNull(3) ? null : row.GetInt16(3),
        Answer = row.IsDBNull(4) ? [] : ImmutableCollectionsMarshal.AsImmutableArray(row.GetFieldValue<byte[]>(4)),
        CreatedAt = row.Instant(5),
    };

    private static byte[] Bytes(ImmutableArray<byte> bytes) => ImmutableCollectionsMarshal.AsArray(bytes)!;
}
