using Contacts.Core;
using Contacts.Storage.Sessions;
using Contacts.Storage.Sqlite.Contacts;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Contacts.Storage.Sqlite;

/// <summary>
/// One SQLite file (WAL, every commit synced to the disk), used by one process: one writer, a few readers. It is opened by
/// <see cref="MigrateAsync"/>; before that, and after it was disposed of, reads and writes throw StoreUnavailableException.
/// </summary>
internal sealed class SqliteDatabase(string path, StoreTrouble trouble) : IStoreDatabase, IStoreMigrator, IDisposable
{
    private const string ReaderPragmas = "PRAGMA busy_timeout = 5000; PRAGMA cache_size = -8192; PRAGMA temp_store = MEMORY";

    // What is removed is overwritten: erased is what the file does not have any more.
    private const string WriterPragmas =
        "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -32768; " +
        "PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 4000; PRAGMA secure_delete = ON";

    // Other writers wait for as long.
    private const string CheckpointPragmas = "PRAGMA busy_timeout = 200";

    private static readonly SqliteQuery _checkpoint = new("PRAGMA wal_checkpoint(TRUNCATE)");

    private readonly string _path = System.IO.Path.GetFullPath(path);
    private readonly Lock _opening = new();
    private DatabaseLock? _lock;
    private volatile SqliteReaders? _readers;
    private volatile SqliteWriter? _writer;
    private volatile bool _closed;

    /// <inheritdoc/>
    public Task MigrateAsync(CancellationToken cancellationToken) => Task.Run(Open, cancellationToken);

    public Task<T> ReadAsync<T>(Func<SqliteSession, T> read, CancellationToken cancellationToken) =>
        _readers is { } readers ? NotifiedAsync(readers.RunAsync(read, cancellationToken)) : Task.FromException<T>(NotOpen());

    /// <summary>A read that may take long: on a connection of its own, which others do not wait for.</summary>
    public Task<T> ReadApartAsync<T>(Func<SqliteSession, T> read, CancellationToken cancellationToken) =>
        _readers is { } readers ? NotifiedAsync(readers.RunApartAsync(read, cancellationToken)) : Task.FromException<T>(NotOpen());

    public Task<T> WriteAsync<T>(Func<SqliteSession, T> write, CancellationToken cancellationToken) =>
        _writer is { } writer ? NotifiedAsync(writer.RunAsync(write, cancellationToken)) : Task.FromException<T>(NotOpen());

    Task<T> IStoreDatabase.ReadAsync<T>(Func<IStoreSession, ValueTask<T>> read, CancellationToken cancellationToken) =>
        ReadAsync(session => SqliteSession.Completed(read(session)), cancellationToken);

    Task<T> IStoreDatabase.WriteAsync<T>(Func<IStoreSession, ValueTask<T>> write, CancellationToken cancellationToken) =>
        WriteAsync(session => SqliteSession.Completed(write(session)), cancellationToken);

    Task<T> IStoreDatabase.TransactAsync<T>(Func<IStoreSession, ValueTask<T>> work, CancellationToken cancellationToken) =>
        WriteAsync(session => SqliteSession.Completed(work(session)), cancellationToken);

    /// <summary>
    /// Writes the log back into the file and empties it, between two transactions of the writer. False where a long read holds it. A closed
    /// file has none.
    /// </summary>
    public Task<bool> TryEmptyLogAsync() => Task.Run(() =>
    {
        lock (_opening)
        {
            if (_writer is null) return true;
            try
            {
                using var session = new SqliteSession(_path, SqliteOpenMode.ReadWrite, CheckpointPragmas);
                return session.Prepare(_checkpoint).First(row => row.Int32(0)) == 0;
            }
            catch (SqliteException error)
            {
                throw SqliteErrors.Translate(error);
            }
        }
    });

    public bool IsDuplicate(Exception exception) => exception is SqliteException error && SqliteErrors.IsDuplicate(error);

    /// <inheritdoc/>
    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(SqliteMigrations.VersionOf, cancellationToken) == SqliteMigrations.Latest;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        lock (_opening)
        {
            _closed = true;
            _readers?.Dispose();
            _writer?.Dispose();
            _lock?.Dispose();
            (_readers, _writer, _lock) = (null, null, null);
        }
    }

    private async Task<T> NotifiedAsync<T>(Task<T> call)
    {
        try
        {
            return await call;
        }
        // Without a cause it gave way to another request.
        catch (StoreUnavailableException e) when (e.InnerException is not null && !_closed)
        {
            trouble.Failed(e.Message);
            throw;
        }
    }

    private static StoreUnavailableException NotOpen() => new("The store is not open.");

    private void Open()
    {
        lock (_opening)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            if (_writer is not null) return;
            _lock ??= DatabaseLock.Take(_path);
            try
            {
                _writer = new SqliteWriter(OpenMigrated(), SearchIndex.Write);
                _readers = new SqliteReaders(() => new SqliteSession(_path, SqliteOpenMode.ReadOnly, ReaderPragmas));
            }
            catch
            {
                _lock.Dispose();
                _lock = null;
                throw;
            }
        }
    }

    private SqliteSession OpenMigrated()
    {
        SqliteSession? session = null;
        try
        {
            session = new SqliteSession(_path, SqliteOpenMode.ReadWriteCreate, WriterPragmas);
            SqliteMigrations.Apply(session, _path);
            return session;
        }
        catch (Exception error)
        {
            session?.Dispose();
            if (error is not SqliteException sqlite) throw;
            if (sqlite.SqliteErrorCode is raw.SQLITE_BUSY or raw.SQLITE_FULL or raw.SQLITE_IOERR) throw SqliteErrors.Translate(error);
            throw new StoreMigrationException($"The database file '{_path}' cannot be used: {error.Message}", error);
        }
    }
}
