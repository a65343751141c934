using System.Collections.Immutable;
using Contacts.Core;
using Contacts.Core.Contacts;
using Contacts.Core.Imports;
using Contacts.Grains.Groups;
using Contacts.Grains.Organisations;
using Microsoft.Extensions.Logging;

namespace Contacts.Grains.Imports;

/// <summary>
/// Works on one job that this process holds. Rows are committed together with the progress they make, so that each counts once however
/// often a process dies; while they are on their way the next ones are read. One batch of a process is under way at a time, and it gives
/// way to sign-ups: past half of what may wait it waits itself.
/// </summary>
public sealed partial class ImportRunner(
    IImportStore store, IImportTrialStore trials, IImportUndoStore undo, ImportRoom room, DryRun dryRun,
    OrganisationCatalogue organisations,
    GroupCatalogue groups, ImportOptions options, TimeProvider time, ILogger<ImportRunner> logger)
{
    /// <summary>The most rows of a step of a dry run, which keeps a contact, its consents and its keys of each row as text.</summary>
    private const int MostTrialRows = 512;

    private readonly ImportBatches _batches = new(organisations, groups, undo, time);

    /// <summary>Works until the job is done or cancelled or its turn is over, or another process has taken it.</summary>
    public async Task RunAsync(ImportJob job, CancellationToken cancellationToken)
    {
        try
        {
            using var rows = await ImportRows.OpenAsync(DataOf(job), job, cancellationToken);
            job = job with { Header = ImportColumns.ToJson(rows.Names) };
            var ended = job.State == ImportState.Cancelling ? Cancelled(job) : await WorkAsync(job, rows, cancellationToken);
            if (ended is not null) await SaveAsync(ended, until: null);
        }
        catch (ImportFileException e)
        {
            await SaveAsync(job with { State = ImportState.Failed, Message = e.Message, FinishedAt = Now }, until: null);
        }
    }

    private ImportData DataOf(ImportJob job) =>
        new(job.Bytes, (position, token) => store.ReadAsync(job.OrganisationId, job.ImportId, position, token));

    /// <summary>The job where its turn is over; null if another process has taken it.</summary>
    private async Task<ImportJob?> WorkAsync(ImportJob job, ImportRows rows, CancellationToken cancellationToken)
    {
        var since = time.GetTimestamp();
        var size = new StepSize(job.DryRun ? Math.Min(options.BatchRows, MostTrialRows) : options.BatchRows, store.StepTime);
        var batch = await _batches.NextAsync(job, rows, size.Rows, cancellationToken);
        while (!batch.Items.IsEmpty)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var writing = WriteAsync(job, batch, size, cancellationToken);
            try
            {
                batch = await _batches.NextAsync(job, rows, size.Rows, cancellationToken);
            }
            finally
            {
                await ((Task)writing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // Its own failure is thrown below.
            }
            if (await writing is not { } written) return null;
            job = written;
            if (job.State == ImportState.Cancelling) return Cancelled(job);
            if (time.GetElapsedTime(since) > options.Turn && !batch.Items.IsEmpty) return job;
        }
        return job with
        {
            State = ImportState.Done, Place = job.Place with { Position = job.Bytes }, IgnoredColumns = batch.IgnoredColumns,
            FinishedAt = Now,
        };
    }

    private ImportJob Cancelled(ImportJob job) => job with { State = ImportState.Cancelled, FinishedAt = Now };

    private async Task<ImportJob?> WriteAsync(ImportJob job, ImportBatch batch, StepSize size, CancellationToken cancellationToken)
    {
        var since = time.GetTimestamp();
        var written = await WriteAsync(job, batch, batch.Items, cancellationToken);
        size.Took(batch.Items.Length, time.GetElapsedTime(since));
        return written;
    }

    /// <summary>Rows that cannot be written together are written in halves, so that the row that is to blame fails alone.</summary>
    private async Task<ImportJob?> WriteAsync(
        ImportJob job, ImportBatch batch, ImmutableArray<ImportItem> items, CancellationToken cancellationToken)
    {
        try
        {
            return await CommitAsync(Step(job, batch, items), batch.Groups, cancellationToken);
        }
        catch (Exception e) when (e is not (StoreUnavailableException or OperationCanceledException) && items.Length > 1)
        {
            LogBatchFailed(e, items.Length);
        }
        catch (Exception e) when (e is not (StoreUnavailableException or OperationCanceledException) && items[0].Write is not null)
        {
            LogRowFailed(e, items[0].Behind.Row);
            var problem = FieldProblem.Of(InputField.None, "The row could not be stored");
            var refused = items[0] with { Write = null, Error = items[0].Origin.Refuse(problem) };
            return await CommitAsync(Step(job, batch, [refused]), batch.Groups, cancellationToken);
        }
        var half = items.Length / 2;
        return await WriteAsync(job, batch, items[..half], cancellationToken) is { } written
            ? await WriteAsync(written, batch, items[half..], cancellationToken)
            : null;
    }

    private async Task<ImportJob?> CommitAsync(
        ImportStep step, IReadOnlyDictionary<long, string> groups, CancellationToken cancellationToken)
    {
        var written = step.Job.DryRun
            ? await SimulateAsync(step, groups, cancellationToken)
            : await CommitRowsAsync(step, cancellationToken);
        if (written is not null) ImportTelemetry.Done(step.Job, written);
        return written;
    }

    private async Task<ImportJob?> CommitRowsAsync(ImportStep step, CancellationToken cancellationToken)
    {
        var count = step.Rows.Length;
        var isHeld = await room.EnterAsync(
            count, async () => await SaveAsync(step.Job, Now + options.Lease) is not null, cancellationToken);
        if (!isHeld) return null;
        try
        {
            return await store.WriteAsync(step, Now + options.Lease, CancellationToken.None);
        }
        finally
        {
            room.Leave(count);
        }
    }

    private async Task<ImportJob?> SimulateAsync(
        ImportStep step, IReadOnlyDictionary<long, string> groups, CancellationToken cancellationToken)
    {
        var (results, trial) = await dryRun.RunAsync(step, groups, cancellationToken);
        return await trials.SaveAsync(step.After(results), trial, Now + options.Lease, cancellationToken);
    }

    private static ImportStep Step(ImportJob job, ImportBatch batch, ImmutableArray<ImportItem> items) => new()
    {
        Job = job, Place = items[^1].Behind, IgnoredColumns = batch.IgnoredColumns,
        Rows = [.. items.Select(item => item.Write).OfType<ContactWrite>()],
        Origins = [.. items.Where(item => item.Write is not null).Select(item => item.Origin)],
        Errors = [.. items.Select(item => item.Error).OfType<ImportError>()],
    };

    private DateTimeOffset Now => time.GetUtcNow();

    private Task<ImportJob?> SaveAsync(ImportJob job, DateTimeOffset? until) =>
        store.SaveAsync(job, [], Now, until, CancellationToken.None);

    [LoggerMessage(Level = LogLevel.Error, Message = "A batch of {Count} imported rows failed; its halves are written apart")]
    private partial void LogBatchFailed(Exception exception, int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "Row {Row} of an import could not be stored")]
    private partial void LogRowFailed(Exception exception, long row);
}
