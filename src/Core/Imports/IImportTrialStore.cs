using System.Collections.Immutable;

namespace Contacts.Core.Imports;

/// <summary>
/// What dry runs would have written so far, so that repetitions in a file are told from news whatever its size. Throws
/// StoreUnavailableException while the store is away.
/// </summary>
public interface IImportTrialStore
{
    /// <summary>The values of those of the keys that have one.</summary>
    Task<Dictionary<string, string>> FindAsync(ImportJob job, IReadOnlyCollection<string> keys, CancellationToken cancellationToken);

    /// <summary>
    /// Writes progress, kept errors, values and samples in one transaction, and holds the job until <paramref name="until"/>. The job as it
    /// then is; null, and nothing written, where another process has taken it.
    /// </summary>
    Task<ImportJob?> SaveAsync(ImportProgress progress, ImportTrial trial, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>The changes that a dry run shows, by row.</summary>
    Task<ImmutableArray<ImportSample>> SamplesAsync(int organisationId, long importId, CancellationToken cancellationToken);

    /// <summary>Deletes at most so many values of dry runs that have ended; how many.</summary>
    Task<int> SweepAsync(int atMost, CancellationToken cancellationToken);
}

/// <summary>What a step of a dry run adds.</summary>
public sealed record ImportTrial(IReadOnlyDictionary<string, string> Values, ImmutableArray<ImportSample> Samples);
