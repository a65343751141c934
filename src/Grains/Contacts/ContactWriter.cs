using System.Diagnostics;
using System.Threading.Channels;
using Contacts.Grains.Abstractions;
using Microsoft.Extensions.Logging;

namespace Contacts.Grains.Contacts;

/// <summary>How a process writes contacts.</summary>
public sealed class ContactWriterOptions
{
    /// <summary>The most rows of one batch.</summary>
    public int MaxBatch { get; set; } = 128;

    /// <summary>The most rows that may wait (fewer while the store is slow, see <see cref="WaitingBound"/>); a write past that is refused at once.</summary>
    public int MaxWaiting { get; set; } = 8192;
}

/// <summary>
/// Collects what this process's grains want written and commits it in batches. Batching is natural: while batches are on their way the
/// next one fills; an idle writer adds no delay. A write completes after its batch was committed. Throws
/// <see cref="StoreUnavailableException"/> while the store is away or too many writes wait.
/// </summary>
public sealed partial class ContactWriter : IAsyncDisposable
{
    private const int MostAttempts = 64;

    private readonly IContactStore _store;
    private readonly ContactWriterOptions _options;
    private readonly ILogger<ContactWriter> _logger;
    private readonly Channel<PendingWrite> _waiting = Channel.CreateUnbounded<PendingWrite>();
    private readonly WaitingBound _bound;
    private readonly Task[] _loops;
    private int _count;

    public ContactWriter(IContactStore store, ContactWriterOptions options, TimeProvider time, ILogger<ContactWriter> logger)
    {
        (_store, _options, _logger) = (store, options, logger);
        _bound = new(store.MaxBatchesInFlight, options, time);
        _loops = [.. Enumerable.Range(0, store.MaxBatchesInFlight).Select(lane => Task.Run(() => RunAsync(lane)))];
    }

    /// <summary>Writes one row. The result is never <see cref="ContactWriteOutcome.Lost"/>: a lost race is written again.</summary>
    public Task<ContactWriteResult> WriteAsync(ContactWrite row)
    {
        var pending = new PendingWrite(row);
        if (!_bound.Admits(Interlocked.Increment(ref _count)) || !_waiting.Writer.TryWrite(pending))
        {
            Interlocked.Decrement(ref _count);
            throw new StoreUnavailableException("Too many writes are waiting.");
        }
        WriteTelemetry.Waits(1);
        return pending.Completion.Task;
    }

    /// <summary>
    /// Counts rows that somebody else commits among those that wait, until they are released. False where more than half of what may wait
    /// does so already: who can wait leaves the rest to those who cannot.
    /// </summary>
    public bool TryReserve(int rows)
    {
        if (_bound.Admits(2 * Interlocked.Add(ref _count, rows)))
        {
            WriteTelemetry.Waits(rows);
            return true;
        }
        Interlocked.Add(ref _count, -rows);
        return false;
    }

    /// <summary>Ends what <see cref="TryReserve"/> began.</summary>
    public void Release(int rows)
    {
        Interlocked.Add(ref _count, -rows);
        WriteTelemetry.Waits(-rows);
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await Task.WhenAll(_loops);
    }

    private async Task RunAsync(int lane)
    {
        var batch = new ContactBatch(_options.MaxBatch);
        while (await NextAsync(batch))
        {
            _bound.Start(lane);
            await CommitAsync(batch);
            _bound.End(lane);
            batch.Clear();
        }
    }

    /// <summary>Fills the batch with what waits; false when the writer was closed and nothing is left.</summary>
    private async ValueTask<bool> NextAsync(ContactBatch batch)
    {
        batch.TakeDeferred();
        while (batch.Count == 0)
        {
            if (!await _waiting.Reader.WaitToReadAsync()) return false;
            batch.Fill(_waiting.Reader);
        }
        batch.Fill(_waiting.Reader);
        return true;
    }

    private async Task CommitAsync(ContactBatch batch)
    {
        try
        {
            using var activity = WriteTelemetry.Start(batch);
            var startedAt = Stopwatch.GetTimestamp();
            var results = await _store.WriteAsync(batch.Rows, CancellationToken.None);
            WriteTelemetry.Committed(batch.Count, startedAt);
            if (results.Length != batch.Count)
                throw new InvalidOperationException($"The store answered {results.Length} of {batch.Count} rows."); // Nobody may wait for ever.
            for (var i = 0; i < results.Length; i++) Settle(batch[i], results[i]);
        }
        catch (StoreUnavailableException e)
        {
            for (var i = 0; i < batch.Count; i++) Fail(batch[i], e);
        }
        catch (Exception e)
        {
            LogBatchFailed(e, batch.Count);
            for (var i = 0; i < batch.Count; i++) await CommitAloneAsync(batch[i]);
        }
    }

    /// <summary>After a batch was refused as a whole: the row that is to blame fails alone, the others are written.</summary>
    private async Task CommitAloneAsync(PendingWrite pending)
    {
        try
        {
            var results = await _store.WriteAsync([pending.Row], CancellationToken.None);
            Settle(pending, results[0]);
        }
        catch (Exception e)
        {
            Fail(pending, e);
        }
    }

    private void Settle(PendingWrite pending, ContactWriteResult result)
    {
        if (result.Outcome != ContactWriteOutcome.Lost)
        {
            Forget();
            pending.Completion.SetResult(result);
        }
        else if (++pending.Attempts >= MostAttempts || !_waiting.Writer.TryWrite(pending))
        {
            Fail(pending, new StoreUnavailableException("The contact kept changing while it was being written."));
        }
    }

    private void Fail(PendingWrite pending, Exception exception)
    {
        if (pending.Completion.TrySetException(exception)) Forget();
    }

    private void Forget()
    {
        Interlocked.Decrement(ref _count);
        WriteTelemetry.Waits(-1);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A batch of {Count} contact writes failed; its rows are written one by one")]
    private partial void LogBatchFailed(Exception exception, int count);
}
