using System.Collections.Immutable;
using Contacts.Core.Imports;
using Npgsql;
using NpgsqlTypes;

namespace Contacts.Storage.Postgres.Imports;

/// <summary>Reads and writes rows of imports on a connection.</summary>
internal static class ImportCommands
{
    private static readonly string _save = Sql.Load("Postgres/Imports/save.sql");
    private static readonly string _sweepUploads = Sql.Load("Postgres/Imports/sweep_uploads.sql");
    private static readonly string _sweepPieces = Sql.Load("Postgres/Imports/sweep_pieces.sql");
    private static readonly string _sweepErrors = Sql.Load("Postgres/Imports/sweep_errors.sql");
    private static readonly string _sweepJobs = Sql.Load("Postgres/Imports/sweep_jobs.sql");

    public static ImportJob Job(NpgsqlDataReader row) => new()
    {
        OrganisationId = row.GetInt32(0), ImportId = row.GetInt64(1), State = (ImportState)row.GetInt16(2),
        Format = (ImportFormat)row.GetInt16(3), Delimiter = row.TextOrNull(4)?[0], DryRun = row.GetBoolean(5), Source = row.TextOrNull(6),
        Actor = row.GetString(7), Bytes = row.GetInt64(8), Position = row.GetInt64(9), Created = row.GetInt64(10), Updated = row.GetInt64(11),
        Unchanged = row.GetInt64(12), Failed = row.GetInt64(13), IgnoredColumnsJson = row.GetString(14), Message = row.TextOrNull(15),
        CreatedAt = row.Instant(16), StartedAt = row.InstantOrNull(17), FinishedAt = row.InstantOrNull(18), Run = row.GetInt64(19),
    };

    public static async Task<bool> SaveAsync(
        NpgsqlConnection connection, ImportJob job, ImmutableArray<ImportError> errors, DateTimeOffset now, DateTimeOffset? until,
        CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(_save, connection);
        command.Parameters.With(job.OrganisationId).With(job.ImportId).With(job.Run).With(NpgsqlDbType.Smallint, (short)job.State)
            .With(job.Position).With(job.Created).With(job.Updated).With(job.Unchanged).With(job.Failed).With(job.IgnoredColumnsJson)
            .With(job.Message).With(job.FinishedAt).With(now).With(until)
            .With(errors.Select(error => error.Row).ToArray()).With(errors.Select(ImportText.FieldOf).ToArray())
            .With(errors.Select(error => error.Problem.Rule).ToArray()).With(errors.Select(error => error.Problem.Detail).ToArray());
        await command.PrepareAsync(cancellationToken);
        return await command.ExecuteScalarAsync(cancellationToken) is not null;
    }

    public static async Task<int> SweepAsync(
        NpgsqlConnection connection, DateTimeOffset uploadsBefore, DateTimeOffset endedBefore, int atMost, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        NpgsqlBatchCommand uploads = new(_sweepUploads), pieces = new(_sweepPieces), errors = new(_sweepErrors), jobs = new(_sweepJobs);
        uploads.Parameters.With(uploadsBefore);
        pieces.Parameters.With(atMost);
        errors.Parameters.With(endedBefore);
        jobs.Parameters.With(endedBefore);
        foreach (var command in new[] { uploads, pieces, errors, jobs }) batch.BatchCommands.Add(command);
        await batch.ExecuteNonQueryAsync(cancellationToken);
        return (int)pieces.RecordsAffected;
    }
}
