namespace Contacts.Storage.Sessions;

/// <summary>
/// A database as stores see it that are the same for both. Everything throws StoreUnavailableException while the database is unavailable;
/// work may be run again where it lost a race against another transaction.
/// </summary>
internal interface IStoreDatabase
{
    Task<T> ReadAsync<T>(Func<IStoreSession, ValueTask<T>> read, CancellationToken cancellationToken);

    /// <summary>For work of which each statement may be committed by itself.</summary>
    Task<T> WriteAsync<T>(Func<IStoreSession, ValueTask<T>> write, CancellationToken cancellationToken);

    /// <summary>Runs work in one transaction, which is taken back where the work throws.</summary>
    Task<T> TransactAsync<T>(Func<IStoreSession, ValueTask<T>> work, CancellationToken cancellationToken);

    /// <summary>Whether a unique index refused a row.</summary>
    bool IsDuplicate(Exception exception);

    /// <summary>Whether the database can be reached and has this program's schema. Does not throw while it is away.</summary>
    Task<bool> IsReadyAsync(CancellationToken cancellationToken);
}
