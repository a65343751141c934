using Contacts.Core.Limits;

namespace Contacts.Storage.Tests.Contract;

public abstract class RateLimitContract(IStoreFixture store) : StoreContract(store)
{
    [Fact]
    public async Task A_window_gives_what_it_has_and_no_more()
    {
        var organisation = await NewOrganisationAsync();

        Assert.Equal(new WindowGrant(3, 2), await TakeAsync(organisation, Window(1), 3, limit: 5));
        Assert.Equal(new WindowGrant(2, 0), await TakeAsync(organisation, Window(1), 3, limit: 5));
        Assert.Equal(new WindowGrant(0, 0), await TakeAsync(organisation, Window(1), 1, limit: 5));
    }

    [Fact]
    public async Task The_first_taker_gets_no_more_than_the_limit_either()
    {
        var organisation = await NewOrganisationAsync();

        Assert.Equal(new WindowGrant(5, 0), await TakeAsync(organisation, Window(1), 1_000_000, limit: 5));
        Assert.Equal(new WindowGrant(0, 0), await TakeAsync(organisation, Window(2), 1, limit: 0));
    }

    [Fact]
    public async Task Windows_of_other_subjects_sizes_times_and_organisations_are_apart()
    {
        var (organisation, other) = (await NewOrganisationAsync(), await NewOrganisationAsync());
        await TakeAsync(organisation, Window(1), 5, limit: 5);

        Assert.Equal(1, (await TakeAsync(organisation, Window(2), 1, limit: 5)).Granted);
        Assert.Equal(1, (await TakeAsync(organisation, Window(1) with { Size = WindowSize.Hour }, 1, limit: 5)).Granted);
        Assert.Equal(1, (await TakeAsync(organisation, Window(1) with { Start = Monday.AddMinutes(1) }, 1, limit: 5)).Granted);
        Assert.Equal(1, (await TakeAsync(other, Window(1), 1, limit: 5)).Granted);
        Assert.Equal(0, (await TakeAsync(organisation, Window(1), 1, limit: 5)).Granted);
    }

    [Fact]
    public async Task Several_windows_are_taken_from_at_once_and_answered_in_order()
    {
        var organisation = await NewOrganisationAsync();
        await TakeAsync(organisation, Window(2), 4, limit: 5);

        var grants = await Store.Limits.TakeAsync(
            organisation, [new(Window(3), 2, 10), new(Window(2), 2, 5), new(Window(1), 7, 7)], None);

        WindowGrant[] expected = [new(2, 8), new(1, 0), new(7, 0)];
        Assert.Equal(expected, grants.ToArray());
    }

    [Fact]
    public async Task A_limit_that_changes_counts_from_then_on()
    {
        var organisation = await NewOrganisationAsync();
        await TakeAsync(organisation, Window(1), 8, limit: 10);

        Assert.Equal(new WindowGrant(0, 0), await TakeAsync(organisation, Window(1), 1, limit: 5));
        Assert.Equal(new WindowGrant(4, 8), await TakeAsync(organisation, Window(1), 4, limit: 20));
    }

    [Fact]
    public async Task Returned_permits_can_be_taken_again_and_never_make_a_window_larger()
    {
        var organisation = await NewOrganisationAsync();
        await TakeAsync(organisation, Window(1), 5, limit: 5);

        await Store.Limits.ReturnAsync(organisation, [new(Window(1), 2, 0)], None);
        await Store.Limits.ReturnAsync(organisation, [new(Window(1), 4, 0)], None);
        await Store.Limits.ReturnAsync(organisation, [new(Window(7), 4, 0)], None);

        Assert.Equal(new WindowGrant(2, 0), await TakeAsync(organisation, Window(1), 5, limit: 5));
        Assert.Equal(new WindowGrant(5, 0), await TakeAsync(organisation, Window(7), 9, limit: 5));
    }

    [Fact]
    public async Task Any_number_of_takers_at_once_get_the_limit_together()
    {
        var organisation = await NewOrganisationAsync();
        var takers = Enumerable.Range(0, 60).Select(i => Store.Limits.TakeAsync(
            organisation, i % 2 == 0 ? [new(Window(1), 7, 300), new(Window(2), 5, 100)] : [new(Window(2), 5, 100), new(Window(1), 7, 300)], None));

        var grants = await Task.WhenAll(takers);

        Assert.Equal(300, grants.Select((grant, i) => grant[i % 2].Granted).Sum());
        Assert.Equal(100, grants.Select((grant, i) => grant[1 - (i % 2)].Granted).Sum());
    }

    [Fact]
    public async Task Old_windows_are_swept_in_batches_and_new_ones_stay()
    {
        var organisation = await NewOrganisationAsync();
        var old = new DateTimeOffset(2001, 1, 1, 0, 0, 0, TimeSpan.Zero);
        for (var i = 0; i < 5; i++) await TakeAsync(organisation, Window(i) with { Start = old }, 1, limit: 1);
        await TakeAsync(organisation, Window(1), 1, limit: 1);

        Assert.Equal(3, await Store.Limits.SweepAsync(old.AddDays(1), 3, None));
        Assert.Equal(2, await Store.Limits.SweepAsync(old.AddDays(1), 3, None));

        Assert.Equal(1, (await TakeAsync(organisation, Window(1) with { Start = old }, 1, limit: 1)).Granted);
        Assert.Equal(0, (await TakeAsync(organisation, Window(1), 1, limit: 1)).Granted);
        await Store.Limits.SweepAsync(old.AddDays(1), 100, None);
    }

    private async Task<WindowGrant> TakeAsync(int organisation, RateWindow window, int permits, int limit) =>
        (await Store.Limits.TakeAsync(organisation, [new(window, permits, limit)], None))[0];

    private static RateWindow Window(long subject) => new() { Subject = subject, Size = WindowSize.Minute, Start = Monday };
}
