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

    public int MaxConcurrentLists => SqliteReaders.MaxSessions - 1;

    public Task<ImmutableArray<ContactWriteResult>> WriteAsync(
        IReadOnlyList<ContactWrite> batch, CancellationToken cancellationToken) =>
        database.WriteAsync(session => SqliteContactBatch.Write(session, batch), cancellationToken);

    public Task<ContactRow?> FindAsync(int organisationId, long contactId, CancellationToken cancellationToken) =>
        database.ReadAsync(session => SqliteContactRows.Find(session, organisationId, contactId), cancellationToken);

    public Task<ContactRow?> FindByEmailAsync(int organisationId, string emailKey, CancellationToken cancellationToken) =>
        database.ReadAsync(session => SqliteContactRows.FindByEmail(session, organisationId, emailKey), cancellationToken);

    public Task<ContactRow?> FindByForeignIdAsync(int organisationId, string foreignId, CancellationToken cancellationToken) =>
        database.ReadAsync(session => SqliteContactRows.FindByForeignId(session, organisationId, foreignId), cancellationToken);

    public Task<ImmutableArray<ContactRow>> FindByPhoneAsync(
        int organisationId, string phone, int atMost, CancellationToken cancellationToken) =>
        database.ReadAsync(session => SqliteContactRows.AllOfPhone(session, organisationId, phone, atMost), cancellationToken);

    public Task<LinkedConsent?> FindLinkedAsync(int organisationId, long consentId, CancellationToken cancellationToken) =>
        database.ReadAsync(session => SqliteContactRows.FindLinked(session, organisationId, consentId), cancellationToken);

    public Task<ContactRow?> FindRowAsync(int organisationId, long contactId, CancellationToken cancellationToken) =>
        database.ReadAsync(session => SqliteContactRows.FindRow(session, organisationId, contactId), cancellationToken);

    public Task<long?> ResolveAsync(int organisationId, string externalId, CancellationToken cancellationToken) =>
        database.ReadAsync(session => SqliteContactRows.Resolve(session, organisationId, externalId), cancellationToken);

    public Task<ApplyOutcome> ApplyAsync(ContactChangeSet changes, CancellationToken cancellationToken) =>
        database.WriteAsync(session => SqliteChangeSet.Apply(session, changes), cancellationToken);

    public Task<ContactPage> ListAsync(int organisationId, ContactQuery query, CancellationToken cancellationToken) =>
        database.ReadAsync(session => new SqliteContactList(session, organisationId, query).Read(), cancellationToken);

    public Task<MergeRecord?> FindMergeAsync(int organisationId, string mergeId, CancellationToken cancellationToken) =>
        database.ReadAsync(session => SqliteMerges.Find(session, organisationId, mergeId), cancellationToken);

    public Task<ImmutableArray<MergeRecord>> MergesAsync(int organisationId, long contactId, CancellationToken cancellationToken) =>
        database.ReadAsync(session => SqliteMerges.Of(session, organisationId, contactId), cancellationToken);
}
