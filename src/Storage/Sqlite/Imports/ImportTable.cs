using System.Collections.Immutable;
using Contacts.Core.Imports;

namespace Contacts.Storage.Sqlite.Imports;

/// <summary>Reads and writes rows of imports within a session.</summary>
internal static class ImportTable
{
    private static readonly SqliteQuery _find = SqliteQuery.Load("Imports/find.sql");
    private static readonly SqliteQuery _errors = SqliteQuery.Load("Imports/errors.sql");
    private static readonly SqliteQuery _claim = SqliteQuery.Load("Imports/claim.sql");
    private static readonly SqliteQuery _save = SqliteQuery.Load("Imports/save.sql");
    private static readonly SqliteQuery _addError = SqliteQuery.Load("Imports/add_error.sql");
    private static readonly SqliteQuery _sweepUploads = SqliteQuery.Load("Imports/sweep_uploads.sql");
    private static readonly SqliteQuery _sweepPieces = SqliteQuery.Load("Imports/sweep_pieces.sql");
    private static readonly SqliteQuery _sweepErrors = SqliteQuery.Load("Imports/sweep_errors.sql");
    private static readonly SqliteQuery _sweepJobs = SqliteQuery.Load("Imports/sweep_jobs.sql");

    public static ImportJob? Find(SqliteSession session, int organisationId, long importId) =>
        First(session.Prepare(_find).Bind(organisationId).Bind(importId));

    public static ImportJob? Claim(SqliteSession session, DateTimeOffset now, DateTimeOffset until) =>
        First(session.Prepare(_claim).Bind(now).Bind(until));

    public static ImmutableArray<ImportError> Errors(SqliteSession session, int organisationId, long importId)
    {
        var errors = ImmutableArray.CreateBuilder<ImportError>();
        var row = session.Prepare(_errors).Bind(organisationId).Bind(importId);
        while (row.Step()) errors.Add(ImportText.Error(row.Int64(0), row.Text(1), row.Text(2), row.TextOrNull(3)));
        return errors.DrainToImmutable();
    }

    public static bool Save(
        SqliteSession session, ImportJob job, ImmutableArray<ImportError> errors, DateTimeOffset now, DateTimeOffset? until)
    {
        var saved = session.Prepare(_save)
            .Bind(job.OrganisationId).Bind(job.ImportId).Bind(job.Run).Bind((long)job.State).Bind(job.Position)
            .Bind(job.Created).Bind(job.Updated).Bind(job.Unchanged).Bind(job.Failed).Bind(job.IgnoredColumnsJson)
            .Bind(job.Message).Bind(job.FinishedAt).Bind(now).Bind(until)
            .Run();
        if (saved != 1) return false;
        foreach (var error in errors)
            session.Prepare(_addError).Bind(job.OrganisationId).Bind(job.ImportId).Bind(error.Row).Bind(ImportText.FieldOf(error))
                .Bind(error.Problem.Rule).Bind(error.Problem.Detail).Run();
        return true;
    }

    public static int Sweep(SqliteSession session, DateTimeOffset uploadsBefore, DateTimeOffset endedBefore, int atMost)
    {
        session.Prepare(_sweepUploads).Bind(uploadsBefore).Run();
        var pieces = session.Prepare(_sweepPieces).Bind(atMost).Run();
        session.Prepare(_sweepErrors).Bind(endedBefore).Run();
        session.Prepare(_sweepJobs).Bind(endedBefore).Run();
        return pieces;
    }

    private static ImportJob? First(SqliteStatement row)
    {
        if (!row.Step()) return null;
        var job = new ImportJob
        {
            OrganisationId = row.Int32(0), ImportId = row.Int64(1), State = (ImportState)row.Int32(2), Format = (ImportFormat)row.Int32(3),
            Delimiter = row.TextOrNull(4)?[0], DryRun = row.Bool(5), Source = row.TextOrNull(6), Actor = row.Text(7), Bytes = row.Int64(8),
            Position = row.Int64(9), Created = row.Int64(10), Updated = row.Int64(11), Unchanged = row.Int64(12), Failed = row.Int64(13),
            IgnoredColumnsJson = row.Text(14), Message = row.TextOrNull(15), CreatedAt = row.Time(16), StartedAt = row.TimeOrNull(17),
            FinishedAt = row.TimeOrNull(18), Run = row.Int64(19),
        };
        row.Reset();
        return job;
    }
}
