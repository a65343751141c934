using Contacts.Grains.Abstractions.Limits;
using Contacts.WebFront.Limits;
using Xunit.Abstractions;

namespace Contacts.WebFront.Tests.Limits;

/// <summary>
/// Random traffic over several processes: never a request too many, hardly one too few, and few questions. The clock moves with the
/// requests, a process's upkeep runs every second.
/// </summary>
public sealed class LeaseTrafficTests(ITestOutputHelper output)
{
    private readonly HandClock _clock = new();
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

    [Fact]
    public async Task In_the_steady_state_there_is_at_most_one_question_per_hundred_requests()
    {
        var callers = Callers(limit: 500_000, processes: 3);
        var within = 0;
        for (var i = 0; i < 60_000; i++)
        {
            within += await callers[i % 3].Caller.AskAsync(1);
            await TickAsync(callers, i, 60_000);
        }

        output.WriteLine($"{_store.Asked} leases asked");
        Assert.Equal(60_000, within);
        Assert.InRange(_store.Asked, 1, 600);
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
        while (_store.Used(Window(WindowSize.Minute) with { Start = DateTimeOffset.UnixEpoch.AddMinutes(1) }) == 0)
            await Task.Yield();
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
        _clock.Pass(TimeSpan.FromTicks(TimeSpan.TicksPerMinute * (i + 1L) / requestsPerMinute - TimeSpan.TicksPerMinute * i / requestsPerMinute));
        if (_clock.GetTimestamp() / TimeSpan.TicksPerSecond == before)
            return;
        foreach (var (budget, _) in callers)
            await budget.SettleAsync();
    }

    private (RequestBudget Budget, LimitCaller Caller)[] Callers(int limit, int processes) =>
    [
        .. Enumerable.Range(0, processes).Select(_ =>
        {
            var budget = new RequestBudget(_store, _clock);
            return (budget, new LimitCaller(budget, new() { PerMinute = limit }));
        }),
    ];

    private static RateWindow Window(WindowSize size) => new() { Subject = 1, Size = size, Start = DateTimeOffset.UnixEpoch };
}
