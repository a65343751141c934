using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Contacts.Core;
using Contacts.Core.Contacts;
using Contacts.Core.Idempotency;
using Contacts.Core.Imports;
using Contacts.Storage.Postgres.Contacts;
using Contacts.Storage.Postgres.Idempotency;
using Npgsql;
using NpgsqlTypes;

namespace Contacts.Storage.Postgres.Imports;

/// <summary>Imports in PostgreSQL.</summary>
internal sealed class PostgresImportStore(PostgresDatabase database) : IImportStore
{
    private static readonly string _begin = Sql.Load("Postgres/Imports/begin.sql");
    private static readonly string _append = Sql.Load("Postgres/Imports/append.sql");
    private static readonly string _submit = Sql.Load("Postgres/Imports/submit.sql");
    private static readonly string _discard = Sql.Load("Postgres/Imports/discard.sql");
    private static readonly string _find = Sql.Load("Postgres/Imports/find.sql");
    private static readonly string _errors = Sql.Load("Postgres/Imports/errors.sql");
    private static readonly string _claim = Sql.Load("Postgres/Imports/claim.sql");
    private static readonly string _read = Sql.Load("Postgres/Imports/read.sql");
    private static readonly string _release = Sql.Load("Postgres/Imports/release.sql");
    private static readonly string _known = Sql.Load("Postgres/Imports/known.sql");

    public Task BeginAsync(ImportJob job, CancellationToken cancellationToken) => database.RunAsync(
        _begin,
        p => p.With(job.OrganisationId).With(job.ImportId).With(NpgsqlDbType.Smallint, (short)job.Format).With(job.Delimiter?.ToString())
            .With(job.DryRun).With(job.Source).With(job.Actor).With(job.CreatedAt),
        cancellationToken);

    public async Task<bool> AppendAsync(
        int organisationId, long importId, long position, ImmutableArray<byte> bytes, DateTimeOffset at, CancellationToken cancellationToken) =>
        await database.RunAsync(
            _append,
            p => p.With(organisationId).With(importId).With(position)
                .With(NpgsqlDbType.Bytea, ImmutableCollectionsMarshal.AsArray(bytes)!).With(at),
            cancellationToken) == 1;

    public Task<bool> SubmitAsync(
        int organisationId, long importId, DateTimeOffset at, IdempotencyStamp? stamp, CancellationToken cancellationToken) =>
        database.QueryAsync(
            (connection, token) => IdempotencyStamping.RunAsync(
                connection, RecordStamp.Of(organisationId, stamp),
                async () =>
                {
                    await using var command = new NpgsqlCommand(_submit, connection);
                    command.Parameters.With(organisationId).With(importId).With(at);
                    return await command.ExecuteNonQueryAsync(token) == 1;
                },
                submitted => submitted ? importId : null, token),
            cancellationToken);

    public Task DiscardAsync(int organisationId, long importId, CancellationToken cancellationToken) =>
        database.RunAsync(_discard, p => p.With(organisationId).With(importId), cancellationToken);

    public Task<ImportJob?> FindAsync(int organisationId, long importId, CancellationToken cancellationToken) =>
        database.FirstAsync(_find, p => p.With(organisationId).With(importId), ImportCommands.Job, cancellationToken);

    public Task<ImmutableArray<ImportError>> ErrorsAsync(int organisationId, long importId, CancellationToken cancellationToken) =>
        database.AllAsync(
            _errors, p => p.With(organisationId).With(importId),
            row => ImportText.Error(row.GetInt64(0), row.GetString(1), row.GetString(2), row.TextOrNull(3)), cancellationToken);

    public Task<ImportJob?> ClaimAsync(DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken) =>
        database.FirstAsync(_claim, p => p.With(now).With(until), ImportCommands.Job, cancellationToken);

    public Task<ImportPiece?> ReadAsync(int organisationId, long importId, long position, CancellationToken cancellationToken) =>
        database.FirstAsync(
            _read, p => p.With(organisationId).With(importId).With(position),
            row => new ImportPiece(row.GetInt64(0), ImmutableCollectionsMarshal.AsImmutableArray(row.GetFieldValue<byte[]>(1))),
            cancellationToken);

    public Task<ImportJob?> WriteAsync(ImportStep step, DateTimeOffset until, CancellationToken cancellationToken) =>
        database.RunAsync(
            database.Batches,
            async (connection, token) =>
            {
                await using var transaction = await connection.BeginTransactionAsync(token);
                var outcomes = new List<ContactWriteOutcome>(step.Rows.Length);
                foreach (var batch in step.Batches()) await WriteAsync(connection, batch, outcomes, token);
                var job = step.After(outcomes);
                if (!await ImportCommands.SaveAsync(connection, job, step.KeptErrors, until, until, token)) return null;
                await transaction.CommitAsync(token);
                return job;
            },
            cancellationToken);

    public Task<bool> SaveAsync(
        ImportJob job, ImmutableArray<ImportError> errors, DateTimeOffset now, DateTimeOffset? until, CancellationToken cancellationToken) =>
        database.QueryAsync(
            (connection, token) => ImportCommands.SaveAsync(connection, job, errors, now, until, token), cancellationToken);

    public Task ReleaseAsync(ImportJob job, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.RunAsync(_release, p => p.With(job.OrganisationId).With(job.ImportId).With(job.Run).With(now), cancellationToken);

    public async Task<IReadOnlyDictionary<string, ContactImage>> KnownAsync(
        int organisationId, IReadOnlyCollection<string> emailKeys, CancellationToken cancellationToken)
    {
        var found = await database.AllAsync(_known, p => p.With(organisationId).With(emailKeys.ToArray()), ContactRows.Image, cancellationToken);
        return found.ToDictionary(contact => contact.EmailKey!);
    }

    public Task<int> SweepAsync(
        DateTimeOffset uploadsBefore, DateTimeOffset endedBefore, int atMost, CancellationToken cancellationToken) =>
        database.QueryAsync(
            (connection, token) => ImportCommands.SweepAsync(connection, uploadsBefore, endedBefore, atMost, token), cancellationToken);

    /// <summary>Writes rows until none has lost against another transaction any more.</summary>
    private static async Task WriteAsync(
        NpgsqlConnection connection, ImmutableArray<ContactWrite> rows, List<ContactWriteOutcome> outcomes, CancellationToken cancellationToken)
    {
        const int MostAttempts = 64;
        for (var attempt = 1; rows.Length > 0; attempt++)
        {
            if (attempt > MostAttempts) throw new StoreUnavailableException("Contacts kept changing while they were being imported.");
            var results = await PostgresContactStore.WriteAsync(connection, new ContactBatch(rows), cancellationToken);
            outcomes.AddRange(results.Select(result => result.Outcome).Where(outcome => outcome != ContactWriteOutcome.Lost));
            rows = [.. rows.Where((_, i) => results[i].Outcome == ContactWriteOutcome.Lost)];
        }
    }
}
