using System.Collections.Concurrent;
using Contacts.Core;

namespace Contacts.Storage.Sqlite;

/// <summary>
/// A few read-only connections. Each read runs on the thread pool in one snapshot, which holds all that was committed before it began, and
/// takes at most 15 seconds.
/// </summary>
internal sealed class SqliteReaders(Func<SqliteSession> open) : IDisposable
{
    public const int MaxSessions = 4;

    private static readonly TimeSpan _timeout = TimeSpan.FromSeconds(15);
    private static readonly SqliteQuery _begin = new("BEGIN");
    private static readonly SqliteQuery _commit = new("COMMIT");

    private readonly ConcurrentBag<SqliteSession> _idle = [];
    private readonly SemaphoreSlim _permits = new(MaxSessions);
    private volatile bool _closed;

    public async Task<T> RunAsync<T>(Func<SqliteSession, T> read, CancellationToken cancellationToken)
    {
        if (!await _permits.WaitAsync(_timeout, cancellationToken))
            throw new StoreUnavailableException("The database is too busy.", new TimeoutException());
        try
        {
            return await Task.Run(() => Read(read, cancellationToken), cancellationToken);
        }
        finally
        {
            _permits.Release();
        }
    }

    /// <summary>Runs a read of any length on a connection that is opened for it.</summary>
    public Task<T> RunApartAsync<T>(Func<SqliteSession, T> read, CancellationToken cancellationToken) => Task.Run(() =>
    {
        try
        {
            using var session = open();
            return ReadUntil(session, read, cancellationToken);
        }
        catch (Exception error)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw SqliteErrors.Translate(error);
        }
    }, cancellationToken);

    public void Dispose()
    {
        _closed = true;
        while (_idle.TryTake(out var session)) session.Dispose();
    }

    private T Read<T>(Func<SqliteSession, T> read, CancellationToken cancellationToken)
    {
        SqliteSession? session = null;
        try
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            if (!_idle.TryTake(out session)) session = open();
            var result = ReadWithin(session, read, cancellationToken);
            _idle.Add(session);
            if (_closed) Dispose();
            return result;
        }
        catch (Exception error)
        {
            // The connection may be broken: the next read opens a new one.
            session?.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            throw SqliteErrors.Translate(error);
        }
    }

    private static T ReadWithin<T>(SqliteSession session, Func<SqliteSession, T> read, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_timeout);
        return ReadUntil(session, read, limit.Token);
    }

    private static T ReadUntil<T>(SqliteSession session, Func<SqliteSession, T> read, CancellationToken stop)
    {
        using var interrupt = stop.UnsafeRegister(state => ((SqliteSession)state!).Interrupt(), session);
        session.Prepare(_begin).Run();
        var result = read(session);
        session.Release();
        session.Prepare(_commit).Run();
        return result;
    }
}
