namespace Contacts.Core.Contacts;

/// <summary>
/// Reads the histories of contacts, each with those of the contacts merged into it. Throws <see cref="StoreUnavailableException"/> while
/// the store is unavailable.
/// </summary>
public interface IContactHistoryStore
{
    /// <summary>A part of a contact's history.</summary>
    Task<HistoryPage> ReadAsync(int organisationId, long contactId, HistoryRange range, CancellationToken cancellationToken);
}
