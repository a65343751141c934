using System.Collections.Concurrent;
using System.Diagnostics;
using Contacts.Core;
using Contacts.Core.Contacts;

namespace Contacts.Storage.Postgres.Contacts;

/// <summary>
/// Commits change sets that come at the same time in one transaction. While some are on their way the next ones gather; alone, one waits
/// for nothing. Where the database refuses several together each is tried alone, so that a bad one fails alone. Thread-safe.
/// </summary>
internal sealed class ChangeSetQueue(PostgresDatabase database)
{
    private const int MaxTogether = 64;

    /// <summary>An answer takes at most this long: half a minute is all that a caller has.</summary>
    private static readonly TimeSpan _timeout = TimeSpan.FromSeconds(20);

    private readonly ConcurrentQueue<Pending> _waiting = [];
    private int _lanes;

    /// <summary>Commits all of a change set or nothing. One that was cancelled may have been committed.</summary>
    public async Task<ApplyOutcome> ApplyAsync(ContactChangeSet changes, CancellationToken cancellationToken)
    {
        var pending = new Pending(changes, cancellationToken);
        _waiting.Enqueue(pending);
        if (TryEnter()) _ = Task.Run(DrainAsync, CancellationToken.None); // Reports failures to the callers and never throws.
        try
        {
            return await pending.Outcome.WaitAsync(_timeout, cancellationToken);
        }
        catch (TimeoutException error)
        {
            pending.IsAbandoned = true;
            throw new StoreUnavailableException("The database took too long.", error);
        }
    }

    private bool TryEnter()
    {
        if (Interlocked.Increment(ref _lanes) <= PostgresDatabase.BatchesInFlight) return true;
        Interlocked.Decrement(ref _lanes);
        return false;
    }

    private async Task DrainAsync()
    {
        do
        {
            while (Next() is { Length: > 0 } batch) await CommitAsync(batch);
            Interlocked.Decrement(ref _lanes);
        }
        while (!_waiting.IsEmpty && TryEnter()); // One may have come when no lane was free any more.
    }

    private Pending[] Next()
    {
        var batch = new List<Pending>();
        while (batch.Count < MaxTogether && _waiting.TryDequeue(out var pending))
            if (!pending.IsAbandoned) batch.Add(pending);
        return [.. batch];
    }

    private async Task CommitAsync(Pending[] batch)
    {
        Activity.Current = batch[0].Asker; // The transaction belongs to the trace of whoever asked for it first.
        try
        {
            if (await RunAsync(batch) is { } outcomes)
                for (var i = 0; i < batch.Length; i++) batch[i].Complete(outcomes[i]);
            else
                foreach (var pending in batch) await CommitAsync([pending]);
        }
        catch (Exception error) when (batch.Length == 1 || error is StoreUnavailableException)
        {
            foreach (var pending in batch) pending.Fail(error);
        }
        catch (Exception)
        {
            foreach (var pending in batch) await CommitAsync([pending]); // Each says for itself what is wrong with it.
        }
    }

    private Task<ApplyOutcome[]?> RunAsync(Pending[] batch) => database.QueryAsync(
        (connection, token) => new ChangeSetBatch([.. batch.Select(pending => pending.Changes)]).RunAsync(connection, token),
        CancellationToken.None);

    private sealed class Pending(ContactChangeSet changes, CancellationToken cancellationToken)
    {
        private readonly TaskCompletionSource<ApplyOutcome> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private volatile bool _abandoned;

        public ContactChangeSet Changes => changes;

        public Activity? Asker { get; } = Activity.Current;

        public Task<ApplyOutcome> Outcome => _outcome.Task;

        /// <summary>Whether nobody waits for it any more.</summary>
        public bool IsAbandoned
        {
            get => _abandoned || cancellationToken.IsCancellationRequested;
            set => _abandoned = value;
        }

        public void Complete(ApplyOutcome outcome) => _outcome.TrySetResult(outcome);

        public void Fail(Exception error) => _outcome.TrySetException(error);
    }
}
