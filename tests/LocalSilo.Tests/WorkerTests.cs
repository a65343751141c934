using System.Runtime.CompilerServices;
using Orleans;
using Orleans.Concurrency;

namespace Contacts.LocalSilo.Tests;

public sealed class WorkerTests
{
    [Alias("workers")]
    public interface IWorkerGrain : IGrainWithStringKey
    {
        Task<int> WorkAsync(string gate);

        Task<int> EndAsync();
    }

    [StatelessWorker(3)]
    public sealed class WorkerGrain(Gates gates) : Grain, IWorkerGrain
    {
        private static int _instances;
        private readonly int _instance = Interlocked.Increment(ref _instances);

        public async Task<int> WorkAsync(string gate)
        {
            await gates.PassAsync(gate);
            return _instance;
        }

        public async Task<int> EndAsync()
        {
            await Task.Yield();
            DeactivateOnIdle();
            return _instance;
        }
    }

    [Fact]
    public async Task As_many_calls_of_one_key_run_together_as_there_may_be_workers()
    {
        await using var silo = await TestSilo.StartAsync<WorkerGrain>();
        var grain = silo.Get<IWorkerGrain>();
        var running = new[] { "1", "2", "3" }.Select(grain.WorkAsync).ToArray();
        await Task.WhenAll(new[] { "1", "2", "3" }.Select(silo.Gates.Reached));
        var fourth = grain.WorkAsync("4");
        Assert.False(silo.Gates.Reached("4").IsCompleted);
        foreach (var gate in new[] { "1", "2", "3" }) silo.Gates.Open(gate);
        Assert.Equal(3, (await Task.WhenAll(running)).Distinct().Count());
        await silo.Gates.Reached("4");
        silo.Gates.Open("4");
        Assert.Contains(await fourth, running.Select(r => r.Result));
    }

    [Fact]
    public async Task No_call_is_lost_while_workers_end()
    {
        await using var silo = await TestSilo.StartAsync<WorkerGrain>();
        var instances = await Task.WhenAll(Enumerable.Range(0, 400).Select(_ => Task.Run(() => silo.Get<IWorkerGrain>().EndAsync())));
        Assert.All(instances, i => Assert.True(i > 0));
    }

    [Fact]
    public async Task Of_a_key_whose_workers_have_ended_nothing_is_left()
    {
        await using var silo = await TestSilo.StartAsync<WorkerGrain>();
        var keys = new List<WeakReference>();
        for (var i = 0; i < 20; i++) keys.Add(await CallOnceAsync(silo, $"tenant {i}"));

        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (keys.Any(key => key.IsAlive))
        {
            limit.Token.ThrowIfCancellationRequested();
            GC.Collect();
            await Task.Yield();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> CallOnceAsync(TestSilo silo, string key)
    {
        await silo.Get<IWorkerGrain>(key).EndAsync();
        return new(key);
    }
}
