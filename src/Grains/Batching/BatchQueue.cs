using System.Diagnostics;
using System.Threading.Channels;
using Contacts.Core;
using Microsoft.Extensions.Logging;

namespace Contacts.Grains.Batching;

/// <summary>
/// Collects what this process's callers want done and does it in batches. Batching is natural: while a batch is under way the next one
/// fills; an idle queue adds no delay. A row completes after its batch was done. An outage fails the rows of the batch; where a batch is
/// refused otherwise, its rows are done one by one, so that a bad one fails alone. Throws <see cref="StoreUnavailableException"/> at once
/// where too many rows wait. Thread-safe.
/// </summary>
public sealed partial class BatchQueue<TRow, TResult> : IAsyncDisposable
{
    private const int MostAttempts = 64;

    private readonly BatchWork<TRow, TResult> _work;
    private readonly BatchOptions _options;
    private readonly ILogger _logger;
    private readonly Channel<PendingRow<TRow, TResult>> _waiting = Channel.CreateUnbounded<PendingRow<TRow, TResult>>();
    private readonly WaitingBound _bound;
    private readonly Stack<Lane> _idle;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _count;
    private int _running; // Lanes under way, of which _idle holds the others.

    public BatchQueue(BatchWork<TRow, TResult> work, BatchOptions options, TimeProvider time, ILogger logger)
    {
        (_work, _options, _logger) = (work, options, logger);
        _bound = new(work.MaxConcurrentBatches, options, time);
        _idle = new(Enumerable.Range(0, work.MaxConcurrentBatches).Select(number => new Lane(this, number)));
    }

    /// <summary>Processes one row. A row that lost a race is processed again.</summary>
    public Task<TResult> AddAsync(TRow row)
    {
        var pending = new PendingRow<TRow, TResult>(row, _work.Telemetry is null ? default : BatchTelemetry.Origin);
        if (!_bound.Admits(Interlocked.Increment(ref _count)) || !_waiting.Writer.TryWrite(pending))
        {
            Interlocked.Decrement(ref _count);
            throw new StoreUnavailableException("Too much is waiting for the store.");
        }
        _work.Telemetry?.ChangeWaiting(1);
        StartLanes();
        return pending.Completion.Task;
    }

    /// <summary>
    /// Reserves room in the queue for rows that are committed elsewhere, until they are released. False if more than half of the room
    /// is taken already: background work leaves the rest to interactive requests.
    /// </summary>
    public bool TryReserve(int rows)
    {
        if (_bound.Admits(2 * Interlocked.Add(ref _count, rows)))
        {
            _work.Telemetry?.ChangeWaiting(rows);
            return true;
        }
        Interlocked.Add(ref _count, -rows);
        return false;
    }

    /// <summary>Releases a reservation of <see cref="TryReserve"/>.</summary>
    public void Release(int rows)
    {
        Interlocked.Add(ref _count, -rows);
        _work.Telemetry?.ChangeWaiting(-rows);
    }

    /// <summary>Processes the waiting rows, then stops.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        EndIfIdle();
        await _ended.Task;
    }

    /// <summary>Starts a batch where rows wait for one, and more of them while that leaves each enough rows.</summary>
    private void StartLanes()
    {
        while (IsWorthALane(Volatile.Read(ref _running)))
        {
            Lane lane;
            lock (_idle)
            {
                if (!IsWorthALane(_running)) return;
                lane = _idle.Pop();
                _running++;
            }
            ThreadPool.UnsafeQueueUserWorkItem(lane, preferLocal: false); // Whoever adds a row lends the batch no context.
        }
    }

    private bool IsWorthALane(int running) => running < _work.MaxConcurrentBatches
        && _waiting.Reader.Count is var waiting && waiting > 0 && (running == 0 || waiting >= _work.MinConcurrentBatch);

    /// <summary>Whether the lane goes on with what waits by now; else it is idle.</summary>
    private bool GoesOn(Lane lane)
    {
        lock (_idle)
        {
            if (lane.Batch.Count > 0 || IsWorthALane(_running - 1)) return true;
            _running--;
            _idle.Push(lane);
        }
        StartLanes(); // For a row that came while this lane still counted as under way.
        EndIfIdle();
        return false;
    }

    private void EndIfIdle()
    {
        lock (_idle)
            if (_running == 0 && _waiting.Reader.Completion.IsCompleted) _ended.TrySetResult();
    }

    private async Task RunAsync(Lane lane)
    {
        do
        {
            lane.Batch.Fill(_waiting.Reader);
            if (lane.Batch.Count > 0)
            {
                _bound.Start(lane.Number);
                await CommitAsync(lane.Batch);
                _bound.End(lane.Number);
            }
            lane.Batch.Clear();
            lane.Batch.TakeDeferred();
        }
        while (GoesOn(lane));
    }

    private async Task CommitAsync(Batch<TRow, TResult> batch)
    {
        try
        {
            using var activity = _work.Telemetry?.Start(batch.Pending);
            var startedAt = Stopwatch.GetTimestamp();
            var results = await _work.Run(batch.Rows, CancellationToken.None);
            if (results.Count != batch.Count) throw Incomplete(results.Count, batch.Count);
            _work.Telemetry?.Committed(batch.Count, startedAt);
            for (var i = 0; i < results.Count; i++) Settle(batch.Pending[i], results[i]);
        }
        catch (StoreUnavailableException e)
        {
            foreach (var pending in batch.Pending) Fail(pending, e);
        }
        catch (Exception e)
        {
            LogBatchFailed(e, batch.Count);
            foreach (var pending in batch.Pending) await CommitAloneAsync(pending);
        }
    }

    private async Task CommitAloneAsync(PendingRow<TRow, TResult> pending)
    {
        try
        {
            var results = await _work.Run([pending.Row], CancellationToken.None);
            if (results.Count != 1) throw Incomplete(results.Count, 1);
            Settle(pending, results[0]);
        }
        catch (Exception e)
        {
            Fail(pending, e);
        }
    }

    private void Settle(PendingRow<TRow, TResult> pending, TResult result)
    {
        if (_work.IsLost?.Invoke(result) != true)
        {
            Forget();
            pending.Completion.SetResult(result);
        }
        else if (++pending.Attempts >= MostAttempts || !_waiting.Writer.TryWrite(pending))
        {
            Fail(pending, new StoreUnavailableException("What was to be written kept changing."));
        }
    }

    private void Fail(PendingRow<TRow, TResult> pending, Exception exception)
    {
        if (pending.Completion.TrySetException(exception)) Forget();
    }

    private void Forget()
    {
        Interlocked.Decrement(ref _count);
        _work.Telemetry?.ChangeWaiting(-1);
    }

    /// <summary>The wait is bounded.</summary>
    private static InvalidOperationException Incomplete(int results, int rows) => new($"A batch of {rows} rows had {results} results.");

    [LoggerMessage(Level = LogLevel.Error, Message = "A batch of {Count} rows failed; they are done one by one")]
    private partial void LogBatchFailed(Exception exception, int count);

    /// <summary>What does one batch after the other.</summary>
    private sealed class Lane(BatchQueue<TRow, TResult> queue, int number) : IThreadPoolWorkItem
    {
        public int Number => number;
        public Batch<TRow, TResult> Batch { get; } = new(queue._options.MaxBatch, queue._work.KeyOf);

        public void Execute() => _ = queue.RunAsync(this);
    }
}
