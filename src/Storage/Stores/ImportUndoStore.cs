using System.Collections.Immutable;
using System.Text.Json;
using Contacts.Core.Audit;
using Contacts.Core.Contacts;
using Contacts.Core.Imports;
using Contacts.Storage.Sessions;

namespace Contacts.Storage.Stores;

/// <summary>What imports have written, and how far it is taken back.</summary>
internal sealed class ImportUndoStore(IStoreDatabase database, IImportedContacts contacts) : IImportUndoStore
{
    private static readonly Statement _begin = new("Imports/begin_undo.sql");
    private static readonly Statement _journal = new("Imports/journal.sql");
    private static readonly Statement _save = new("Imports/save_undo.sql");
    private static readonly Statement _hasTickets = new("Imports/has_tickets.sql");
    private static readonly Statement _addGroup = new("Imports/add_group.sql");
    private static readonly Statement _groups = new("Imports/groups.sql");
    private static readonly Statement _sweepJournal = new("Imports/sweep_journal.sql");

    public Task<bool> BeginAsync(
        int organisationId, long importId, ChangeNote note, CommandTrail? trail, CancellationToken cancellationToken) =>
        database.TransactAsync(async session =>
        {
            if (await session.RunAsync(_begin, organisationId, importId, note.At, note.Reason, note.Actor) == 0) return false;
            await session.LeaveAsync(organisationId, trail, importId);
            return true;
        }, cancellationToken);

    public async Task<ImmutableArray<JournalledContact>> JournalAsync(ImportJob job, int atMost, CancellationToken cancellationToken)
    {
        var entries = await database.ReadAsync(
            session => session.AllAsync(_journal, Entry, job.OrganisationId, job.ImportId, job.UndoPosition, atMost), cancellationToken);
        ImmutableArray<JournalledContact> found =
            [.. entries.GroupBy(entry => entry.ContactId).Select(group => new JournalledContact(group.Key, [.. group]))];
        if (entries.Length < atMost) return found;
        // Entries of the last one may be missing.
        return found.Length > 1 ? found[..^1] : await JournalAsync(job, atMost * 4, cancellationToken);
    }

    public Task<IReadOnlyDictionary<long, ContactRow>> FindAsync(
        int organisationId, IReadOnlyCollection<long> ids, CancellationToken cancellationToken) =>
        contacts.FindAsync(organisationId, ids, cancellationToken);

    public Task<IReadOnlySet<long>> WithTicketsAsync(
        int organisationId, IReadOnlyCollection<long> ids, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlySet<long>>(async session =>
        {
            var found = await session.AllAsync(
                _hasTickets, row => row.Int64(0), organisationId, SqlValue.Json(JsonSerializer.Serialize(ids)));
            return found.ToHashSet();
        }, cancellationToken);

    public async Task<UndoWrite> WriteAsync(
        ImportJob job, IReadOnlyList<ContactChangeSet> changes, DateTimeOffset now, DateTimeOffset? until,
        CancellationToken cancellationToken)
    {
        var isHeld = true;
        var isWritten = await contacts.WriteAsync(
            changes, async session => isHeld = await SaveAsync(session, job, now, until) == 1, cancellationToken);
        if (isWritten) return UndoWrite.Saved;
        return isHeld ? UndoWrite.Conflict : UndoWrite.Lost;
    }

    public Task AddGroupsAsync(ImportJob job, IReadOnlyCollection<string> keys, CancellationToken cancellationToken) =>
        database.TransactAsync(
            session => session.RunEachAsync(_addGroup, keys.Select(key => (SqlValue[])[job.OrganisationId, job.ImportId, key])),
            cancellationToken);

    public Task<ImmutableArray<string>> GroupsAsync(ImportJob job, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.AllAsync(_groups, row => row.Text(0), job.OrganisationId, job.ImportId), cancellationToken);

    public Task<int> SweepAsync(DateTimeOffset endedBefore, int atMost, CancellationToken cancellationToken) =>
        database.WriteAsync(session => session.RunAsync(_sweepJournal, endedBefore, atMost), cancellationToken);

    private static ValueTask<int> SaveAsync(IStoreSession session, ImportJob job, DateTimeOffset now, DateTimeOffset? until) =>
        session.RunAsync(
        _save, job.OrganisationId, job.ImportId, job.Run, (int)job.State, job.UndoPosition, job.Undo.Restored, job.Undo.Removed,
        job.Undo.ChangedSince, job.Undo.Merged, job.Undo.Erased, now, until);

    private static ImportJournalEntry Entry(IRow row) =>
        new(row.Int64(0), row.Int64(1), row.Int64(2), row.Bool(3), row.TextOrNull(4), row.TextOrNull(5)) { IsTouched = row.Bool(6) };
}
