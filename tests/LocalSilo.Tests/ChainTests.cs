using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace Contacts.LocalSilo.Tests;

public sealed class ChainTests
{
    [Alias("chain")]
    public interface IChainGrain : IGrainWithStringKey
    {
        Task<string> FollowAsync(string path);

        [AlwaysInterleave]
        Task<string> FollowFreelyAsync(string path);

        Task<string?> ValueAsync(string key, string via);
    }

    public class ChainGrain : Grain, IChainGrain
    {
        public async Task<string> FollowAsync(string path)
        {
            if (path.Length == 0) return "end";
            var next = GrainFactory.GetGrain<IChainGrain>(path[..1]);
            return path is [_, '!', ..] ? await next.FollowFreelyAsync(path[2..]) : await next.FollowAsync(path[1..]);
        }

        public Task<string> FollowFreelyAsync(string path) => FollowAsync(path);

        public async Task<string?> ValueAsync(string key, string via)
        {
            if (via.Length == 0) return (string?)RequestContext.Get(key);
            await Task.Yield();
            var value = await GrainFactory.GetGrain<IChainGrain>(via[..1]).ValueAsync(key, via[1..]);
            RequestContext.Set(key, "not told to the caller");
            return value;
        }
    }

    [Reentrant]
    public sealed class ReentrantChainGrain : ChainGrain;

    [StatelessWorker(2)]
    public sealed class WorkerChainGrain : ChainGrain;

    [Theory]
    [InlineData("a", "a", "follow a -> a")]
    [InlineData("a", "ba", "follow a -> b -> a")]
    [InlineData("a", "bcdb", "follow a -> b -> c -> d -> b")]
    public async Task A_chain_that_returns_to_a_busy_grain_fails_at_once_and_is_named(string first, string path, string named)
    {
        await using var silo = await TestSilo.StartAsync<ChainGrain>();
        var failure = await Assert.ThrowsAsync<OrleansException>(() => silo.Get<IChainGrain>(first).FollowAsync(path));
        var chain = string.Join(" -> ", named["follow ".Length..].Split(" -> ").Select(k => $"IChainGrain.FollowAsync(chain/{k})"));
        Assert.Contains(chain + ".", failure.Message);
    }

    [Fact]
    public async Task The_grains_of_a_refused_chain_can_be_called_again()
    {
        await using var silo = await TestSilo.StartAsync<ChainGrain>();
        await Assert.ThrowsAsync<OrleansException>(() => silo.Get<IChainGrain>().FollowAsync("ba"));
        Assert.Equal("end", await silo.Get<IChainGrain>("a").FollowAsync("bcd"));
        Assert.Equal("end", await silo.Get<IChainGrain>("b").FollowAsync("a"));
    }

    [Fact]
    public async Task An_interleaving_call_may_return_to_a_busy_grain()
    {
        await using var silo = await TestSilo.StartAsync<ChainGrain>();
        Assert.Equal("end", await silo.Get<IChainGrain>().FollowAsync("ba!"));
    }

    [Fact]
    public async Task A_chain_may_return_to_a_reentrant_grain()
    {
        await using var silo = await TestSilo.StartAsync<ReentrantChainGrain>();
        Assert.Equal("end", await silo.Get<IChainGrain>().FollowAsync("baab"));
    }

    [Fact]
    public async Task A_chain_may_return_to_a_stateless_worker_while_one_is_free()
    {
        await using var silo = await TestSilo.StartAsync<WorkerChainGrain>();
        Assert.Equal("end", await silo.Get<IChainGrain>().FollowAsync("a"));
        await Assert.ThrowsAsync<OrleansException>(() => silo.Get<IChainGrain>().FollowAsync("aa"));
    }

    [Fact]
    public async Task Request_context_travels_down_the_chain_and_not_back()
    {
        await using var silo = await TestSilo.StartAsync<ChainGrain>();
        RequestContext.Set("tenant", "t1");
        Assert.Equal("t1", await silo.Get<IChainGrain>().ValueAsync("tenant", "bc"));
        Assert.Equal("t1", RequestContext.Get("tenant"));
        Assert.True(RequestContext.Remove("tenant"));
        Assert.Null(await silo.Get<IChainGrain>().ValueAsync("tenant", "bc"));
    }
}
