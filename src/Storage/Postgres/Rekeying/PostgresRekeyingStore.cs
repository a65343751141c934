using System.Collections.Immutable;
using Contacts.Core.Organisations;
using Npgsql;

namespace Contacts.Storage.Postgres.Rekeying;

/// <summary>Re-keying jobs in PostgreSQL.</summary>
internal sealed class PostgresRekeyingStore(PostgresDatabase database) : IRekeyingStore
{
    private static readonly string _start = Sql.Load("Postgres/Rekeying/start.sql");
    private static readonly string _find = Sql.Load("Postgres/Rekeying/find.sql");
    private static readonly string _claim = Sql.Load("Postgres/Rekeying/claim.sql");
    private static readonly string _save = Sql.Load("Postgres/Rekeying/save.sql");
    private static readonly string _read = Sql.Load("Postgres/Rekeying/read.sql");
    private static readonly string _count = Sql.Load("Postgres/Rekeying/count.sql");
    private static readonly string _write = Sql.Load("Postgres/Rekeying/write_all.sql");

    public Task StartAsync(int organisationId, DateTimeOffset at, CancellationToken cancellationToken) =>
        database.RunAsync(_start, p => p.With(organisationId).With(at), cancellationToken);

    public Task<RekeyingJob?> FindAsync(int organisationId, CancellationToken cancellationToken) =>
        database.FirstAsync(_find, p => p.With(organisationId), Read, cancellationToken);

    public Task<RekeyingJob?> ClaimAsync(DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken) =>
        database.FirstAsync(_claim, p => p.With(now).With(until), Read, cancellationToken);

    public async Task<bool> SaveAsync(RekeyingJob job, DateTimeOffset? until, CancellationToken cancellationToken) =>
        await database.RunAsync(
            _save,
            p => p.With(job.OrganisationId).With(job.Run).With(job.Pass).With(job.Position).With(job.Done).With(job.Total)
                .With(job.CollisionsJson).With(job.DueAt).With(until).With(job.FinishedAt),
            cancellationToken) == 1;

    public Task<ImmutableArray<KeyedContact>> ReadAsync(int organisationId, long after, int limit, CancellationToken cancellationToken) =>
        database.AllAsync(
            _read, p => p.With(organisationId).With(after).With(limit),
            row => new KeyedContact(row.GetInt64(0), row.GetString(1), row.GetString(2), row.TextOrNull(3), row.GetInt64(4)), cancellationToken);

    public Task<long> CountAsync(int organisationId, CancellationToken cancellationToken) =>
        database.QueryAsync(async (connection, token) =>
        {
            await using var command = new NpgsqlCommand(_count, connection);
            command.Parameters.With(organisationId);
            return (long)(await command.ExecuteScalarAsync(token))!;
        }, cancellationToken);

    /// <summary>All in one statement; one by one where that fails because a form is taken, which is seldom.</summary>
    public async Task<ImmutableArray<RekeyOutcome>> WriteAsync(
        int organisationId, IReadOnlyList<NewEmailKey> keys, CancellationToken cancellationToken)
    {
        if (await TryWriteAsync(organisationId, keys, cancellationToken) is { } written)
            return [.. keys.Select(key => written.Contains(key.ContactId) ? RekeyOutcome.Written : RekeyOutcome.Lost)];
        if (keys.Count == 1) return [RekeyOutcome.Taken];
        var half = keys.Count / 2;
        var first = await WriteAsync(organisationId, [.. keys.Take(half)], cancellationToken);
        return first.AddRange(await WriteAsync(organisationId, [.. keys.Skip(half)], cancellationToken));
    }

    /// <summary>The contacts written; null, and none written, where a form is taken.</summary>
    private Task<HashSet<long>?> TryWriteAsync(int organisationId, IReadOnlyList<NewEmailKey> keys, CancellationToken cancellationToken) =>
        database.QueryAsync(async (connection, token) =>
        {
            await using var command = new NpgsqlCommand(_write, connection);
            command.Parameters.With(organisationId).With(keys.Select(key => key.ContactId).ToArray())
                .With(keys.Select(key => key.Version).ToArray()).With(keys.Select(key => (string?)key.EmailKey).ToArray());
            try
            {
                return (await command.ReadAllAsync(row => row.GetInt64(0), token)).ToHashSet();
            }
            catch (PostgresException e) when (e is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "contact_email_key" })
            {
                return null;
            }
        }, cancellationToken);

    private static RekeyingJob Read(NpgsqlDataReader row) => new()
    {
        OrganisationId = row.GetInt32(0), Run = row.GetInt64(1), Pass = row.GetInt32(2), Position = row.GetInt64(3), Done = row.GetInt64(4),
        Total = row.GetInt64(5), CollisionsJson = row.GetString(6), StartedAt = row.Instant(7), DueAt = row.Instant(8),
    };
}
