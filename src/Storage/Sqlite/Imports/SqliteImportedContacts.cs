using Contacts.Core.Contacts;
using Contacts.Core.Imports;
using Contacts.Storage.Sessions;
using Contacts.Storage.Sqlite.Contacts;
using Contacts.Storage.Stores;

namespace Contacts.Storage.Sqlite.Imports;

/// <summary>Writes rows of imports one after the other in one operation of the writer.</summary>
internal sealed class SqliteImportedContacts(SqliteDatabase database) : IImportedContacts
{
    private static readonly SqliteQuery _addJournal = SqliteQuery.Load("Imports/add_journal.sql");

    /// <summary>Nothing else writes meanwhile.</summary>
    public TimeSpan StepTime { get; } = TimeSpan.FromMilliseconds(40);

    public Task<ImportJob?> WriteAsync(
        ImportStep step, Func<IStoreSession, ImportProgress, ValueTask<ImportJob?>> save, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session =>
            {
                var results = SqliteContactBatch.Write(
                    session, step.Rows, (i, known, effect, id) => Note(session, step.Job, step.JournalOrNull(i, known, effect, id)));
                var job = SqliteSession.Completed(save(session, step.After(results)));
                session.IsAbandoned = job is null;
                return job;
            },
            cancellationToken);

    public Task<bool> WriteAsync(
        IReadOnlyList<ContactChangeSet> changes, Func<IStoreSession, ValueTask<bool>> save, CancellationToken cancellationToken) =>
        WriteAsync(changes, _ => { }, save, cancellationToken);

    public Task<bool> WriteAsync(
        IReadOnlyList<ContactChangeSet> changes, Action<StatementBatch> read, Func<IStoreSession, ValueTask<bool>> save,
        CancellationToken cancellationToken) =>
        database.WriteAsync(
            session =>
            {
                var batch = new StatementBatch();
                read(batch);
                var isWritten = SqliteChangeSet.TryWriteAll(session, changes);
                if (isWritten) session.Run(batch);
                isWritten = isWritten && SqliteSession.Completed(save(session));
                session.IsAbandoned = !isWritten;
                return isWritten;
            },
            cancellationToken);

    public Task<IReadOnlyDictionary<string, ContactRow>> FindAsync(
        int organisationId, IReadOnlyCollection<string> emailKeys, CancellationToken cancellationToken) =>
        database.ReadAsync(
            IReadOnlyDictionary<string, ContactRow> (session) => emailKeys
                .Select(key => SqliteContactRows.FindByEmail(session, organisationId, key)).OfType<ContactRow>()
                .ToDictionary(contact => contact.EmailKey!),
            cancellationToken);

    public Task<ILookup<string, ContactRow>> FindByPhoneAsync(
        int organisationId, IReadOnlyCollection<string> phones, bool withAddress, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session => phones.SelectMany(phone => SqliteContactRows.FindByPhone(session, organisationId, phone, withAddress))
                .ToLookup(contact => contact.Phone!),
            cancellationToken);

    public Task<IReadOnlyList<ContactRow>> FindByForeignIdAsync(
        int organisationId, IReadOnlyCollection<string> foreignIds, CancellationToken cancellationToken) =>
        database.ReadAsync(
            IReadOnlyList<ContactRow> (session) =>
                [.. foreignIds.Select(id => SqliteContactRows.FindByForeignId(session, organisationId, id)).OfType<ContactRow>()],
            cancellationToken);

    public Task<IReadOnlyDictionary<long, ContactRow>> FindAsync(
        int organisationId, IReadOnlyCollection<long> ids, CancellationToken cancellationToken) =>
        database.ReadAsync(
            IReadOnlyDictionary<long, ContactRow> (session) => ids
                .Select(id => SqliteContactRows.FindRow(session, organisationId, id)).OfType<ContactRow>()
                .ToDictionary(contact => contact.Id),
            cancellationToken);

    private static void Note(SqliteSession session, ImportJob job, ImportJournalEntry? entry)
    {
        if (entry is null) return;
        session.Prepare(_addJournal).Bind(job.OrganisationId).Bind(job.ImportId).Bind(entry.ContactId).Bind(entry.Row).Bind(entry.Version)
            .Bind(entry.GaveEmail).Bind(entry.Before).Bind(entry.After).Run();
    }
}
