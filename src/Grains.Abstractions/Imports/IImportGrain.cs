using System.Collections.Immutable;
using Contacts.Core;
using Contacts.Core.Audit;
using Contacts.Core.Imports;
using Orleans;

namespace Contacts.Grains.Abstractions.Imports;

/// <summary>
/// Whether an upload has begun: not where something is wrong with the request, or too many imports of the organisation have not ended.
/// </summary>
[GenerateSerializer, Immutable, Alias("imports.beginning")]
public readonly record struct ImportBeginning
{
    [Id(0)] public FieldProblem? Problem { get; init; }
    [Id(1)] public bool IsOverQuota { get; init; }
}

/// <summary>The imports of an organisation (key: organisation id). Keeps nothing: it stands where a front has no database.</summary>
[Alias("imports.directory")]
public interface IImportDirectoryGrain : IGrainWithIntegerKey
{
    /// <summary>
    /// A page of imports without their errors, the newest first. <paramref name="page"/> counts from 1, <paramref name="pageSize"/> is 1 to
    /// 100.
    /// </summary>
    Task<ImportPage> ListAsync(int page, int pageSize, CancellationToken cancellationToken);
}

/// <summary>
/// One import of an organisation: first an upload, piece by piece, then, once submitted, a job that some process runs. Key: see
/// <see cref="GrainKeys.Import"/>; whoever begins it chooses the id, a random positive number.
/// </summary>
[Alias("imports.import")]
public interface IImportGrain : IGrainWithStringKey
{
    /// <summary>Begins the upload, or refuses it.</summary>
    Task<ImportBeginning> BeginAsync(ImportRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Stores the next piece, which begins at <paramref name="position"/>. Throws <see cref="StoreUnavailableException"/> if the upload
    /// was given up meanwhile.
    /// </summary>
    Task AppendAsync(long position, ImmutableArray<byte> bytes, CancellationToken cancellationToken);

    /// <summary>
    /// Why the file cannot be read as the request maps its columns, as a sentence; null where nothing is wrong, or nothing was mapped.
    /// </summary>
    Task<string?> CheckAsync(CancellationToken cancellationToken);

    /// <summary>The beginning of an upload's file; null where there is no upload.</summary>
    Task<ImportPreview?> PreviewAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Says what the columns of the upload mean (JSON of a mapping), and whether it is to be tried alone. Null where that was taken, else
    /// why not, as a sentence. Throws <see cref="StoreUnavailableException"/> if the upload was given up meanwhile.
    /// </summary>
    Task<string?> MapAsync(string mapping, bool dryRun, CancellationToken cancellationToken);

    /// <summary>Imports the file of this dry run, as another job of a new id; refused where the file is gone.</summary>
    Task<ImportOutcome> StartAsync(long newId, string actor, CommandTrail? trail, CancellationToken cancellationToken);

    /// <summary>Makes the upload a job. Throws <see cref="StoreUnavailableException"/> if it was given up meanwhile.</summary>
    Task SubmitAsync(CommandTrail? trail, CancellationToken cancellationToken);

    /// <summary>Gives the upload up; does nothing if it is a job already.</summary>
    Task DiscardAsync(CancellationToken cancellationToken);

    /// <summary>The job; null if there is none.</summary>
    Task<ImportReport?> GetAsync(CancellationToken cancellationToken);

    /// <summary>The job without errors and samples; null if there is none.</summary>
    Task<ImportReport?> GetProgressAsync(CancellationToken cancellationToken);

    /// <summary>The next refused rows with their cells, in their order; none at the end.</summary>
    Task<ImmutableArray<ImportError>> RejectsAsync(long afterRow, CancellationToken cancellationToken);

    /// <summary>Ends the job behind the rows that are being written; refused where it has ended. Again changes nothing.</summary>
    Task<ImportOutcome> CancelAsync(CommandTrail? trail, CancellationToken cancellationToken);

    /// <summary>
    /// Takes back what the job has written, in the background; refused for a dry run, for a job that has not ended, or was undone before.
    /// </summary>
    Task<ImportOutcome> UndoAsync(string actor, string reason, CommandTrail? trail, CancellationToken cancellationToken);
}
