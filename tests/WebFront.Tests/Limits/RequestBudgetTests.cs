using Contacts.Core;
using Contacts.Core.Keys;
using Contacts.Core.Limits;
using Contacts.WebFront.Pipeline.Limits;
using Microsoft.AspNetCore.Http;

namespace Contacts.WebFront.Tests.Limits;

/// <summary>What limits promise, with several processes on one store and a clock that is moved by hand.</summary>
public sealed class RequestBudgetTests
{
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UnixEpoch);
    private readonly LeaseLedger _store = new();

    [Fact]
    public async Task Exactly_the_limit_passes_and_the_headers_count_down()
    {
        var caller = Caller(perMinute: 5);

        for (var left = 4; left >= 0; left--)
        {
            var (isWithin, headers) = await caller.AskAsync();
            Assert.True(isWithin);
            Assert.Equal(left.ToString(), headers[LimitHeaders.Remaining]);
            Assert.Equal($"\"minute\";r={left};t=60, \"hour\";r={295 + left};t=3600", headers[LimitHeaders.State]);
            Assert.Equal("\"minute\";q=5;w=60, \"hour\";q=300;w=3600", headers[LimitHeaders.Policy]);
            Assert.False(headers.ContainsKey("Retry-After"));
        }

        var refused = await caller.AskAsync();
        Assert.False(refused.IsWithin);
        Assert.Equal(("5", "0", "60", "60"), Told(refused.Headers));
        Assert.Equal("295", refused.Headers[LimitHeaders.RemainingHour]);
    }

    [Fact]
    public async Task A_refused_request_asks_nobody()
    {
        var caller = Caller(perMinute: 5);
        await caller.AskAsync(6);
        var asked = _store.Asked;

        Assert.Equal(0, await caller.AskAsync(10_000));

        Assert.Equal(asked, _store.Asked);
    }

    [Fact]
    public async Task A_new_window_has_the_whole_limit_again_until_the_hour_is_used_up()
    {
        var caller = Caller(perMinute: 5, perHour: 12);
        Assert.Equal(5, await caller.AskAsync(9));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(5, await caller.AskAsync(9));
        _clock.Advance(TimeSpan.FromSeconds(90));
        Assert.Equal(2, await caller.AskAsync(9));

        var refused = await caller.AskAsync();
        Assert.Equal(("12", "0", "3600", "3450"), Told(refused.Headers));
        Assert.Equal("3", refused.Headers[LimitHeaders.RemainingMinute]);
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(5, await caller.AskAsync(9));
    }

    [Fact]
    public async Task Three_processes_and_any_number_at_once_get_exactly_a_small_limit()
    {
        LimitCaller[] callers = [Caller(perMinute: 5), Caller(perMinute: 5), Caller(perMinute: 5)];

        var answers = await Task.WhenAll(Enumerable.Range(0, 600).Select(i => Task.Run(() => callers[i % 3].AskAsync())));

        Assert.Equal(5, answers.Count(answer => answer.IsWithin));
    }

    [Fact]
    public async Task Requests_at_once_in_one_process_are_told_different_remainders()
    {
        var caller = Caller(perMinute: 50);

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(caller.AskAsync)));

        var told = answers.Where(answer => answer.IsWithin).Select(answer => int.Parse(answer.Headers[LimitHeaders.Remaining]!)).Order();
        Assert.Equal(Enumerable.Range(0, 50), told);
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(10_000)]
    public async Task A_process_that_served_one_request_leaves_99_percent_to_another(int limit)
    {
        Assert.Equal(1, await Caller(limit).AskAsync(1));

        Assert.InRange(await Caller(limit).AskAsync(limit + 10), limit * 99 / 100, limit - 1);
    }

    [Fact]
    public async Task An_idle_process_gives_back_what_it_does_not_need_and_an_ended_one_all()
    {
        var budget = NewBudget();
        Assert.Equal(500, await Caller(budget, perMinute: 1_000).AskAsync(500));
        for (var second = 0; second < 4; second++)
            await budget.SettleAsync();
        Assert.InRange(_store.Used(Minute()), 500, 510);

        await budget.DrainAsync();

        Assert.Equal(500, _store.Used(Minute()));
        Assert.Equal(500, await Caller(perMinute: 1_000).AskAsync(1_000));
    }

    [Fact]
    public async Task What_one_process_gives_back_another_finds_although_it_had_refused()
    {
        var ended = NewBudget();
        await Caller(ended, perMinute: 1_000).AskAsync(1);
        var caller = Caller(perMinute: 1_000);
        var passed = await caller.AskAsync(1_000);
        await ended.DrainAsync();
        Assert.InRange(passed, 990, 998);
        _clock.Advance(TimeSpan.FromSeconds(2));

        while (passed < 999)
            passed += await caller.AskAsync(1);

        Assert.Equal(1_000, _store.Used(Minute()));
        Assert.Equal("0", (await caller.AskAsync()).Headers[LimitHeaders.Remaining]);
    }

    [Fact]
    public async Task Requests_wait_for_one_lease_and_are_not_refused_meanwhile()
    {
        var caller = Caller(perMinute: 5);
        _store.Gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var waiting = Enumerable.Range(0, 5).Select(_ => caller.AskAsync()).ToArray();
        Assert.DoesNotContain(waiting, request => request.IsCompleted);
        _store.Gate.SetResult();

        Assert.All(await Task.WhenAll(waiting), answer => Assert.True(answer.IsWithin));
    }

    [Fact]
    public async Task While_the_store_is_away_there_is_no_answer_and_afterwards_nothing_is_missing()
    {
        var caller = Caller(perMinute: 5, perHour: 3);
        _store.IsAway = true;
        await Assert.ThrowsAsync<StoreUnavailableException>(caller.AskAsync);
        _store.IsAway = false;

        Assert.Equal(3, await caller.AskAsync(9));
    }

    [Fact]
    public async Task Keys_of_an_organisation_share_its_limit_and_a_refused_one_takes_nothing_from_another()
    {
        var budget = NewBudget();
        var organisation = new LimitSettings { PerMinute = 8 };
        var first = new LimitCaller(budget, new() { PerMinute = 3 }, organisation, keyId: 1);
        var second = new LimitCaller(budget, new() { PerMinute = 100 }, organisation, keyId: 2);

        Assert.Equal(3, await first.AskAsync(10));
        Assert.Equal(5, await second.AskAsync(10));

        var refused = await second.AskAsync();
        Assert.Equal(("8", "0", "60", "60"), Told(refused.Headers));
        Assert.Equal(8, _store.Used(Minute() with { Subject = 0 }));
    }

    [Fact]
    public async Task A_changed_limit_holds_at_once()
    {
        var budget = NewBudget();
        Assert.Equal(100, await Caller(budget, perMinute: 1_000).AskAsync(100));
        Assert.Equal(0, await Caller(budget, perMinute: 50).AskAsync(10));
        Assert.Equal(20, await Caller(budget, perMinute: 120).AskAsync(50));
    }

    [Fact]
    public async Task A_limit_of_none_lets_nothing_through()
    {
        Assert.Equal(0, await Caller(perMinute: 0).AskAsync(3));
    }

    private static (string?, string?, string?, string?) Told(IHeaderDictionary headers) =>
        (headers[LimitHeaders.Limit], headers[LimitHeaders.Remaining], headers[LimitHeaders.Reset], headers.RetryAfter);

    private static RateWindow Minute() => new() { Subject = 1, Size = WindowSize.Minute, Start = DateTimeOffset.UnixEpoch };

    private RequestBudget NewBudget() => LimitCaller.NewBudget(_store, _clock);

    private LimitCaller Caller(int perMinute, int? perHour = null) => Caller(NewBudget(), perMinute, perHour);

    private static LimitCaller Caller(RequestBudget budget, int perMinute, int? perHour = null) =>
        new(budget, new() { PerMinute = perMinute, PerHour = perHour });
}
