using Contacts.Core.Users;

namespace Contacts.Storage.Tests.Contract;

public abstract class AttemptContract(IStoreFixture store) : StoreContract(store)
{
    private static readonly AttemptLimit _limit = AttemptLimit.SignIn;

    private IAttemptStore Attempts => Store.People.Attempts;

    [Fact]
    public async Task The_fifth_failure_locks_an_account_for_fifteen_minutes()
    {
        var (account, network) = (NewId(), NewId());

        for (var i = 0; i < 5; i++) Assert.Equal(AttemptOutcome.Allowed, await TakeAsync(account, network, Monday.AddMinutes(i)));

        Assert.Equal(AttemptOutcome.AccountLocked, await TakeAsync(account, NewId(), Monday.AddMinutes(4)));
        Assert.Equal(AttemptOutcome.AccountLocked, await TakeAsync(account, NewId(), Monday.AddMinutes(19).AddSeconds(-1)));
        Assert.Equal(AttemptOutcome.Allowed, await TakeAsync(account, NewId(), Monday.AddMinutes(19)));
        Assert.Equal(AttemptOutcome.Allowed, await TakeAsync(NewId(), network, Monday.AddMinutes(4)));
    }

    [Fact]
    public async Task Failures_of_more_than_fifteen_minutes_ago_do_not_count()
    {
        var account = NewId();
        for (var i = 0; i < 4; i++) await TakeAsync(account, NewId(), Monday);

        for (var i = 0; i < 5; i++) Assert.Equal(AttemptOutcome.Allowed, await TakeAsync(account, NewId(), Monday.AddMinutes(15)));

        Assert.Equal(AttemptOutcome.AccountLocked, await TakeAsync(account, NewId(), Monday.AddMinutes(15)));
    }

    [Fact]
    public async Task The_twentieth_failure_locks_a_network()
    {
        var network = NewId();

        for (var i = 0; i < 20; i++) Assert.Equal(AttemptOutcome.Allowed, await TakeAsync(NewId(), network, Monday));

        Assert.Equal(AttemptOutcome.NetworkLocked, await TakeAsync(NewId(), network, Monday.AddMinutes(14)));
        Assert.Equal(AttemptOutcome.Allowed, await TakeAsync(NewId(), network, Monday.AddMinutes(15)));
    }

    [Fact]
    public async Task Attempts_at_a_locked_account_count_for_their_network()
    {
        var (account, network) = (NewId(), NewId());

        var outcomes = new List<AttemptOutcome>();
        for (var i = 0; i < 21; i++) outcomes.Add(await TakeAsync(account, network, Monday));

        Assert.Equal(5, outcomes.Count(outcome => outcome == AttemptOutcome.Allowed));
        Assert.Equal(15, outcomes.Count(outcome => outcome == AttemptOutcome.AccountLocked));
        Assert.Equal(AttemptOutcome.NetworkLocked, outcomes[^1]);
    }

    [Fact]
    public async Task Attempts_at_one_moment_are_as_many_as_the_limit()
    {
        var account = NewId();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => TakeAsync(account, $"{account} {i}", Monday)));

        Assert.Equal(5, outcomes.Count(outcome => outcome == AttemptOutcome.Allowed));
    }

    [Fact]
    public async Task Accounts_at_one_moment_are_as_many_as_the_limit_of_their_network()
    {
        var network = NewId();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => TakeAsync($"{network} {i}", network, Monday)));

        Assert.Equal(20, outcomes.Count(outcome => outcome == AttemptOutcome.Allowed));
    }

    [Fact]
    public async Task An_attempt_that_ends_well_unlocks_what_it_locked()
    {
        var (account, network) = (NewId(), NewId());
        for (var i = 0; i < 4; i++) await TakeAsync(account, network, Monday);
        var fifth = SignInAttempt.Of(_limit, account, network, Tuesday.AddDays(-1).AddSeconds(1));
        Assert.Equal(AttemptOutcome.Allowed, await Attempts.TakeAsync(_limit, fifth, None));
        Assert.Equal(AttemptOutcome.AccountLocked, await TakeAsync(account, NewId(), Monday.AddSeconds(2)));

        await Attempts.ReturnAsync(_limit, fifth, None);

        Assert.Equal(AttemptOutcome.Allowed, await TakeAsync(account, network, Monday.AddSeconds(3)));
        Assert.Equal(AttemptOutcome.AccountLocked, await TakeAsync(account, network, Monday.AddSeconds(4)));
    }

    [Fact]
    public async Task Failures_of_an_account_are_forgiven_and_those_of_its_network_are_not()
    {
        var (account, network) = (NewId(), NewId());
        for (var i = 0; i < 4; i++) await TakeAsync(account, network, Monday);
        var good = SignInAttempt.Of(_limit, account, network, Monday.AddSeconds(1));
        await Attempts.TakeAsync(_limit, good, None);

        await Attempts.ForgiveAsync(_limit, good, None);

        for (var i = 0; i < 5; i++) Assert.Equal(AttemptOutcome.Allowed, await TakeAsync(account, NewId(), Monday.AddSeconds(2)));
        for (var i = 0; i < 16; i++) Assert.Equal(AttemptOutcome.Allowed, await TakeAsync(NewId(), network, Monday.AddSeconds(2)));
        Assert.Equal(AttemptOutcome.NetworkLocked, await TakeAsync(NewId(), network, Monday.AddSeconds(2)));
    }

    [Fact]
    public async Task Counts_that_are_over_are_swept()
    {
        var account = NewId();
        for (var i = 0; i < 5; i++) await TakeAsync(account, NewId(), Monday);

        Assert.True(await Attempts.SweepAsync(Monday.AddHours(1), 1000, None) >= 6);

        Assert.Equal(AttemptOutcome.Allowed, await TakeAsync(account, NewId(), Monday.AddMinutes(1)));
    }

    private Task<AttemptOutcome> TakeAsync(string account, string network, DateTimeOffset at) =>
        Attempts.TakeAsync(_limit, SignInAttempt.Of(_limit, account, network, at), None);
}
