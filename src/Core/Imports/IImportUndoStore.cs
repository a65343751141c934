using System.Collections.Immutable;
using Contacts.Core.Audit;
using Contacts.Core.Contacts;

namespace Contacts.Core.Imports;

/// <summary>
/// What imports have written, and how it is taken back. Throws StoreUnavailableException while the store is away; then nothing is known of
/// what it did.
/// </summary>
public interface IImportUndoStore
{
    /// <summary>Makes a job that has ended one that is undone, and leaves the trail; false where that is not possible.</summary>
    Task<bool> BeginAsync(int organisationId, long importId, ChangeNote note, CommandTrail? trail, CancellationToken cancellationToken);

    /// <summary>The contacts that a job has written behind the place of its undo, by id, of about so many rows; none at the end.</summary>
    Task<ImmutableArray<JournalledContact>> JournalAsync(ImportJob job, int atMost, CancellationToken cancellationToken);

    /// <summary>The rows of exactly these ids, live or not.</summary>
    Task<IReadOnlyDictionary<long, ContactRow>> FindAsync(
        int organisationId, IReadOnlyCollection<long> ids, CancellationToken cancellationToken);

    /// <summary>Those of the contacts that have tickets.</summary>
    Task<IReadOnlySet<long>> WithTicketsAsync(int organisationId, IReadOnlyCollection<long> ids, CancellationToken cancellationToken);

    /// <summary>
    /// Commits change sets and the job's progress in one transaction, and holds the job until <paramref name="until"/> (null: lets it go,
    /// behind all others that wait).
    /// </summary>
    Task<UndoWrite> WriteAsync(
        ImportJob job, IReadOnlyList<ContactChangeSet> changes, DateTimeOffset now, DateTimeOffset? until,
        CancellationToken cancellationToken);

    /// <summary>Notes the keys of groups that a job is about to make.</summary>
    Task AddGroupsAsync(ImportJob job, IReadOnlyCollection<string> keys, CancellationToken cancellationToken);

    /// <summary>The keys of the groups that a job has made.</summary>
    Task<ImmutableArray<string>> GroupsAsync(ImportJob job, CancellationToken cancellationToken);

    /// <summary>Deletes at most so many entries that nobody needs any more: of jobs that were undone, or ended before; how many.</summary>
    Task<int> SweepAsync(DateTimeOffset endedBefore, int atMost, CancellationToken cancellationToken);
}

/// <summary>The outcome of a step of an undo; all but <see cref="Saved"/> changed nothing.</summary>
public enum UndoWrite
{
    Saved,

    /// <summary>A contact or consent has changed since it was read: read again, decide again.</summary>
    Conflict,

    /// <summary>Another process has taken the job.</summary>
    Lost,
}
