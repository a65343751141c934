namespace Contacts.Storage;

/// <summary>Brings the store's schema to the version of this program.</summary>
public interface IStoreMigrator
{
    /// <summary>
    /// Applies the migrations that are missing, each in its own transaction; any number of processes may do so at once. Throws
    /// <see cref="StoreMigrationException"/> where the database is newer than this program or is not one of its own, and
    /// StoreUnavailableException while the store is unavailable.
    /// </summary>
    Task MigrateAsync(CancellationToken cancellationToken);
}
