using System.Collections.Immutable;
using System.Globalization;
using Contacts.Core;
using Contacts.Core.Audit;
using Contacts.Core.Contacts;
using Contacts.Core.Imports;
using Contacts.Grains.Abstractions;
using Contacts.Grains.Abstractions.Imports;
using Orleans;
using Orleans.Placement;

namespace Contacts.Grains.Imports;

/// <summary>One import of an organisation. Everything is in the store, so that any process can go on with it.</summary>
[PreferLocalPlacement]
public sealed class ImportGrain(
    IImportStore store, IImportUndoStore undo, IImportTrialStore trials, ImportSignal signal, TimeProvider time) : Grain, IImportGrain
{
    /// <summary>Imports of an organisation that may upload, wait or run.</summary>
    public const int MostOpen = 20;

    /// <summary>A row has at most 64 KiB.</summary>
    private const int RejectsAtOnce = 200;

    public async Task<ImportBeginning> BeginAsync(ImportRequest request, CancellationToken cancellationToken)
    {
        var input = new ContactInput(new());
        var source = input.Source(request.Source);
        if (request.Delimiter is not (null or ',' or ';' or '\t'))
            input.Refuse(InputField.Delimiter, "must be a comma, a semicolon or a tab");
        if (ImportMapping.ReadOrNull(request.Mapping, out var rule) is null) input.Refuse(InputField.Mapping, rule!);
        if (input.Problem is { } problem) return new() { Problem = problem };
        var (organisationId, importId) = Identity();
        var job = new ImportJob
        {
            OrganisationId = organisationId, ImportId = importId, State = ImportState.Uploading, Format = request.Format,
            Delimiter = request.Delimiter, DryRun = request.DryRun, Lenient = request.Lenient,
            Match = request.Match, Mapping = request.Mapping,
            Source = source, Actor = request.Actor, CreatedAt = time.GetUtcNow(),
        };
        return new() { IsOverQuota = !await store.BeginAsync(job, MostOpen, cancellationToken) };
    }

    public async Task AppendAsync(long position, ImmutableArray<byte> bytes, CancellationToken cancellationToken)
    {
        var (organisationId, importId) = Identity();
        if (!await store.AppendAsync(organisationId, importId, position, bytes, time.GetUtcNow(), cancellationToken)) throw GivenUp();
    }

    public async Task<string?> CheckAsync(CancellationToken cancellationToken)
    {
        var (organisationId, importId) = Identity();
        return await store.FindAsync(organisationId, importId, cancellationToken) is { Mapping: not null } job
            ? (await ReadAsync(job, 0, cancellationToken)).Problem
            : null;
    }

    public async Task<ImportPreview?> PreviewAsync(CancellationToken cancellationToken)
    {
        DeactivateOnIdle();
        var (organisationId, importId) = Identity();
        return await store.FindAsync(organisationId, importId, cancellationToken) is { State: ImportState.Uploading } job
            ? await ReadAsync(job, ImportPreview.Rows, cancellationToken)
            : null;
    }

    public async Task<string?> MapAsync(string mapping, bool dryRun, CancellationToken cancellationToken)
    {
        var (organisationId, importId) = Identity();
        if (await store.FindAsync(organisationId, importId, cancellationToken) is not { } job) throw GivenUp();
        if (ImportMapping.ReadOrNull(mapping, out var rule) is null) return $"The mapping {rule}";
        if ((await ReadAsync(job with { Mapping = mapping }, 0, cancellationToken)).Problem is { } problem) return problem;
        if (!await store.MapAsync(job, mapping, dryRun, time.GetUtcNow(), cancellationToken)) throw GivenUp();
        return null;
    }

    public async Task<ImportOutcome> StartAsync(long newId, string actor, CommandTrail? trail, CancellationToken cancellationToken)
    {
        DeactivateOnIdle();
        if (await FindAsync(cancellationToken) is not { } job) return ImportOutcome.NotFound;
        var started = job with { ImportId = newId, DryRun = false, Actor = actor, CreatedAt = time.GetUtcNow() };
        trail = trail?.Doing(StartOf(started, started.CreatedAt));
        return await store.StartAsync(job, started, MostOpen, trail, cancellationToken) ? Signalled() : ImportOutcome.Refused;
    }

    private async Task<ImportPreview> ReadAsync(ImportJob job, int most, CancellationToken cancellationToken)
    {
        try
        {
            var data = new ImportData(job.Bytes, (position, token) => store.ReadAsync(job.OrganisationId, job.ImportId, position, token));
            using var rows = await ImportRows.OpenAsync(data, job, cancellationToken, isPreview: most > 0);
            var cells = new List<ImmutableArray<string>>();
            while (cells.Count < most && await rows.NextAsync(cancellationToken) is { } row) cells.Add(row.Cells);
            return new()
            {
                Names = rows.Names, Cells = [.. cells],
                Fields = [.. rows.Names.Select(name => ImportColumns.FindOrNull(name)?.Field ?? InputField.None)],
            };
        }
        catch (ImportFileException e)
        {
            return new() { Problem = e.Message };
        }
    }

    public async Task SubmitAsync(CommandTrail? trail, CancellationToken cancellationToken)
    {
        var (organisationId, importId) = Identity();
        var now = time.GetUtcNow();
        if (trail is { Actor: not null } && await store.FindAsync(organisationId, importId, cancellationToken) is { } job)
            trail = trail.Doing(StartOf(job, now));
        if (!await store.SubmitAsync(organisationId, importId, now, trail, cancellationToken)) throw GivenUp();
        signal.Raise();
        DeactivateOnIdle(); // The rest is the store's.
    }

    public async Task DiscardAsync(CancellationToken cancellationToken)
    {
        var (organisationId, importId) = Identity();
        await store.DiscardAsync(organisationId, importId, cancellationToken);
        DeactivateOnIdle();
    }

    public async Task<ImportReport?> GetAsync(CancellationToken cancellationToken)
    {
        DeactivateOnIdle(); // Whoever asks may ask for any id.
        if (await FindAsync(cancellationToken) is not { } job) return null;
        var (organisationId, importId) = Identity();
        var report = job.ToReport(await store.ErrorsAsync(organisationId, importId, cancellationToken));
        return job.DryRun ? report with { Samples = await trials.SamplesAsync(organisationId, importId, cancellationToken) } : report;
    }

    public async Task<ImportReport?> GetProgressAsync(CancellationToken cancellationToken)
    {
        DeactivateOnIdle();
        return (await FindAsync(cancellationToken))?.ToReport([]);
    }

    public async Task<ImmutableArray<ImportError>> RejectsAsync(long afterRow, CancellationToken cancellationToken)
    {
        var (organisationId, importId) = Identity();
        return await store.RejectsAsync(organisationId, importId, afterRow, RejectsAtOnce, cancellationToken);
    }

    public async Task<ImportOutcome> CancelAsync(CommandTrail? trail, CancellationToken cancellationToken)
    {
        DeactivateOnIdle();
        if (await FindAsync(cancellationToken) is not { } job) return ImportOutcome.NotFound;
        var now = time.GetUtcNow();
        trail = trail?.Doing(Act(AuditActions.ImportCancelled, job, now, $"{job.Rows} rows done"));
        return await store.CancelAsync(job.OrganisationId, job.ImportId, now, trail, cancellationToken)
            ? Signalled()
            : ImportOutcome.Refused;
    }

    public async Task<ImportOutcome> UndoAsync(string actor, string reason, CommandTrail? trail, CancellationToken cancellationToken)
    {
        DeactivateOnIdle();
        if (await FindAsync(cancellationToken) is not { } job) return ImportOutcome.NotFound;
        var note = new ChangeNote(actor, time.GetUtcNow(), reason);
        trail = trail?.Doing(Act(AuditActions.ImportUndone, job, note.At, $"{job.Created} created, {job.Updated} updated"));
        var isBegun = await undo.BeginAsync(job.OrganisationId, job.ImportId, note, trail, cancellationToken);
        return isBegun ? Signalled() : ImportOutcome.Refused;
    }

    private async Task<ImportJob?> FindAsync(CancellationToken cancellationToken)
    {
        var (organisationId, importId) = Identity();
        var job = await store.FindAsync(organisationId, importId, cancellationToken);
        return job is { State: ImportState.Uploading or ImportState.Discarded } ? null : job;
    }

    private ImportOutcome Signalled()
    {
        signal.Raise();
        return ImportOutcome.Done;
    }

    private static AuditedAct StartOf(ImportJob job, DateTimeOffset at) => Act(
        AuditActions.ImportStarted, job, at, (job.Format == ImportFormat.Csv ? "csv" : "jsonl") + (job.DryRun ? ", dry run" : ""));

    private static AuditedAct Act(string action, ImportJob job, DateTimeOffset at, string summary) => new()
    {
        At = at, Action = action, TargetKind = AuditTargets.Import, TargetId = ImportId.Text(job.ImportId), Summary = summary,
    };

    private static StoreUnavailableException GivenUp() => new("The upload was given up: send it again.");

    private (int OrganisationId, long ImportId) Identity()
    {
        var (organisationId, importId) = GrainKeys.Split(this.GetPrimaryKeyString());
        return (organisationId, long.Parse(importId, CultureInfo.InvariantCulture));
    }
}
