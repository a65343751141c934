using Orleans;
using Orleans.Runtime;

namespace Contacts.LocalSilo.Tests;

public sealed class CallTests
{
    [Alias("calls")]
    public interface ICallGrain : IGrainWithStringKey
    {
        Task<string> KeyAsync();

        ValueTask<int> AddAsync(int amount);

        Task NothingAsync();

        ValueTask<string> EchoAsync(string text, int number, Guid id, CancellationToken token = default);

        Task FailAsync(string text);

        ValueTask FailLaterAsync(string text);

        Task CancelledAsync(CancellationToken token);

        Task<string> IdentityAsync();

        ValueTask<TimeSpan?> NullableAsync(TimeSpan? value);
    }

    [Alias("numbered")]
    public interface INumberedGrain : IGrainWithIntegerKey
    {
        Task<long> KeyAsync();
    }

    public sealed class CallGrain : Grain, ICallGrain
    {
        private int _sum;

        public Task<string> KeyAsync() => Task.FromResult(this.GetPrimaryKeyString());

        public ValueTask<int> AddAsync(int amount) => new(_sum += amount);

        public Task NothingAsync() => Task.CompletedTask;

        public async ValueTask<string> EchoAsync(string text, int number, Guid id, CancellationToken token)
        {
            await Task.Yield();
            return $"{text}/{number}/{id:N}";
        }

        public Task FailAsync(string text) => throw new ArgumentException(text);

        public async ValueTask FailLaterAsync(string text)
        {
            await Task.Yield();
            throw new ArgumentException(text);
        }

        public Task CancelledAsync(CancellationToken token) => Task.Delay(Timeout.Infinite, token);

        public Task<string> IdentityAsync() => Task.FromResult($"{IdentityString} {this.AsReference<ICallGrain>().GetGrainId()}");

        public ValueTask<TimeSpan?> NullableAsync(TimeSpan? value) => new(value);
    }

    public sealed class NumberedGrain : Grain, INumberedGrain
    {
        public Task<long> KeyAsync() => Task.FromResult(this.GetPrimaryKeyLong());
    }

    [Fact]
    public async Task Calls_reach_the_grain_of_their_key_and_bring_back_its_result()
    {
        await using var silo = await TestSilo.StartAsync<CallGrain>();
        var (one, two) = (silo.Get<ICallGrain>("one"), silo.Get<ICallGrain>("two"));
        Assert.Equal("one", await one.KeyAsync());
        Assert.Equal("two", await two.KeyAsync());
        await one.AddAsync(1);
        await two.AddAsync(10);
        await one.NothingAsync();
        Assert.Equal(3, await silo.Get<ICallGrain>("one").AddAsync(2));
        Assert.Equal(30, await two.AddAsync(20));
        Assert.Equal($"t/7/{Guid.Empty:N}", await one.EchoAsync("t", 7, Guid.Empty));
        Assert.Null(await one.NullableAsync(null));
        Assert.Equal(TimeSpan.FromDays(1), await one.NullableAsync(TimeSpan.FromDays(1)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(42)]
    [InlineData(-1)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public async Task Integer_keys_are_told_as_they_were_given(long key)
    {
        await using var silo = await TestSilo.StartAsync<NumberedGrain>();
        Assert.Equal(key, await silo.Grains.GetGrain<INumberedGrain>(key).KeyAsync());
    }

    [Fact]
    public async Task Exceptions_reach_the_caller_whether_thrown_at_once_or_later()
    {
        await using var silo = await TestSilo.StartAsync<CallGrain>();
        var grain = silo.Get<ICallGrain>();
        Assert.Equal("now", (await Assert.ThrowsAsync<ArgumentException>(() => grain.FailAsync("now"))).Message);
        Assert.Equal("later", (await Assert.ThrowsAsync<ArgumentException>(() => grain.FailLaterAsync("later").AsTask())).Message);
        Assert.Equal(1, await grain.AddAsync(1));
    }

    [Fact]
    public async Task Cancelling_the_token_of_a_call_cancels_the_call()
    {
        await using var silo = await TestSilo.StartAsync<CallGrain>();
        using var source = new CancellationTokenSource();
        var call = silo.Get<ICallGrain>().CancelledAsync(source.Token);
        source.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.True(call.IsCanceled);
    }

    [Fact]
    public async Task References_are_equal_where_class_and_key_are()
    {
        await using var silo = await TestSilo.StartAsync<CallGrain>();
        Assert.Equal(silo.Get<ICallGrain>("x"), silo.Get<ICallGrain>("x"));
        Assert.NotEqual(silo.Get<ICallGrain>("x"), silo.Get<ICallGrain>("y"));
        Assert.Equal("call/x call/x", await silo.Get<ICallGrain>("x").IdentityAsync());
        Assert.Throws<InvalidCastException>(() => silo.Get<ICallGrain>("x").AsReference<INumberedGrain>());
    }

    [Fact]
    public async Task An_interface_without_a_class_has_no_references()
    {
        await using var silo = await TestSilo.StartAsync<NumberedGrain>();
        Assert.Contains(nameof(ICallGrain), Assert.Throws<ArgumentException>(() => silo.Get<ICallGrain>()).Message);
    }

    [Fact]
    public async Task Many_callers_of_one_grain_lose_no_update()
    {
        await using var silo = await TestSilo.StartAsync<CallGrain>();
        await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 500; i++) await silo.Get<ICallGrain>().AddAsync(1);
        })));
        Assert.Equal(32 * 500, await silo.Get<ICallGrain>().AddAsync(0));
    }
}
