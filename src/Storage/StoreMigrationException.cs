namespace Contacts.Storage;

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
