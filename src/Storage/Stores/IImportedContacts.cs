using Contacts.Core.Contacts;
using Contacts.Core.Imports;
using Contacts.Storage.Sessions;

namespace Contacts.Storage.Stores;

/// <summary>What imports need of contacts, which the databases write in different ways.</summary>
internal interface IImportedContacts
{
    /// <inheritdoc cref="IImportStore.StepTime"/>
    TimeSpan StepTime { get; }

    /// <summary>
    /// Writes the rows of a step, what was there before, and saves the job as it then is in the same transaction. Null, and nothing
    /// written, where <paramref name="save"/> returns null.
    /// </summary>
    Task<ImportJob?> WriteAsync(
        ImportStep step, Func<IStoreSession, ImportProgress, ValueTask<ImportJob?>> save, CancellationToken cancellationToken);

    /// <summary>
    /// Writes change sets and what <paramref name="save"/> does in one transaction. False, and nothing written, where one of them was made
    /// of something that has changed since, or <paramref name="save"/> returns false.
    /// </summary>
    Task<bool> WriteAsync(
        IReadOnlyList<ContactChangeSet> changes, Func<IStoreSession, ValueTask<bool>> save, CancellationToken cancellationToken);

    /// <summary>
    /// Writes change sets and what <paramref name="save"/> does in one transaction, with statements that are run behind the change sets in
    /// the same round trip, before <paramref name="save"/>. False as above.
    /// </summary>
    /// <param name="read">Adds the statements.</param>
    Task<bool> WriteAsync(
        IReadOnlyList<ContactChangeSet> changes, Action<StatementBatch> read, Func<IStoreSession, ValueTask<bool>> save,
        CancellationToken cancellationToken);

    /// <summary>The live contacts of canonical addresses by these.</summary>
    Task<IReadOnlyDictionary<string, ContactRow>> FindAsync(
        int organisationId, IReadOnlyCollection<string> emailKeys, CancellationToken cancellationToken);

    /// <summary>Two of the live contacts of each number, or of those among them that have no address.</summary>
    Task<ILookup<string, ContactRow>> FindByPhoneAsync(
        int organisationId, IReadOnlyCollection<string> phones, bool withAddress, CancellationToken cancellationToken);

    /// <summary>The live contacts of integrators' ids.</summary>
    Task<IReadOnlyList<ContactRow>> FindByForeignIdAsync(
        int organisationId, IReadOnlyCollection<string> foreignIds, CancellationToken cancellationToken);

    /// <summary>The rows of exactly these ids, live or not.</summary>
    Task<IReadOnlyDictionary<long, ContactRow>> FindAsync(
        int organisationId, IReadOnlyCollection<long> ids, CancellationToken cancellationToken);
}
