using Contacts.Core.Limits;
using Contacts.WebFront.Pipeline.Limits;
using Xunit.Abstractions;

namespace Contacts.WebFront.Tests.Limits;

/// <summary>
/// Random traffic over several processes: never a request too many, hardly one too few, and few questions. The clock moves with the
/// requests, a process's upkeep runs every second.
/// </summary>
public sealed class LeaseTrafficTests(ITestOutputHelper output)
{
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UnixEpoch);
    private readonly LeaseLedger _store = new();

    public static TheoryData<int, int, int> Traffic() => new()
    {
        { 1_000, 1, 1 }, { 1_000, 3, 2 }, { 10_000, 3, 3 }, { 50_000, 1, 4 }, { 50_000, 3, 5 }, { 99, 3, 6 }, { 250, 3, 7 },
    };

    [Theory]
    [MemberData(nameof(Traffic))]
    public async Task Even_traffic_of_just_the_limit_uses_nearly_all_of_it(int limit, int processes, int seed)
    {
        var random = new Random(seed);
        var within = await RunAsync(limit, processes, limit, () => random.Next(processes));

        var least = processes == 1 ? 0.99 : 0.95;
        output.WriteLine($"{limit} over {processes}: {within} passed, {_store.Asked} leases asked");
        Assert.InRange(within, (int)(limit * least), limit);
    }

    [Theory]
    [MemberData(nameof(Traffic))]
    public async Task Twice_the_limit_never_gets_more_than_the_limit_and_not_less_than_95_percent(int limit, int processes, int seed)
    {
        var random = new Random(seed);
        // Most of it at one process, which is another one every now and then.
        var favourite = 0;
        var within = await RunAsync(limit, processes, 2 * limit, () =>
        {
            if (random.Next(limit / 10) == 0)
                favourite = random.Next(processes);
            return random.Next(10) == 0 ? random.Next(processes) : favourite;
        });

        output.WriteLine($"{limit} over {processes}: {within} passed, {_store.Asked} leases asked");
        Assert.InRange(within, (int)(limit * 0.95), limit);
        Assert.True(_store.Used(Window(WindowSize.Minute)) <= limit);
    }

    [Fact]
    public async Task Two_busy_processes_do_not_starve_the_third()
    {
        var callers = Callers(limit: 30_000, processes: 3);
        var passed = new int[3];
        for (var i = 0; i < 30_000; i++)
        {
            var process = i % 10 == 9 ? 2 : i % 2; // The third asks for a tenth.
            passed[process] += await callers[process].Caller.AskAsync(1);
            await TickAsync(callers, i, 30_000);
        }

        Assert.InRange(passed[2], 2_700, 3_000);
    }

    /// <summary>Limit, processes, requests a minute; the last is how many questions a minute there may be.</summary>
    public static TheoryData<int, int, int, int> SteadyTraffic() => new()
    {
        { 500_000, 3, 60_000, 16 }, { 10_000, 3, 6_000, 16 }, { 5_000, 3, 4_000, 16 }, { 1_000, 3, 900, 16 },
        { 1_000, 1, 1_000, 10 }, { 1_000, 1, 800, 8 }, { 1_000, 1, 500, 5 }, // one process with the limit of a DEV key
        { 60, 1, 60, 9 }, { 60, 1, 40, 5 }, // a limit that an idle process may keep nothing of
    };

    [Theory]
    [MemberData(nameof(SteadyTraffic))]
    public async Task In_the_steady_state_there_are_few_questions(int limit, int processes, int requests, int most)
    {
        const int minutes = 5;
        var callers = Callers(limit, processes);
        var within = 0;
        for (var i = 0; i < requests; i++) // The first minute finds the pace.
        {
            await callers[i % processes].Caller.AskAsync(1);
            await TickAsync(callers, i, requests);
        }

        var before = _store.Asked;
        for (var i = 0; i < minutes * requests; i++)
        {
            within += await callers[i % processes].Caller.AskAsync(1);
            await TickAsync(callers, i, requests);
        }

        output.WriteLine($"{(_store.Asked - before) / (double)minutes} leases asked a minute");
        Assert.Equal(minutes * requests, within);
        Assert.InRange(_store.Asked - before, minutes, minutes * most);
    }

    [Fact]
    public async Task What_two_left_after_a_burst_the_third_can_use_at_once()
    {
        var callers = Callers(limit: 1_000, processes: 3);

        Assert.Equal(330, await callers[0].Caller.AskAsync(330));
        Assert.Equal(330, await callers[1].Caller.AskAsync(330));

        Assert.InRange(await callers[2].Caller.AskAsync(1_000), 320, 340);
    }

    [Fact]
    public async Task The_next_window_is_prepared_so_that_nobody_waits_at_the_boundary()
    {
        var callers = Callers(limit: 10_000, processes: 1);
        for (var i = 0; i < 2_000; i++)
        {
            await callers[0].Caller.AskAsync(1);
            await TickAsync(callers, i, 2_000);
        }
        var next = Window(WindowSize.Minute) with { Start = DateTimeOffset.UnixEpoch.AddMinutes(1) };
        await Eventually.IsTrueAsync(() => _store.Used(next) > 0);
        _store.IsAway = true;

        Assert.Equal(DateTimeOffset.UnixEpoch.AddMinutes(1), _clock.GetUtcNow());
        Assert.Equal(10, await callers[0].Caller.AskAsync(10));
    }

    /// <summary>Spreads requests over one minute; how many were within the limit.</summary>
    private async Task<int> RunAsync(int limit, int processes, int requests, Func<int> next)
    {
        var callers = Callers(limit, processes);
        var within = 0;
        for (var i = 0; i < requests; i++)
        {
            within += await callers[next()].Caller.AskAsync(1);
            await TickAsync(callers, i, requests + 1);
        }

        return within;
    }

    private async Task TickAsync((RequestBudget Budget, LimitCaller Caller)[] callers, int i, int requestsPerMinute)
    {
        var before = _clock.GetTimestamp() / TimeSpan.TicksPerSecond;
        _clock.Advance(TimeSpan.FromTicks(TimeSpan.TicksPerMinute * (i + 1L) / requestsPerMinute - TimeSpan.TicksPerMinute * i / requestsPerMinute));
        if (_clock.GetTimestamp() / TimeSpan.TicksPerSecond == before)
            return;
        foreach (var (budget, _) in callers)
            await budget.SettleAsync();
    }

    private (RequestBudget Budget, LimitCaller Caller)[] Callers(int limit, int processes) =>
    [
        .. Enumerable.Range(0, processes).Select(_ =>
        {
            var budget = LimitCaller.NewBudget(_store, _clock);
            return (budget, new LimitCaller(budget, new() { PerMinute = limit }));
        }),
    ];

    private static RateWindow Window(WindowSize size) => new() { Subject = 1, Size = size, Start = DateTimeOffset.UnixEpoch };
}
