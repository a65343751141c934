using System.Collections.Immutable;
using Contacts.Core;
using Contacts.Core.Imports;
using Contacts.Storage.Sessions;

namespace Contacts.Storage.Stores;

/// <summary>Reads and writes rows of imports within a session.</summary>
internal static class ImportJobRows
{
    /// <summary>How many columns a job has.</summary>
    public const int Columns = 36;

    private static readonly Statement _save = new("Imports/save.sql");
    private static readonly Statement _addError = new("Imports/add_error.sql");
    private static readonly Statement _sweepUploads = new("Imports/sweep_uploads.sql");
    private static readonly Statement _sweepPieces = new("Imports/sweep_pieces.sql");
    private static readonly Statement _sweepErrors = new("Imports/sweep_errors.sql");
    private static readonly Statement _sweepGroups = new("Imports/sweep_groups.sql");
    private static readonly Statement _sweepSamples = new("Imports/sweep_samples.sql");
    private static readonly Statement _sweepJobs = new("Imports/sweep_jobs.sql");

    /// <summary>Writes progress and errors; the job as it then is, null if another process has taken it.</summary>
    public static async ValueTask<ImportJob?> SaveAsync(
        IStoreSession session, ImportJob job, ImmutableArray<ImportError> errors, DateTimeOffset now, DateTimeOffset? until)
    {
        var state = await session.FirstAsync(
            _save, row => (ImportState?)row.Int32(0), job.OrganisationId, job.ImportId, job.Run, (int)job.State, job.Place.Position,
            job.Created,
            job.Updated, job.Unchanged, job.Failed, job.IgnoredColumnsJson, job.Message, job.FinishedAt, now, until, job.Place.Row,
            job.Place.Line, job.Warnings, job.Header);
        if (state is not { } stored) return null;
        await session.RunEachAsync(_addError, errors.Select(error => Values(job, error)));
        return job with { State = stored };
    }

    /// <summary>How many pieces were deleted.</summary>
    public static async ValueTask<int> SweepAsync(
        IStoreSession session, DateTimeOffset uploadsBefore, DateTimeOffset endedBefore, int atMost)
    {
        await session.RunAsync(_sweepUploads, uploadsBefore);
        var pieces = await session.RunAsync(_sweepPieces, atMost, uploadsBefore);
        await session.RunAsync(_sweepErrors, endedBefore);
        await session.RunAsync(_sweepGroups, endedBefore);
        await session.RunAsync(_sweepSamples, endedBefore);
        await session.RunAsync(_sweepJobs, endedBefore);
        return pieces;
    }

    public static ImportJob Job(IRow row) => new()
    {
        OrganisationId = row.Int32(0), ImportId = row.Int64(1), State = (ImportState)row.Int32(2), Format = (ImportFormat)row.Int32(3),
        Delimiter = row.TextOrNull(4)?[0], DryRun = row.Bool(5), Source = row.TextOrNull(6), Actor = row.Text(7), Bytes = row.Int64(8),
        Place = new(row.Int64(9), row.Int64(20), row.Int64(21)),
        Created = row.Int64(10), Updated = row.Int64(11), Unchanged = row.Int64(12), Failed = row.Int64(13),
        IgnoredColumnsJson = row.Text(14), Message = row.TextOrNull(15), CreatedAt = row.Time(16), StartedAt = row.TimeOrNull(17),
        FinishedAt = row.TimeOrNull(18), Run = row.Int64(19), Warnings = row.Int64(22), Lenient = row.Bool(23),
        Match = (ImportMatch)row.Int32(24), Mapping = row.TextOrNull(25),
        Header = row.TextOrNull(26), IsJournalled = row.Bool(27), UndoPosition = row.Int64(30),
        UndoNote = row.TextOrNull(29) is { } actor ? new(actor, default, row.TextOrNull(28)) : null,
        Undo = new()
        {
            Restored = row.Int64(31), Removed = row.Int64(32), ChangedSince = row.Int64(33), Merged = row.Int64(34), Erased = row.Int64(35),
        },
    };

    /// <summary>Fields are stored by their names, which stay when others are added.</summary>
    public static ImportError Error(IRow row) => new()
    {
        Row = row.Int64(0), Problem = FieldProblem.Of(Enum.Parse<InputField>(row.Text(1)), row.Text(2), row.TextOrNull(3)),
        Line = row.Int64OrNull(4), IsImported = row.Bool(5),
    };

    /// <summary>With the cells of the row.</summary>
    public static ImportError Reject(IRow row) => Error(row) with { Cells = row.TextOrNull(6) };

    private static SqlValue[] Values(ImportJob job, ImportError error) =>
    [
        job.OrganisationId, job.ImportId, error.Row, error.Problem.Field.ToString(), error.Problem.Rule, error.Problem.Detail, error.Line,
        error.IsImported, error.Cells,
    ];
}
