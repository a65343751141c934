using System.Collections.Immutable;
using Contacts.Core.Contacts;

namespace Contacts.Storage.Sqlite.Contacts;

/// <summary>
/// Contacts in a SQLite file. A batch is written as a whole or, where the database refuses one of its rows, not at all: then the call
/// throws, other calls go on, and the rows can be written one by one. No row is ever Lost. Times are kept to the microsecond.
/// </summary>
internal sealed class SqliteContactStore(SqliteDatabase database) : IContactStore
{
    /// <inheritdoc/>
    public int MaxBatchesInFlight => 8;

    public Task<ImmutableArray<ContactWriteResult>> WriteAsync(
        IReadOnlyList<ContactWrite> batch, CancellationToken cancellationToken) =>
        database.WriteAsync(session => ContactBatch.Write(session, batch), cancellationToken);

    public Task<ContactImage?> FindAsync(int organisationId, long contactId, CancellationToken cancellationToken) =>
        database.ReadAsync(session => ContactRows.Find(session, organisationId, contactId), cancellationToken);

    public Task<ContactImage?> FindByEmailAsync(int organisationId, string emailKey, CancellationToken cancellationToken) =>
        database.ReadAsync(session => ContactRows.FindByEmail(session, organisationId, emailKey), cancellationToken);

    public Task<ContactImage?> FindRowAsync(int organisationId, long contactId, CancellationToken cancellationToken) =>
        database.ReadAsync(session => ContactRows.FindRow(session, organisationId, contactId), cancellationToken);

    public Task<long?> ResolveAsync(int organisationId, string externalId, CancellationToken cancellationToken) =>
        database.ReadAsync(session => ContactRows.Resolve(session, organisationId, externalId), cancellationToken);

    public Task<ApplyOutcome> ApplyAsync(ContactChangeSet changes, CancellationToken cancellationToken) =>
        database.WriteAsync(session => ContactChanges.Apply(session, changes), cancellationToken);

    public Task<ContactPage> ListAsync(int organisationId, ContactQuery query, CancellationToken cancellationToken) =>
        database.ReadAsync(session => new ContactList(session, organisationId, query).Read(), cancellationToken);

    public Task<ImmutableArray<HistoryEntry>> HistoryAsync(int organisationId, long contactId, CancellationToken cancellationToken) =>
        database.ReadAsync(session => ContactMerges.History(session, organisationId, contactId), cancellationToken);

    public Task<MergeRecord?> FindMergeAsync(int organisationId, string mergeId, CancellationToken cancellationToken) =>
        database.ReadAsync(session => ContactMerges.Find(session, organisationId, mergeId), cancellationToken);

    public Task<ImmutableArray<MergeRecord>> MergesAsync(int organisationId, long contactId, CancellationToken cancellationToken) =>
        database.ReadAsync(session => ContactMerges.Of(session, organisationId, contactId), cancellationToken);
}
