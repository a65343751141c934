using System.Collections.Immutable;
using Contacts.Core.Audit;
using Contacts.Core.Settings;

namespace Contacts.Core.Erasure;

/// <summary>
/// Erases people. Success means committed. What was removed is overwritten in the files: by then with SQLite, soon after it with
/// PostgreSQL. Throws StoreUnavailableException while the store is unavailable.
/// </summary>
public interface IErasureStore
{
    /// <summary>Erases a person from every table in one transaction, and leaves the trail in it.</summary>
    Task<EraseResult> EraseAsync(
        int organisationId, EraseRequest request, IdentitySettings identity, CancellationToken cancellationToken);

    /// <summary>Who is behind an external id; null if there is no such contact.</summary>
    Task<ErasedPerson?> GatherAsync(
        int organisationId, string contactId, IdentitySettings identity, CancellationToken cancellationToken);

    /// <summary>The newest erasures below a number.</summary>
    Task<ErasurePage> ListAsync(int organisationId, int limit, long? before, CancellationToken cancellationToken);

    /// <summary>Erasures of all organisations that the log of erasures does not have, oldest first.</summary>
    Task<ImmutableArray<ErasureRow>> UnloggedAsync(int atMost, CancellationToken cancellationToken);

    /// <summary>The mails of the erasures of all organisations above a number, oldest first.</summary>
    Task<ImmutableArray<ErasedMailIds>> MailsAfterAsync(long number, int atMost, CancellationToken cancellationToken);

    /// <summary>Notes that the log of erasures has these.</summary>
    Task SetLoggedAsync(ImmutableArray<ErasureRow> rows, CancellationToken cancellationToken);

    /// <summary>
    /// Suppresses addresses and numbers by their hashes (<see cref="ErasureRow.Hashes"/>, 64 hexadecimal digits each); how many were not
    /// suppressed yet. The audit has nothing of it where all were.
    /// </summary>
    Task<int> SuppressAsync(
        int organisationId, IReadOnlyCollection<string> hashes, DateTimeOffset at, CancellationToken cancellationToken,
        CommandTrail? trail = null);
}
