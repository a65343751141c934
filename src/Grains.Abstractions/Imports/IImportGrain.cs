using System.Collections.Immutable;
using Contacts.Core;
using Contacts.Core.Idempotency;
using Contacts.Core.Imports;
using Orleans;

namespace Contacts.Grains.Abstractions.Imports;

/// <summary>
/// One import of an organisation: first an upload, piece by piece, then, once submitted, a job that some process runs. Key: see
/// <see cref="GrainKeys.Import"/>; whoever begins it chooses the id, a random positive number.
/// </summary>
[Alias("imports.import")]
public interface IImportGrain : IGrainWithStringKey
{
    /// <summary>Begins the upload; what is wrong with the request where it is refused, else null.</summary>
    Task<FieldProblem?> BeginAsync(ImportRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Stores the next piece, which begins at <paramref name="position"/>. Throws <see cref="StoreUnavailableException"/> if the upload
    /// was given up meanwhile.
    /// </summary>
    Task AppendAsync(long position, ImmutableArray<byte> bytes, CancellationToken cancellationToken);

    /// <summary>Makes the upload a job. Throws <see cref="StoreUnavailableException"/> if it was given up meanwhile.</summary>
    Task SubmitAsync(IdempotencyStamp? stamp, CancellationToken cancellationToken);

    /// <summary>Gives the upload up; does nothing if it is a job already.</summary>
    Task DiscardAsync(CancellationToken cancellationToken);

    /// <summary>The job; null if there is none.</summary>
    Task<ImportReport?> GetAsync(CancellationToken cancellationToken);
}
