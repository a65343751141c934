using Microsoft.Extensions.DependencyInjection;
using Orleans;

namespace Contacts.LocalSilo.Tests;

public sealed class TimeoutTests
{
    [Alias("timeouts")]
    public interface ITimeoutGrain : IGrainWithStringKey
    {
        Task WaitAsync(string gate);

        [ResponseTimeout("00:05:00")]
        Task WaitLongAsync(string gate);

        Task<int> CountAsync();
    }

    public sealed class TimeoutGrain(Gates gates) : Grain, ITimeoutGrain
    {
        private int _count;

        public async Task WaitAsync(string gate)
        {
            await gates.PassAsync(gate);
            _count += 100;
        }

        public Task WaitLongAsync(string gate) => WaitAsync(gate);

        public Task<int> CountAsync() => Task.FromResult(++_count);
    }

    [Fact]
    public async Task A_call_fails_after_its_timeout_and_the_grain_goes_on()
    {
        var (silo, time) = await StartAsync();
        await using var _ = silo;
        var grain = silo.Get<ITimeoutGrain>();
        var call = grain.WaitAsync("gate");
        await silo.Gates.Reached("gate");
        time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(call.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(2));
        var failure = await Assert.ThrowsAsync<TimeoutException>(() => call);
        Assert.Contains("ITimeoutGrain.WaitAsync(timeout/a)", failure.Message);
        silo.Gates.Open("gate");
        Assert.Equal(101, await grain.CountAsync());
    }

    [Fact]
    public async Task A_call_that_expires_in_line_is_never_begun()
    {
        var (silo, time) = await StartAsync();
        await using var _ = silo;
        var grain = silo.Get<ITimeoutGrain>();
        var running = grain.WaitLongAsync("gate");
        await silo.Gates.Reached("gate");
        var inLine = grain.CountAsync();
        time.Advance(TimeSpan.FromSeconds(31));
        await Assert.ThrowsAsync<TimeoutException>(() => inLine);
        silo.Gates.Open("gate");
        await running;
        Assert.Equal(101, await grain.CountAsync());
    }

    [Fact]
    public async Task A_method_may_have_its_own_timeout()
    {
        var (silo, time) = await StartAsync();
        await using var _ = silo;
        var call = silo.Get<ITimeoutGrain>().WaitLongAsync("gate");
        await silo.Gates.Reached("gate");
        time.Advance(TimeSpan.FromMinutes(4));
        Assert.False(call.IsCompleted);
        time.Advance(TimeSpan.FromMinutes(2));
        await Assert.ThrowsAsync<TimeoutException>(() => call);
        silo.Gates.Open("gate");
    }

    private static async Task<(TestSilo Silo, ManualTime Time)> StartAsync()
    {
        var time = new ManualTime();
        return (await TestSilo.StartAsync<TimeoutGrain>(null, s => s.AddSingleton<TimeProvider>(time)), time);
    }
}
