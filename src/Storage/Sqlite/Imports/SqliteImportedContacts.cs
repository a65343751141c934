using Contacts.Core.Contacts;
using Contacts.Core.Imports;
using Contacts.Storage.Sessions;
using Contacts.Storage.Sqlite.Contacts;
using Contacts.Storage.Stores;

namespace Contacts.Storage.Sqlite.Imports;

/// <summary>Writes rows of imports one after the other in one operation of the writer.</summary>
internal sealed class SqliteImportedContacts(SqliteDatabase database) : IImportedContacts
{
    public Task<ImportJob?> WriteAsync(
        ImportStep step, Func<IStoreSession, ImportProgress, ValueTask<bool>> save, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session =>
            {
                var results = SqliteContactBatch.Write(session, step.Rows);
                var progress = step.After([.. results.Select(result => result.Outcome)]);
                if (SqliteSession.Completed(save(session, progress))) return progress.Job;
                session.IsAbandoned = true;
                return null;
            },
            cancellationToken);

    public Task<IReadOnlyDictionary<string, ContactRow>> FindAsync(
        int organisationId, IReadOnlyCollection<string> emailKeys, CancellationToken cancellationToken) =>
        database.ReadAsync(
            IReadOnlyDictionary<string, ContactRow> (session) => emailKeys
                .Select(key => SqliteContactRows.FindByEmail(session, organisationId, key)).OfType<ContactRow>()
                .ToDictionary(contact => contact.EmailKey!),
            cancellationToken);
}
