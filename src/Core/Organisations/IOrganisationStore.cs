using Contacts.Core.Idempotency;

namespace Contacts.Core.Organisations;

/// <summary>An organisation with its settings document (JSON) and that document's version.</summary>
public sealed record StoredOrganisation(Organisation Organisation, string Settings, long Version);

/// <summary>Organisations and their settings. Throws StoreUnavailableException while the store is unavailable.</summary>
public interface IOrganisationStore
{
    /// <summary>
    /// A new organisation with default settings; null if the slug is taken. The stamp is of a record of the service as a whole.
    /// </summary>
    Task<Organisation?> CreateAsync(
        string slug, string name, DateTimeOffset at, CancellationToken cancellationToken, IdempotencyStamp? stamp = null);

    Task<Organisation?> FindAsync(string slug, CancellationToken cancellationToken);

    Task<StoredOrganisation?> FindAsync(int organisationId, CancellationToken cancellationToken);

    /// <summary>Writes name and settings; false if <paramref name="version"/> is no longer the stored one.</summary>
    Task<bool> SaveAsync(
        int organisationId, string name, string settings, long version, CancellationToken cancellationToken,
        IdempotencyStamp? stamp = null);

    /// <summary>Whether the store answers and has the schema of this program.</summary>
    Task<bool> IsReadyAsync(CancellationToken cancellationToken);
}
