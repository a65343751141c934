using Contacts.Grains.Abstractions;
using Contacts.Grains.Batching;

namespace Contacts.Grains.Tests.Tickets;

public sealed class BatchQueueTests
{
    [Fact]
    public async Task What_comes_while_a_batch_is_under_way_is_the_next_batch_in_order()
    {
        var gate = new TaskCompletionSource();
        var started = new TaskCompletionSource();
        var batches = new List<int[]>();
        await using var queue = new BatchQueue<int, int>(async (rows, _) =>
        {
            batches.Add([.. rows]);
            started.TrySetResult();
            await gate.Task;
            return [.. rows.Select(row => row * 10)];
        }, inFlight: 1);

        var first = queue.AddAsync(1);
        await started.Task;
        var others = Enumerable.Range(2, 200).Select(queue.AddAsync).ToArray();
        gate.SetResult();

        Assert.Equal(10, await first);
        Assert.Equal(Enumerable.Range(2, 200).Select(i => i * 10), await Task.WhenAll(others));
        Assert.Equal([1, 128, 72], batches.Select(batch => batch.Length));
        Assert.Equal(Enumerable.Range(1, 201), batches.SelectMany(batch => batch));
    }

    [Fact]
    public async Task A_batch_that_fails_fails_its_rows_and_the_next_one_goes_on()
    {
        var fail = true;
        await using var queue = new BatchQueue<int, int>(
            (rows, _) => fail ? throw new StoreUnavailableException("away") : Task.FromResult<IReadOnlyList<int>>([.. rows]), inFlight: 1);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => queue.AddAsync(1));
        fail = false;

        Assert.Equal(2, await queue.AddAsync(2));
    }

    [Fact]
    public async Task Too_much_waiting_is_refused_at_once_and_taken_again_afterwards()
    {
        var gate = new TaskCompletionSource();
        await using var queue = new BatchQueue<int, int>(async (rows, _) =>
        {
            await gate.Task;
            return [.. rows];
        }, inFlight: 1);
        var waiting = Enumerable.Range(0, BatchQueue<int, int>.MaxWaiting).Select(queue.AddAsync).ToArray();

        await Assert.ThrowsAsync<StoreUnavailableException>(() => queue.AddAsync(1));
        gate.SetResult();
        await Task.WhenAll(waiting);

        Assert.Equal(1, await queue.AddAsync(1));
    }
}
