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
public sealed class ImportGrain(IImportStore store, ImportSignal signal, TimeProvider time) : Grain, IImportGrain
{
    /// <summary>Imports of an organisation that may upload, wait or run.</summary>
    public const int MostOpen = 20;

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
        if (await store.FindAsync(organisationId, importId, cancellationToken) is not { Mapping: not null } job) return null;
        try
        {
            var data = new ImportData(job.Bytes, (position, token) => store.ReadAsync(organisationId, importId, position, token));
            using var rows = await ImportRows.OpenAsync(data, job, cancellationToken);
            return null;
        }
        catch (ImportFileException e)
        {
            return e.Message;
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
        var (organisationId, importId) = Identity();
        var job = await store.FindAsync(organisationId, importId, cancellationToken);
        if (job is null or { State: ImportState.Uploading or ImportState.Discarded }) return null;
        return job.ToReport(await store.ErrorsAsync(organisationId, importId, cancellationToken));
    }

    private static AuditedAct StartOf(ImportJob job, DateTimeOffset at) => new()
    {
        At = at, Action = AuditActions.ImportStarted, TargetKind = AuditTargets.Import, TargetId = ImportId.Text(job.ImportId),
        Summary = (job.Format == ImportFormat.Csv ? "csv" : "jsonl") + (job.DryRun ? ", dry run" : ""),
    };

    private static StoreUnavailableException GivenUp() => new("The upload was given up: send it again.");

    private (int OrganisationId, long ImportId) Identity()
    {
        var (organisationId, importId) = GrainKeys.Split(this.GetPrimaryKeyString());
        return (organisationId, long.Parse(importId, CultureInfo.InvariantCulture));
    }
}
