using System.Collections.Concurrent;
using Contacts.Core;
using Microsoft.Data.Sqlite;

namespace Contacts.Storage.Sqlite;

/// <summary>
/// The only writer of the file: a thread with one connection. Operations that wait are committed together, each in its own
/// savepoint so that a failing one fails alone, and complete after the commit. An answer takes at most ten seconds: a caller may
/// wait for two groups, and half a minute is all it has.
/// </summary>
internal sealed class SqliteWriter : IDisposable
{
    private const int MaxGroup = 32;
    private static readonly TimeSpan _timeout = TimeSpan.FromSeconds(10);
    private static readonly SqliteQuery _begin = new("BEGIN IMMEDIATE");
    private static readonly SqliteQuery _commit = new("COMMIT");
    private static readonly SqliteQuery _rollback = new("ROLLBACK");
    private static readonly SqliteQuery _savepoint = new("SAVEPOINT operation");
    private static readonly SqliteQuery _takeBack = new("ROLLBACK TO operation");
    private static readonly SqliteQuery _release = new("RELEASE operation");

    private readonly SqliteSession _session;
    private readonly Action<SqliteSession> _beforeCommit;
    private readonly BlockingCollection<Operation> _waiting = [];
    private readonly List<Operation> _group = [];
    private readonly Thread _thread;

    /// <param name="session">The connection, which the writer disposes of.</param>
    /// <param name="beforeCommit">Runs at the end of every transaction, after its operations.</param>
    public SqliteWriter(SqliteSession session, Action<SqliteSession> beforeCommit)
    {
        _session = session;
        _beforeCommit = beforeCommit;
        _thread = new Thread(Loop) { IsBackground = true, Name = "SQLite writer" };
        _thread.Start();
    }

    /// <summary>Runs the work in a transaction and returns its result once that is committed.</summary>
    public async Task<T> RunAsync<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken)
    {
        var operation = new Operation<T>(work, cancellationToken);
        try
        {
            _waiting.Add(operation, cancellationToken);
            return await operation.Answer.WaitAsync(_timeout, cancellationToken);
        }
        catch (TimeoutException error)
        {
            throw new StoreUnavailableException("The database took too long.", error);
        }
        catch (InvalidOperationException error) when (_waiting.IsAddingCompleted)
        {
            throw new StoreUnavailableException("The store is closed.", error);
        }
    }

    /// <summary>Commits what waits, then closes the connection.</summary>
    public void Dispose()
    {
        _waiting.CompleteAdding();
        _thread.Join();
        _session.Dispose();
        // The queue itself is left to the collector: late callers must find it closed, not disposed.
    }

    private void Loop()
    {
        foreach (var first in _waiting.GetConsumingEnumerable())
        {
            _group.Clear();
            try
            {
                CommitWith(first);
            }
            catch (Exception error)
            {
                Rollback();
                Fail(first, error);
            }
        }
    }

    private void CommitWith(Operation first)
    {
        _session.SearchChanges.Clear();
        _session.Prepare(_begin).Run();
        var next = first;
        do
        {
            _group.Add(next);
            Execute(next);
        }
        while (_group.Count < MaxGroup && _waiting.TryTake(out next));
        _beforeCommit(_session);
        _session.Prepare(_commit).Run();
        foreach (var operation in _group) operation.Complete();
    }

    private void Execute(Operation operation)
    {
        if (operation.IsCancelled) return;
        var searchChanges = _session.SearchChanges.Count;
        _session.Prepare(_savepoint).Run();
        _session.IsAbandoned = false;
        try
        {
            operation.Execute(_session);
            _session.Release();
            if (_session.IsAbandoned) RollbackToSavepoint(searchChanges);
        }
        catch (Exception error)
        {
            _session.Release();
            // On a full disk the library takes the whole transaction back: no operation of the group was written.
            if (!_session.InTransaction) throw;
            operation.Fail(SqliteErrors.Translate(error));
            RollbackToSavepoint(searchChanges);
        }
        _session.Prepare(_release).Run();
    }

    private void RollbackToSavepoint(int searchChanges)
    {
        _session.Prepare(_takeBack).Run();
        _session.SearchChanges.RemoveRange(searchChanges, _session.SearchChanges.Count - searchChanges);
    }

    private void Fail(Operation first, Exception error)
    {
        var failure = SqliteErrors.Translate(error);
        if (_group.Count == 0) first.Fail(failure);
        foreach (var operation in _group) operation.Fail(failure);
    }

    private void Rollback()
    {
        try
        {
            _session.Release();
            if (_session.InTransaction) _session.Prepare(_rollback).Run();
        }
        catch (SqliteException)
        {
            // The next BEGIN fails and says so.
        }
    }

    private abstract class Operation(CancellationToken cancellationToken)
    {
        public bool IsCancelled => cancellationToken.IsCancellationRequested;

        protected CancellationToken Cancellation => cancellationToken;

        public abstract void Execute(SqliteSession session);

        public abstract void Complete();

        public abstract void Fail(Exception error);
    }

    private sealed class Operation<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken) : Operation(cancellationToken)
    {
        private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private bool _done;
        private T? _result;

        public Task<T> Answer => _answer.Task;

        public override void Execute(SqliteSession session)
        {
            _result = work(session);
            _done = true;
        }

        public override void Complete()
        {
            if (_done) _answer.TrySetResult(_result!);
            else _answer.TrySetCanceled(Cancellation);
        }

        public override void Fail(Exception error) => _answer.TrySetException(error);
    }
}
