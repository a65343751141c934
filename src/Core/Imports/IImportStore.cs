using System.Collections.Immutable;
using Contacts.Core.Audit;
using Contacts.Core.Contacts;

namespace Contacts.Core.Imports;

/// <summary>
/// Imports: their files in pieces, and their progress. Throws StoreUnavailableException while the store is away; then nothing is known of
/// what it did.
/// </summary>
public interface IImportStore
{
    /// <summary>How long a step should take, so that others who write do not wait long.</summary>
    TimeSpan StepTime { get; }

    /// <summary>
    /// Stores an import whose upload begins; false where already <paramref name="atMost"/> imports of the organisation upload, wait or run.
    /// </summary>
    Task<bool> BeginAsync(ImportJob job, int atMost, CancellationToken cancellationToken);

    /// <summary>Adds the piece that begins at a position; false where the upload is over, or is not just there.</summary>
    Task<bool> AppendAsync(
        int organisationId, long importId, long position, ImmutableArray<byte> bytes, DateTimeOffset at,
        CancellationToken cancellationToken);

    /// <summary>Says what the columns of an upload mean, and whether it is to be tried alone; false where it is over.</summary>
    Task<bool> MapAsync(ImportJob job, string? mapping, bool dryRun, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>
    /// Makes the file of a dry run that has ended another job, which writes, and leaves the trail; false where the file is gone, or already
    /// <paramref name="atMost"/> imports of the organisation upload, wait or run.
    /// </summary>
    Task<bool> StartAsync(
        ImportJob dryRun, ImportJob job, int atMost, CommandTrail? trail, CancellationToken cancellationToken);

    /// <summary>
    /// Makes an upload a job, and leaves the trail; false where it is over. Throws where an idempotent request has lost its claim.
    /// </summary>
    Task<bool> SubmitAsync(
        int organisationId, long importId, DateTimeOffset at, CommandTrail? trail, CancellationToken cancellationToken);

    /// <summary>
    /// Tells a job to end, and leaves the trail; one that nobody has begun has ended then. False where it had ended before.
    /// </summary>
    Task<bool> CancelAsync(int organisationId, long importId, DateTimeOffset at, CommandTrail? trail, CancellationToken cancellationToken);

    /// <summary>Gives an upload up; what it brought is deleted by <see cref="SweepAsync"/>.</summary>
    Task DiscardAsync(int organisationId, long importId, CancellationToken cancellationToken);

    /// <summary>An import in whatever state; null where there is none.</summary>
    Task<ImportJob?> FindAsync(int organisationId, long importId, CancellationToken cancellationToken);

    /// <summary>A page of what was submitted, the newest first, and how many there are. <paramref name="page"/> counts from 1.</summary>
    Task<(ImmutableArray<ImportJob> Jobs, long Total)> ListAsync(
        int organisationId, int page, int pageSize, CancellationToken cancellationToken);

    /// <summary>The first <see cref="ImportReport.MostErrors"/> errors of an import by row.</summary>
    Task<ImmutableArray<ImportError>> ErrorsAsync(int organisationId, long importId, CancellationToken cancellationToken);

    /// <summary>Refused rows behind a row with their cells, in their order, at most so many.</summary>
    Task<ImmutableArray<ImportError>> RejectsAsync(
        int organisationId, long importId, long afterRow, int atMost, CancellationToken cancellationToken);

    /// <summary>
    /// Takes the job that has waited longest and that nobody holds, until <paramref name="until"/>, of an organisation none of whose jobs
    /// is held; null where there is none.
    /// </summary>
    Task<ImportJob?> ClaimAsync(DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>The piece of a file that holds the byte at a position, and where it begins; null behind the end.</summary>
    Task<ImportPiece?> ReadAsync(int organisationId, long importId, long position, CancellationToken cancellationToken);

    /// <summary>
    /// Writes rows, what they were before, progress and kept errors in one transaction and holds the job until <paramref name="until"/>.
    /// The job as it then is, which somebody may have told to end; null, and nothing written, where another process has taken it.
    /// </summary>
    Task<ImportJob?> WriteAsync(ImportStep step, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>
    /// Writes progress and kept errors alone, and holds the job until <paramref name="until"/> (null: lets it go, behind all others that
    /// wait). The job as it then is; null where another process has taken it.
    /// </summary>
    Task<ImportJob?> SaveAsync(
        ImportJob job, ImmutableArray<ImportError> errors, DateTimeOffset now, DateTimeOffset? until, CancellationToken cancellationToken);

    /// <summary>Lets a job go as it is stored, behind all others that wait; does nothing where another process has taken it.</summary>
    Task ReleaseAsync(ImportJob job, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The live contacts of canonical addresses by these.</summary>
    Task<IReadOnlyDictionary<string, ContactRow>> KnownAsync(
        int organisationId, IReadOnlyCollection<string> emailKeys, CancellationToken cancellationToken);

    /// <summary>Two of the live contacts of each number, or of those among them that have no address.</summary>
    Task<ILookup<string, ContactRow>> KnownByPhoneAsync(
        int organisationId, IReadOnlyCollection<string> phones, bool withAddress, CancellationToken cancellationToken);

    /// <summary>The live contacts of integrators' ids.</summary>
    Task<IReadOnlyList<ContactRow>> KnownByForeignIdAsync(
        int organisationId, IReadOnlyCollection<string> foreignIds, CancellationToken cancellationToken);

    /// <summary>
    /// Gives up uploads that have got no piece since <paramref name="uploadsBefore"/>, deletes at most so many pieces that nobody needs any
    /// more (a dry run that ended since then may still be started), and reports of jobs that ended before <paramref name="endedBefore"/>;
    /// returns how many pieces it deleted.
    /// </summary>
    Task<int> SweepAsync(DateTimeOffset uploadsBefore, DateTimeOffset endedBefore, int atMost, CancellationToken cancellationToken);
}

/// <summary>A piece of a file and where it begins.</summary>
public sealed record ImportPiece(long Position, ImmutableArray<byte> Bytes);
