using Contacts.Core.Contacts;
using Contacts.Core.Imports;
using Contacts.Storage.Sessions;

namespace Contacts.Storage.Stores;

/// <summary>What imports need of contacts, which the databases write in different ways.</summary>
internal interface IImportedContacts
{
    /// <summary>
    /// Writes the rows of a step and saves the job as it then is in the same transaction. Null, and nothing written, where
    /// <paramref name="save"/> returns false.
    /// </summary>
    Task<ImportJob?> WriteAsync(
        ImportStep step, Func<IStoreSession, ImportProgress, ValueTask<bool>> save, CancellationToken cancellationToken);

    /// <summary>The live contacts of canonical addresses by these.</summary>
    Task<IReadOnlyDictionary<string, ContactRow>> FindAsync(
        int organisationId, IReadOnlyCollection<string> emailKeys, CancellationToken cancellationToken);
}
