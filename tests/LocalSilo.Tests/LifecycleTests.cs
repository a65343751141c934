using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;

namespace Contacts.LocalSilo.Tests;

public sealed class LifecycleTests
{
    [Alias("life")]
    public interface ILifeGrain : IGrainWithStringKey
    {
        Task<int> CountAsync();

        Task WaitAsync(string gate);

        Task EndAsync();

        Task KeepAsync(TimeSpan time);

        Task<string> CallOtherAsync(string key, string gate);
    }

    public sealed class LifeGrain(Gates gates, IServiceProvider services) : Grain, ILifeGrain, IDisposable
    {
        private int _count;

        public override async Task OnActivateAsync(CancellationToken cancellationToken)
        {
            var key = this.GetPrimaryKeyString();
            gates.Log.Enqueue($"activate {key}");
            if (key == "slow") await gates.PassAsync("activation");
            if (key == "broken" && gates.Log.Count == 1) throw new InvalidOperationException("broken");
            if (key == "fleeting") DeactivateOnIdle();
        }

        public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
        {
            gates.Log.Enqueue($"deactivate {this.GetPrimaryKeyString()} {reason.ReasonCode}");
            if (this.GetPrimaryKeyString() == "lasting") await gates.PassAsync("deactivation");
        }

        public void Dispose() => gates.Log.Enqueue($"dispose {this.GetPrimaryKeyString()}");

        public Task<int> CountAsync() => Task.FromResult(services is null ? 0 : ++_count);

        public async Task WaitAsync(string gate) => await gates.PassAsync(gate);

        public Task EndAsync()
        {
            DeactivateOnIdle();
            return Task.CompletedTask;
        }

        public Task KeepAsync(TimeSpan time)
        {
            DelayDeactivation(time);
            return Task.CompletedTask;
        }

        public async Task<string> CallOtherAsync(string key, string gate)
        {
            await gates.PassAsync(gate);
            return $"other {await GrainFactory.GetGrain<ILifeGrain>(key).CountAsync()}";
        }
    }

    [Fact]
    public async Task Calls_that_arrive_during_activation_wait_for_it()
    {
        await using var silo = await TestSilo.StartAsync<LifeGrain>();
        var calls = Enumerable.Range(0, 10).Select(_ => silo.Get<ILifeGrain>("slow").CountAsync()).ToArray();
        await silo.Gates.Reached("activation");
        Assert.DoesNotContain(calls, c => c.IsCompleted);
        silo.Gates.Open("activation");
        Assert.Equal(Enumerable.Range(1, 10), await Task.WhenAll(calls));
        Assert.Single(silo.Gates.Log);
    }

    [Fact]
    public async Task A_failed_activation_fails_its_calls_and_leaves_nothing_behind()
    {
        await using var silo = await TestSilo.StartAsync<LifeGrain>();
        var grain = silo.Get<ILifeGrain>("broken");
        Assert.Equal("broken", (await Assert.ThrowsAsync<InvalidOperationException>(() => grain.CountAsync())).Message);
        Assert.Equal(["activate broken", "dispose broken"], silo.Gates.Log);
        Assert.Equal(1, await grain.CountAsync());
    }

    [Fact]
    public async Task Deactivation_on_idle_ends_the_activation_and_later_calls_meet_a_new_one()
    {
        await using var silo = await TestSilo.StartAsync<LifeGrain>();
        var grain = silo.Get<ILifeGrain>("a");
        await grain.CountAsync();
        var ending = grain.EndAsync();
        Assert.Equal(1, await grain.CountAsync());
        await ending;
        Assert.Equal(["activate a", "deactivate a ApplicationRequested", "dispose a", "activate a"], silo.Gates.Log);
    }

    [Fact]
    public async Task A_call_that_arrives_during_deactivation_waits_and_goes_to_a_new_activation()
    {
        await using var silo = await TestSilo.StartAsync<LifeGrain>();
        var grain = silo.Get<ILifeGrain>("lasting");
        await grain.CountAsync();
        await grain.EndAsync();
        await silo.Gates.Reached("deactivation");
        var waiting = new[] { grain.CountAsync(), silo.Get<ILifeGrain>("lasting").CountAsync() };
        Assert.DoesNotContain(waiting, w => w.IsCompleted);
        silo.Gates.Open("deactivation");
        var counts = await Task.WhenAll(waiting);
        Assert.Equal([1, 2], counts);
    }

    [Fact]
    public async Task A_call_to_activations_that_all_end_unused_is_rejected()
    {
        await using var silo = await TestSilo.StartAsync<LifeGrain>();
        await Assert.ThrowsAsync<OrleansMessageRejectionException>(() => silo.Get<ILifeGrain>("fleeting").CountAsync());
    }

    [Fact]
    public async Task Idle_activations_are_collected_after_their_age_and_busy_ones_are_not()
    {
        var time = new ManualTime();
        await using var silo = await TestSilo.StartAsync<LifeGrain>(
            o => (o.CollectionAge, o.ResponseTimeout) = (TimeSpan.FromMinutes(10), TimeSpan.FromDays(1)),
            s => s.AddSingleton<TimeProvider>(time));
        var (idle, busy, kept) = (silo.Get<ILifeGrain>("idle"), silo.Get<ILifeGrain>("busy"), silo.Get<ILifeGrain>("kept"));
        await idle.CountAsync();
        await kept.KeepAsync(TimeSpan.FromHours(1));
        var waiting = busy.WaitAsync("gate");
        await silo.Gates.Reached("gate");

        time.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal(2, await idle.CountAsync());
        time.Advance(TimeSpan.FromMinutes(12));
        Assert.Equal(1, await idle.CountAsync());
        Assert.Contains("deactivate idle ActivationIdle", silo.Gates.Log);
        Assert.DoesNotContain(silo.Gates.Log, l => l.StartsWith("deactivate kept") || l.StartsWith("deactivate busy"));

        silo.Gates.Open("gate");
        await waiting;
    }

    [Fact]
    public async Task Nothing_is_lost_while_activations_end_under_load()
    {
        await using var silo = await TestSilo.StartAsync<LifeGrain>();
        await Task.WhenAll(Enumerable.Range(0, 16).Select(caller => Task.Run(async () =>
        {
            for (var i = 0; i < 300; i++)
            {
                var grain = silo.Get<ILifeGrain>($"{(caller + i) % 3}");
                if (i % 7 == 0) await grain.EndAsync();
                else Assert.True(await grain.CountAsync() > 0);
            }
        })));
        await silo.StopAsync();
        AssertOneActivationAtATime(silo, "0", "1", "2");
    }

    [Fact]
    public async Task Nothing_is_lost_while_activations_are_collected_under_load()
    {
        var time = new ManualTime();
        await using var silo = await TestSilo.StartAsync<LifeGrain>(
            o => (o.CollectionAge, o.ResponseTimeout) = (TimeSpan.FromMinutes(1), Timeout.InfiniteTimeSpan),
            s => s.AddSingleton<TimeProvider>(time));
        var calls = Task.WhenAll(Enumerable.Range(0, 8).Select(caller => Task.Run(async () =>
        {
            for (var i = 0; i < 500; i++) Assert.True(await silo.Get<ILifeGrain>($"{(caller + i) % 3}").CountAsync() > 0);
        })));
        do
        {
            time.Advance(TimeSpan.FromMinutes(2));
            await Task.Yield();
        }
        while (!calls.IsCompleted);
        await calls;
        time.Advance(TimeSpan.FromMinutes(3));
        await silo.StopAsync();
        AssertOneActivationAtATime(silo, "0", "1", "2");
        Assert.Contains(silo.Gates.Log, l => l.EndsWith("ActivationIdle"));
    }

    [Fact]
    public async Task Shutdown_lets_running_calls_end_refuses_new_ones_and_deactivates_everything()
    {
        await using var silo = await TestSilo.StartAsync<LifeGrain>();
        await silo.Get<ILifeGrain>("idle").CountAsync();
        var running = silo.Get<ILifeGrain>("running").CallOtherAsync("other", "gate");
        await silo.Gates.Reached("gate");
        var stopping = silo.StopAsync();
        await Assert.ThrowsAsync<SiloUnavailableException>(() => silo.Get<ILifeGrain>("late").CountAsync());
        Assert.False(stopping.IsCompleted);
        silo.Gates.Open("gate");
        Assert.Equal("other 1", await running);
        await stopping;
        foreach (var key in new[] { "idle", "running", "other" }) Assert.Contains($"deactivate {key} ShuttingDown", silo.Gates.Log);
        await Assert.ThrowsAsync<SiloUnavailableException>(() => silo.Get<ILifeGrain>("late").CountAsync());
    }

    private static void AssertOneActivationAtATime(TestSilo silo, params string[] keys)
    {
        var log = silo.Gates.Log.ToArray();
        foreach (var key in keys)
        {
            var own = log.Where(l => l.Split(' ')[1] == key).Select(l => l.Split(' ')[0]).ToArray();
            Assert.Equal(own, Enumerable.Range(0, own.Length).Select(i => new[] { "activate", "deactivate", "dispose" }[i % 3]));
        }
    }
}
