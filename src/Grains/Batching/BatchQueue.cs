using System.Threading.Channels;
using Contacts.Grains.Abstractions;

namespace Contacts.Grains.Batching;

/// <summary>
/// Collects what this process's callers want done and does it in batches, in order of arrival. Batching is natural: while a batch is on its
/// way the next one fills; an idle queue adds no delay. Each row completes with its own result after its batch was done, or fails with the
/// batch. More than <see cref="MaxWaiting"/> rows are refused at once with <see cref="StoreUnavailableException"/>. Thread-safe.
/// </summary>
public sealed class BatchQueue<TRow, TResult> : IAsyncDisposable
{
    /// <summary>The most rows of one batch.</summary>
    public const int MaxBatch = 128;

    /// <summary>The most rows that may wait.</summary>
    public const int MaxWaiting = 8192;

    private readonly Func<IReadOnlyList<TRow>, CancellationToken, Task<IReadOnlyList<TResult>>> _run;
    private readonly Channel<Waiting> _waiting = Channel.CreateUnbounded<Waiting>();
    private readonly Task[] _loops;
    private int _count;

    /// <summary><paramref name="run"/> does a batch and gives one result for each row, in the order of the rows.</summary>
    public BatchQueue(Func<IReadOnlyList<TRow>, CancellationToken, Task<IReadOnlyList<TResult>>> run, int inFlight)
    {
        _run = run;
        _loops = [.. Enumerable.Range(0, inFlight).Select(_ => Task.Run(RunAsync))];
    }

    public Task<TResult> AddAsync(TRow row)
    {
        var waiting = new Waiting(row);
        if (Interlocked.Increment(ref _count) > MaxWaiting || !_waiting.Writer.TryWrite(waiting))
        {
            Interlocked.Decrement(ref _count);
            throw new StoreUnavailableException("Too much is waiting for the store.");
        }
        return waiting.Completion.Task;
    }

    /// <summary>Does what waits, then ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await Task.WhenAll(_loops);
    }

    private async Task RunAsync()
    {
        var batch = new List<Waiting>(MaxBatch);
        while (await _waiting.Reader.WaitToReadAsync())
        {
            while (batch.Count < MaxBatch && _waiting.Reader.TryRead(out var next)) batch.Add(next);
            if (batch.Count > 0) await RunAsync(batch);
            batch.Clear();
        }
    }

    private async Task RunAsync(List<Waiting> batch)
    {
        try
        {
            var results = await _run(batch.ConvertAll(waiting => waiting.Row), CancellationToken.None);
            if (results.Count != batch.Count) throw new InvalidOperationException("A batch has not one result for each row.");
            Interlocked.Add(ref _count, -batch.Count);
            for (var i = 0; i < batch.Count; i++) batch[i].Completion.SetResult(results[i]);
        }
        catch (Exception e)
        {
            Interlocked.Add(ref _count, -batch.Count);
            foreach (var waiting in batch) waiting.Completion.SetException(e);
        }
    }

    private sealed class Waiting(TRow row)
    {
        public TRow Row { get; } = row;
        public TaskCompletionSource<TResult> Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
