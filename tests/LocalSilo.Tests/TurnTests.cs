using Orleans;
using Orleans.Concurrency;

namespace Contacts.LocalSilo.Tests;

public sealed class TurnTests
{
    [Alias("turns")]
    public interface ITurnGrain : IGrainWithStringKey
    {
        Task WaitAsync(string gate);

        Task<bool> StaysOnItsSchedulerAsync();

        Task AppendAsync(int number);

        Task<bool> CountedInOrderAsync(int count);

        Task<int> ForkAsync(int forks);

        [AlwaysInterleave]
        Task InterleaveAsync();

        [ReadOnly]
        Task ReadAsync(string gate);

        [OneWay]
        Task TellAsync(string gate);
    }

    public class TurnGrain(Gates gates) : Grain, ITurnGrain
    {
        private readonly List<int> _numbers = [];
        private int _inside;
        private int _overlaps;
        private int _sum;

        public async Task WaitAsync(string gate) => await gates.PassAsync(gate);

        public async Task<bool> StaysOnItsSchedulerAsync()
        {
            var own = TaskScheduler.Current;
            await Task.Yield();
            var afterYield = TaskScheduler.Current;
            var outside = await Task.Run(() => TaskScheduler.Current);
            var afterRun = TaskScheduler.Current;
            var forked = await Task.Factory.StartNew(() => TaskScheduler.Current);
            return own != TaskScheduler.Default && afterYield == own && outside == TaskScheduler.Default
                && afterRun == own && forked == own;
        }

        public Task AppendAsync(int number)
        {
            _numbers.Add(number);
            return Task.CompletedTask;
        }

        public Task<bool> CountedInOrderAsync(int count) => Task.FromResult(_numbers.SequenceEqual(Enumerable.Range(0, count)));

        public async Task<int> ForkAsync(int forks)
        {
            await Task.WhenAll(Enumerable.Range(0, forks)
                .Select(i => i % 2 == 0 ? StepAsync() : Task.Factory.StartNew(StepAsync).Unwrap()));
            return _overlaps == 0 ? _sum : -1;
        }

        public Task InterleaveAsync() => Task.CompletedTask;

        public async Task ReadAsync(string gate) => await gates.PassAsync(gate);

        public async Task TellAsync(string gate)
        {
            await gates.PassAsync(gate);
            throw new InvalidOperationException("Nobody hears this.");
        }

        // Unsynchronised on purpose: any two pieces of the grain at once would be seen or lose a count.
        private async Task StepAsync()
        {
            for (var i = 0; i < 20; i++)
            {
                Touch();
                await Task.Run(() => { });
                Touch();
                await Task.Yield();
            }
        }

        private void Touch()
        {
            if (Interlocked.Increment(ref _inside) != 1) _overlaps++;
            _sum++;
            Thread.SpinWait(20);
            Interlocked.Decrement(ref _inside);
        }
    }

    [Reentrant]
    public sealed class ReentrantTurnGrain(Gates gates) : TurnGrain(gates);

    [Fact]
    public async Task A_call_waits_until_the_one_before_has_ended()
    {
        await using var silo = await TestSilo.StartAsync<TurnGrain>();
        var grain = silo.Get<ITurnGrain>();
        var first = grain.WaitAsync("first");
        await silo.Gates.Reached("first");
        var second = grain.WaitAsync("second");
        await silo.Get<ITurnGrain>("other").AppendAsync(0);
        var reached = silo.Gates.Reached("second");
        Assert.False(reached.IsCompleted);
        silo.Gates.Open("first");
        await first;
        await reached;
        silo.Gates.Open("second");
        await second;
    }

    [Fact]
    public async Task Calls_of_one_caller_run_in_the_order_they_were_made()
    {
        await using var silo = await TestSilo.StartAsync<TurnGrain>();
        var grain = silo.Get<ITurnGrain>();
        await Task.WhenAll(Enumerable.Range(0, 5_000).Select(grain.AppendAsync).ToArray());
        Assert.True(await grain.CountedInOrderAsync(5_000));
    }

    [Fact]
    public async Task Continuations_and_forked_tasks_stay_on_the_grains_scheduler()
    {
        await using var silo = await TestSilo.StartAsync<TurnGrain>();
        Assert.True(await silo.Get<ITurnGrain>().StaysOnItsSchedulerAsync());
    }

    [Theory]
    [InlineData(typeof(TurnGrain))]
    [InlineData(typeof(ReentrantTurnGrain))]
    public async Task Two_pieces_of_one_grain_never_run_at_once(Type grain)
    {
        await using var silo = await TestSilo.StartAsync([grain]);
        var sums = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => silo.Get<ITurnGrain>().ForkAsync(10))));
        Assert.Equal(8 * 10 * 20 * 2, sums.Max());
        Assert.DoesNotContain(-1, sums);
    }

    [Fact]
    public async Task A_reentrant_grain_starts_calls_while_others_wait()
    {
        await using var silo = await TestSilo.StartAsync<ReentrantTurnGrain>();
        var grain = silo.Get<ITurnGrain>();
        var waiting = grain.WaitAsync("gate");
        await silo.Gates.Reached("gate");
        await grain.AppendAsync(0);
        silo.Gates.Open("gate");
        await waiting;
    }

    [Fact]
    public async Task An_interleaving_call_overtakes_those_that_wait()
    {
        await using var silo = await TestSilo.StartAsync<TurnGrain>();
        var grain = silo.Get<ITurnGrain>();
        var waiting = grain.WaitAsync("gate");
        await silo.Gates.Reached("gate");
        var behind = grain.AppendAsync(0);
        await grain.InterleaveAsync();
        Assert.False(behind.IsCompleted);
        silo.Gates.Open("gate");
        await Task.WhenAll(waiting, behind);
    }

    [Fact]
    public async Task Read_only_calls_run_together_but_not_with_others()
    {
        await using var silo = await TestSilo.StartAsync<TurnGrain>();
        var grain = silo.Get<ITurnGrain>();
        var reads = new[] { grain.ReadAsync("one"), grain.ReadAsync("two") };
        await Task.WhenAll(silo.Gates.Reached("one"), silo.Gates.Reached("two"));
        var write = grain.AppendAsync(0);
        var third = grain.ReadAsync("three");
        await silo.Gates.Reached("three");
        Assert.False(write.IsCompleted);
        foreach (var gate in new[] { "one", "two", "three" }) silo.Gates.Open(gate);
        await Task.WhenAll([.. reads, third, write]);
    }

    [Fact]
    public async Task A_one_way_call_is_answered_before_it_runs_and_its_failure_is_not_told()
    {
        await using var silo = await TestSilo.StartAsync<TurnGrain>();
        var grain = silo.Get<ITurnGrain>();
        await grain.TellAsync("gate");
        await silo.Gates.Reached("gate");
        silo.Gates.Open("gate");
        await grain.AppendAsync(0);
    }
}
