using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;

namespace Contacts.LocalSilo.Tests;

public sealed class TimerTests
{
    private static readonly TimeSpan _second = TimeSpan.FromSeconds(1);

    [Alias("timers")]
    public interface ITimerGrain : IGrainWithStringKey
    {
        Task StartAsync(bool interleave);

        Task StopAsync();

        Task ChangeAsync(TimeSpan dueTime);

        Task WaitAsync(string gate);

        Task<int> TicksAsync();

        Task EndAsync();

        Task<string> StartElsewhereAsync();
    }

    public sealed class TimerGrain(Gates gates) : Grain, ITimerGrain
    {
        private IGrainTimer? _timer;
        private int _ticks;

        public Task StartAsync(bool interleave)
        {
            _timer = this.RegisterGrainTimer(TickAsync, new GrainTimerCreationOptions(_second, _second) { Interleave = interleave });
            return Task.CompletedTask;
        }

        public Task StopAsync()
        {
            _timer!.Dispose();
            return Task.CompletedTask;
        }

        public Task ChangeAsync(TimeSpan dueTime)
        {
            _timer!.Change(dueTime, Timeout.InfiniteTimeSpan);
            return Task.CompletedTask;
        }

        public async Task WaitAsync(string gate) => await gates.PassAsync(gate);

        public Task<int> TicksAsync() => Task.FromResult(_ticks);

        public Task EndAsync()
        {
            DeactivateOnIdle();
            return Task.CompletedTask;
        }

        public async Task<string> StartElsewhereAsync()
        {
            var failure = await Task.Run(() => Record.Exception(() => this.RegisterGrainTimer(() => Task.CompletedTask, _second, _second)));
            return failure!.GetType().Name;
        }

        private async Task TickAsync(CancellationToken disposed)
        {
            var tick = ++_ticks;
            using var told = disposed.Register(() => gates.Reach($"disposed in {tick}"));
            await gates.PassAsync($"tick {tick}");
            if (tick == 1) throw new InvalidOperationException("The timer goes on.");
        }
    }

    [Fact]
    public async Task Ticks_come_a_period_after_the_last_ended_and_never_overlap_even_after_failures()
    {
        var (silo, time, grain) = await StartAsync();
        await using var _ = silo;
        await grain.StartAsync(interleave: false);
        time.Advance(_second);
        await silo.Gates.Reached("tick 1");
        time.Advance(10 * _second);
        silo.Gates.Open("tick 1");
        Assert.Equal(1, await grain.TicksAsync());
        time.Advance(_second);
        await silo.Gates.Reached("tick 2");
        silo.Gates.Open("tick 2");
        Assert.Equal(2, await grain.TicksAsync());
    }

    [Fact]
    public async Task A_tick_waits_for_the_running_call_unless_it_interleaves()
    {
        var (silo, time, grain) = await StartAsync();
        await using var _ = silo;
        await grain.StartAsync(interleave: false);
        var waiting = grain.WaitAsync("call");
        await silo.Gates.Reached("call");
        time.Advance(_second);
        var tick = silo.Gates.Reached("tick 1");
        Assert.False(tick.IsCompleted);
        silo.Gates.Open("call");
        await Task.WhenAll(waiting, tick);
        silo.Gates.Open("tick 1");

        var other = silo.Get<ITimerGrain>("b");
        await other.StartAsync(interleave: true);
        var blocked = other.WaitAsync("other call");
        await silo.Gates.Reached("other call");
        time.Advance(_second);
        await silo.Gates.Reached("tick 1");
        silo.Gates.Open("other call");
        await blocked;
    }

    [Fact]
    public async Task A_disposed_timer_ticks_no_more_and_its_tick_is_cancelled()
    {
        var (silo, time, grain) = await StartAsync();
        await using var _ = silo;
        await grain.StartAsync(interleave: true);
        time.Advance(_second);
        await silo.Gates.Reached("tick 1");
        await grain.StopAsync();
        await silo.Gates.Reached("disposed in 1");
        silo.Gates.Open("tick 1");
        time.Advance(10 * _second);
        Assert.Equal(1, await grain.TicksAsync());
    }

    [Fact]
    public async Task Deactivation_disposes_timers()
    {
        var (silo, time, grain) = await StartAsync();
        await using var _ = silo;
        await grain.StartAsync(interleave: false);
        await grain.EndAsync();
        Assert.Equal(0, await grain.TicksAsync());
        time.Advance(10 * _second);
        Assert.Equal(0, await grain.TicksAsync());
    }

    [Fact]
    public async Task Changing_a_timer_sets_its_next_tick()
    {
        var (silo, time, grain) = await StartAsync();
        await using var _ = silo;
        await grain.StartAsync(interleave: false);
        await grain.ChangeAsync(5 * _second);
        time.Advance(4 * _second);
        Assert.Equal(0, await grain.TicksAsync());
        time.Advance(_second);
        await silo.Gates.Reached("tick 1");
        silo.Gates.Open("tick 1");
        time.Advance(10 * _second);
        Assert.Equal(1, await grain.TicksAsync());
    }

    [Fact]
    public async Task A_timer_cannot_be_registered_from_outside_the_grains_scheduler()
    {
        var (silo, _, grain) = await StartAsync();
        await using var __ = silo;
        Assert.Equal(nameof(InvalidOperationException), await grain.StartElsewhereAsync());
    }

    private static async Task<(TestSilo Silo, ManualTime Time, ITimerGrain Grain)> StartAsync()
    {
        var time = new ManualTime();
        var silo = await TestSilo.StartAsync<TimerGrain>(null, s => s.AddSingleton<TimeProvider>(time));
        return (silo, time, silo.Get<ITimerGrain>());
    }
}
