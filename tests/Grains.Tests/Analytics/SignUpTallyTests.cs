using Contacts.Core.Analytics;
using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Contacts.Grains.Abstractions.Analytics;
using Contacts.Grains.Abstractions.Consent;
using Contacts.Grains.Tests.Concurrency;
using Contacts.Grains.Tests.Consent;
using Contacts.Testing;
using Contacts.Testing.Postgres;
using Microsoft.Extensions.DependencyInjection;

namespace Contacts.Grains.Tests.Analytics;

/// <summary>What is counted of sign-ups that come through the grains: folded, in several processes, confirmed and withdrawn.</summary>
public sealed class SignUpTallyTests
{
    private const string Eva = "eva@example.com";

    [Fact]
    public async Task Sign_ups_count_each_for_itself_whatever_is_folded_on_SQLite()
    {
        await using var services = await ContactServices.OnSqliteAsync();
        await CountAsync(services, rounds: 6);
    }

    [PostgresFact]
    public async Task Sign_ups_count_each_for_itself_whatever_is_folded_with_three_processes_on_one_PostgreSQL()
    {
        await using var services = await ContactServices.OnPostgresAsync(3);
        await CountAsync(services, rounds: 6);
    }

    [Fact]
    public async Task Confirmed_and_withdrawn_belong_to_the_sign_up_that_asked()
    {
        await using var service = await ContactService.OnSqliteAsync();
        var organisation = await service.NewConfirmingOrganisationAsync();
        await service.SignUpAsync(organisation, SignUp("fair", 4, "A", "B"), "192.0.2.1");
        var token = await service.ConfirmLinkAsync(await service.ConsentAsync(organisation, Eva));
        Assert.Equal(ConsentOutcome.Done, await service.ConfirmAsync(organisation, token));
        Assert.Equal(ConsentOutcome.Done, await service.ConfirmAsync(organisation, token));
        await service.SignUpAsync(organisation, SignUp("web", 5, "C"), "192.0.2.1");
        var unsubscribe = await service.UnsubscribeLinkAsync(await service.ConsentAsync(organisation, Eva));
        for (var time = 0; time < 2; time++)
            await service.Consent(organisation).UnsubscribeAsync(unsubscribe, Confirming.Browser, CancellationToken.None);

        var asked = new SignUpCounts { Submitted = 1, Pending = 1, Confirmed = 1, Withdrawn = 1 };
        var repeated = new SignUpCounts { Submitted = 1, Repeated = 1 };
        Assert.Equal([("fair", asked), ("web", repeated)], await CountedAsync(service, organisation, SignUpDimension.Source));
        Assert.Equal([("4", asked), ("5", repeated)], await CountedAsync(service, organisation, SignUpDimension.Key));
        Assert.Equal([("A", asked), ("B", asked), ("C", repeated)], await CountedAsync(service, organisation, SignUpDimension.Group));
        Assert.Equal([("", asked + repeated)], await CountedAsync(service, organisation, SignUpDimension.None));
    }

    [Fact]
    public async Task A_link_that_was_asked_for_again_after_a_refusal_belongs_to_the_sign_up_that_asked()
    {
        var clock = new ServiceClock(DateTimeOffset.UtcNow);
        await using var service = await ContactService.OnSqliteAsync(services => services.AddSingleton<TimeProvider>(clock));
        var organisation = await service.NewConfirmingOrganisationAsync();
        await service.SignUpAsync(organisation, SignUp("fair", 4), "192.0.2.1");
        var token = await service.ConfirmLinkAsync(await service.ConsentAsync(organisation, Eva));
        await service.Consent(organisation).DeclineAsync(token, Confirming.Browser, CancellationToken.None);
        clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(ConsentOutcome.Done, await service.SendAgainAsync(organisation, token));

        token = await service.ConfirmLinkAsync(await service.ConsentAsync(organisation, Eva));
        Assert.Equal(ConsentOutcome.Done, await service.ConfirmAsync(organisation, token));

        var confirmed = new SignUpCounts { Submitted = 1, Pending = 1, Confirmed = 1 };
        Assert.Equal([("fair", confirmed)], await CountedAsync(service, organisation, SignUpDimension.Source));
    }

    [Fact]
    public async Task The_newest_sign_up_that_waits_is_the_one_that_asked()
    {
        await using var service = await ContactService.OnSqliteAsync();
        var organisation = await service.NewConfirmingOrganisationAsync();
        await service.SignUpAsync(organisation, SignUp("fair", 4), "192.0.2.1");
        await service.SignUpAsync(organisation, SignUp("web", 5), "192.0.2.1");
        var consent = await service.ConsentAsync(organisation, Eva);

        Assert.Equal(ConsentOutcome.Done, await service.ConfirmAsync(organisation, await service.ConfirmLinkAsync(consent)));

        Assert.Equal(
            [("fair", new() { Submitted = 1, Pending = 1 }), ("web", new() { Submitted = 1, Repeated = 1, Confirmed = 1 })],
            await CountedAsync(service, organisation, SignUpDimension.Source));
    }

    [Fact]
    public async Task A_no_of_who_never_signed_up_is_not_counted_nor_one_that_a_merge_brings()
    {
        await using var service = await ContactService.OnSqliteAsync();
        var organisation = await service.NewOrganisationAsync();
        var created = await service.CreateAsync(organisation, Eva, "A");
        await SayNoAsync(service, organisation, created.Contact!.Id);
        var other = await service.RegisterAsync(organisation, SignUp("web", 5) with { Email = "other@example.com" });

        var merged = await service.Contact(organisation, other.ContactId!.Value).MergeAsync(
            created.Contact.Id, "test", null, CancellationToken.None);

        Assert.Equal(ContactOutcome.Done, merged.Outcome);
        Assert.Equal([("", new() { Submitted = 1, Created = 1 })], await CountedAsync(service, organisation, SignUpDimension.None));
    }

    [Fact]
    public async Task A_consent_that_goes_along_to_another_address_is_still_owed_to_its_sign_up()
    {
        await using var service = await ContactService.OnSqliteAsync();
        var organisation = await service.NewOrganisationAsync();
        var id = (await service.RegisterAsync(organisation, SignUp("fair", 4, "A"))).ContactId!.Value;
        var changed = await service.Contact(organisation, id).ChangeEmailAsync(
            new() { CurrentEmail = Eva, NewEmail = "new@example.com", Reason = "Asked for by phone", Actor = "test" }, CancellationToken.None);
        Assert.Equal(ContactOutcome.Done, changed.Outcome);

        await SayNoAsync(service, organisation, id);

        Assert.Equal(
            [("fair", new() { Submitted = 1, Created = 1, Withdrawn = 1 })],
            await CountedAsync(service, organisation, SignUpDimension.Source));
    }

    /// <summary>Few addresses, many sign-ups at once: what is folded depends on the moment, what is counted does not.</summary>
    private static async Task CountAsync(ContactServices services, int rounds)
    {
        var organisation = await services.First.NewOrganisationAsync();
        var (random, expected) = (new Random(5), new List<(string Address, string Source, long Key, string[] Groups)>());
        for (var round = 0; round < rounds; round++)
        {
            var together = Enumerable.Range(0, 120).Select(_ => (
                Address: $"c{random.Next(4)}-{round}@example.com", Source: random.Next(3) == 0 ? "fair" : "web", Key: (long)random.Next(1, 3),
                Groups: Enumerable.Range(0, 3).Where(_ => random.Next(3) == 0).Select(i => $"g{i}").ToArray())).ToArray();
            expected.AddRange(together);
            await Task.WhenAll(together.Select((one, i) => services.All[i % services.All.Count].RegisterAsync(
                organisation, SignUp(one.Source, one.Key, one.Groups) with { Email = one.Address })));
        }

        foreach (var service in services.All)
        {
            await SameAsync(service, SignUpDimension.Source, one => [one.Source]);
            await SameAsync(service, SignUpDimension.Key, one => [$"{one.Key}"]);
            await SameAsync(service, SignUpDimension.Group, one => one.Groups.Length == 0 ? [""] : one.Groups);
            var all = (await CountedAsync(service, organisation, SignUpDimension.None)).Single().Counts;
            var contacts = expected.Select(one => one.Address).Distinct().Count();
            Assert.Equal(new() { Submitted = expected.Count, Created = contacts, Repeated = expected.Count - contacts }, all);
        }

        async Task SameAsync(
            ContactService service, SignUpDimension dimension, Func<(string Address, string Source, long Key, string[] Groups), string[]> names) =>
            Assert.Equal(
                expected.SelectMany(names).GroupBy(name => name).OrderBy(name => name.Key, StringComparer.Ordinal)
                    .Select(name => (name.Key, (long)name.Count())),
                (await CountedAsync(service, organisation, dimension)).Select(one => (one.Key, one.Counts.Submitted)));
    }

    private static ContactRequest SignUp(string source, long key, params string[] groups) =>
        new() { Email = Eva, Source = source, KeyId = key, GroupNames = [.. groups], Actor = "test" };

    private static async Task SayNoAsync(ContactService service, int organisation, long contact) => Assert.Equal(
        ConsentOutcome.Done, await service.Consent(organisation).WithdrawAsync(
            new() { ContactId = contact, Channel = ConsentChannel.Email, Source = "phone", Actor = "test" }, CancellationToken.None));

    /// <summary>What was counted from yesterday to tomorrow.</summary>
    private static async Task<(string Key, SignUpCounts Counts)[]> CountedAsync(
        ContactService service, int organisation, SignUpDimension dimension)
    {
        var now = Quarter.Of(DateTimeOffset.UtcNow);
        var (from, to) = (now - Quarter.InDay, now + Quarter.InDay);
        var query = new SignUpQuery { From = from, To = to, Edges = [from, to], GroupBy = dimension };
        var report = await service.Grains.GetGrain<IAnalyticsGrain>(organisation).SignUpsAsync(query, CancellationToken.None);
        return [.. report.Buckets.Select(bucket => (bucket.Key, bucket.Counts))];
    }
}
