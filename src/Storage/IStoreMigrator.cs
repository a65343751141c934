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

/// <summary>The database cannot be brought to this program's schema; the message says why in one sentence.</summary>
public sealed class StoreMigrationException : Exception
{
    public StoreMigrationException(string message) : base(message)
    {
    }

    public StoreMigrationException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
