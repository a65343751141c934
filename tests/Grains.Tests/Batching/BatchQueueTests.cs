using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Channels;
using Contacts.Core;
using Contacts.Grains.Batching;
using Microsoft.Extensions.Logging.Abstractions;

namespace Contacts.Grains.Tests.Batching;

public sealed class BatchQueueTests
{
    private readonly TaskCompletionSource _gate = new();
    private readonly TaskCompletionSource _started = new();
    private readonly List<int[]> _batches = [];

    [Fact]
    public async Task What_comes_while_a_batch_is_under_way_is_the_next_batch_in_order()
    {
        await using var queue = Queue(async rows =>
        {
            _started.TrySetResult();
            await _gate.Task;
            return [.. rows.Select(row => row * 10)];
        });

        var first = queue.AddAsync(1);
        await _started.Task;
        var others = Enumerable.Range(2, 127).Select(queue.AddAsync).ToArray();
        _gate.SetResult();

        Assert.Equal(10, await first);
        Assert.Equal(Enumerable.Range(2, 127).Select(i => i * 10), await Task.WhenAll(others));
        Assert.Equal([1, 100, 27], _batches.Select(batch => batch.Length));
        Assert.Equal(Enumerable.Range(1, 128), _batches.SelectMany(batch => batch));
    }

    [Fact]
    public async Task What_is_done_is_no_part_of_the_trace_of_whoever_made_the_queue()
    {
        Activity? seen;
        BatchQueue<int, int> queue;
        using (new Activity("maker").Start())
        {
            queue = Queue(rows =>
            {
                seen = Activity.Current;
                return Same(rows);
            });
            seen = Activity.Current;
        }

        await queue.AddAsync(1);
        await queue.DisposeAsync();

        Assert.Null(seen);
    }

    [Fact]
    public async Task An_outage_fails_the_rows_of_a_batch_and_the_next_one_goes_on()
    {
        var away = true;
        await using var queue = Queue(rows => away ? throw new StoreUnavailableException("away") : Same(rows));

        await Assert.ThrowsAsync<StoreUnavailableException>(() => queue.AddAsync(1));
        away = false;

        Assert.Equal(2, await queue.AddAsync(2));
        Assert.Equal([1, 1], _batches.Select(batch => batch.Length));
    }

    [Fact]
    public async Task A_bad_row_fails_alone_and_the_others_are_done_in_their_order()
    {
        await using var queue = Queue(async rows =>
        {
            _started.TrySetResult();
            await _gate.Task;
            return rows.Contains(3) ? throw new ArgumentException("three") : await Same(rows);
        });

        var rows = new List<Task<int>> { queue.AddAsync(1) };
        await _started.Task;
        rows.AddRange(Enumerable.Range(2, 4).Select(queue.AddAsync));
        _gate.SetResult();

        await Assert.ThrowsAsync<ArgumentException>(() => rows[2]);
        rows.RemoveAt(2);
        var done = await Task.WhenAll(rows);
        Assert.Equal([1, 2, 4, 5], done);
        Assert.Equal(["1", "2 3 4 5", "2", "3", "4", "5"], _batches.Select(batch => string.Join(' ', batch)));
    }

    [Fact]
    public async Task Too_much_waiting_is_refused_at_once_and_taken_again_afterwards()
    {
        await using var queue = Queue(async rows =>
        {
            await _gate.Task;
            return await Same(rows);
        });
        var waiting = Enumerable.Range(0, 100).Select(queue.AddAsync).ToList();

        while (waiting.Count <= 1_000)
        {
            try
            {
                waiting.Add(queue.AddAsync(1));
            }
            catch (StoreUnavailableException)
            {
                break;
            }
        }
        Assert.InRange(waiting.Count, 100, 1_000);
        _gate.SetResult();
        await Task.WhenAll(waiting);

        Assert.Equal(1, await queue.AddAsync(1));
    }

    [Fact]
    public async Task A_batch_begins_beside_another_one_only_with_enough_rows()
    {
        var gates = new ConcurrentDictionary<int, TaskCompletionSource>();
        var batches = Channel.CreateUnbounded<int[]>();
        await using var queue = new BatchQueue<int, int>(
            new()
            {
                MaxConcurrentBatches = 2, MinConcurrentBatch = 3,
                Run = async (rows, _) =>
                {
                    int[] batch = [.. rows];
                    var gate = gates.GetOrAdd(batch[0], _ => new());
                    await batches.Writer.WriteAsync(batch);
                    await gate.Task;
                    return batch;
                },
            },
            new(), TimeProvider.System, NullLogger.Instance);

        var done = new List<Task<int>> { queue.AddAsync(1) };
        Assert.Equal("1", await NextAsync());
        done.AddRange([queue.AddAsync(2), queue.AddAsync(3)]);
        Assert.False(batches.Reader.TryRead(out _)); // Two rows wait for the first batch.
        done.Add(queue.AddAsync(4));
        Assert.Equal("2 3 4", await NextAsync());
        done.Add(queue.AddAsync(5));
        gates[2].SetResult();
        await Task.WhenAll(done[1..4]);
        gates[1].SetResult(); // Nothing is under way any more: the last row goes alone.
        Assert.Equal("5", await NextAsync());
        gates[5].SetResult();

        Assert.Equal(Enumerable.Range(1, 5), await Task.WhenAll(done));

        async Task<string> NextAsync() => string.Join(' ', await batches.Reader.ReadAsync());
    }

    [Fact]
    public async Task Of_many_rows_added_at_once_none_is_left_behind()
    {
        await using var queue = new BatchQueue<int, int>(
            new()
            {
                MaxConcurrentBatches = 3, MinConcurrentBatch = 4, KeyOf = row => (row % 7, ""),
                Run = async (rows, _) =>
                {
                    int[] batch = [.. rows];
                    Assert.Equal(batch.Length, batch.DistinctBy(row => row % 7).Count());
                    await Task.Yield();
                    return batch;
                },
            },
            new(), TimeProvider.System, NullLogger.Instance);

        await Parallel.ForEachAsync(Enumerable.Range(0, 20_000), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (row, _) =>
            Assert.Equal(row, await queue.AddAsync(row)));
    }

    [Fact]
    public async Task The_rows_that_wait_when_the_queue_is_closed_are_done_before_it_is()
    {
        var queue = Queue(async rows =>
        {
            _started.TrySetResult();
            await _gate.Task;
            return await Same(rows);
        });
        var rows = new List<Task<int>> { queue.AddAsync(1) };
        await _started.Task;
        rows.AddRange([queue.AddAsync(2), queue.AddAsync(3)]);

        var closed = queue.DisposeAsync().AsTask();
        Assert.False(closed.IsCompleted);
        _gate.SetResult();
        await closed;

        Assert.Equal(Enumerable.Range(1, 3), await Task.WhenAll(rows));
    }

    private static Task<IReadOnlyList<int>> Same(IReadOnlyList<int> rows) => Task.FromResult<IReadOnlyList<int>>([.. rows]);

    private BatchQueue<int, int> Queue(Func<IReadOnlyList<int>, Task<IReadOnlyList<int>>> run) => new(
        new()
        {
            Run = (rows, _) =>
            {
                _batches.Add([.. rows]);
                return run(rows);
            },
        },
        new() { MaxBatch = 100, MaxWaiting = 1_000 }, TimeProvider.System, NullLogger.Instance);
}
