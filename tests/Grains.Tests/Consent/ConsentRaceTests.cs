using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Contacts.Grains.Abstractions.Consent;
using Contacts.Grains.Tests.Concurrency;
using Contacts.Testing.Postgres;

namespace Contacts.Grains.Tests.Consent;

/// <summary>
/// Sixty-four clients confirm and withdraw one address at once, by old links and by the newest. Whatever comes first: a withdrawal that was
/// committed stands, and the newest link confirms at most once, before it.
/// </summary>
public sealed class ConsentRaceTests
{
    private const string Eva = "eva@example.com";
    private const int Clients = 64;

    [Fact]
    public async Task A_withdrawal_stands_on_SQLite()
    {
        await using var services = await ContactServices.OnSqliteAsync();
        await RaceAsync(services, seeds: 6);
    }

    [PostgresFact]
    public async Task A_withdrawal_stands_with_two_processes_on_one_PostgreSQL()
    {
        await using var services = await ContactServices.OnPostgresAsync(2);
        await RaceAsync(services, seeds: 6);
    }

    private static async Task RaceAsync(ContactServices services, int seeds)
    {
        for (var seed = 1; seed <= seeds; seed++) await RaceAsync(services, new Random(seed));
    }

    private static async Task RaceAsync(ContactServices services, Random random)
    {
        var service = services.First;
        var organisation = await service.NewConfirmingOrganisationAsync();
        var id = (await service.SignUpAsync(organisation, new() { Email = Eva, Actor = "key" }, "192.0.2.1")).ContactId!.Value;
        var consent = await service.ConsentAsync(organisation, Eva);
        string[] links =
        [
            await service.ConfirmLinkAsync(consent), await service.ConfirmLinkAsync(consent with { Sequence = consent.Sequence - 1 }),
            await service.UnsubscribeLinkAsync(consent),
        ];
        var withdraws = random.Next(2) == 0;

        var acts = Enumerable.Range(0, Clients).Select(_ => (Link: random.Next(withdraws ? 3 : 2), Service: services.Any(random))).ToArray();
        var outcomes = await Task.WhenAll(acts.Select(act => Task.Run(() => act.Link == 2
            ? UnsubscribeAsync(act.Service, organisation, links[2])
            : act.Service.ConfirmAsync(organisation, links[act.Link]))));

        var done = acts.Zip(outcomes).Where(act => act.Second == ConsentOutcome.Done).Select(act => act.First.Link).ToHashSet();
        var isWithdrawn = acts.Any(act => act.Link == 2);
        var kinds = await service.KindsAsync(organisation, id);
        Assert.DoesNotContain(1, done);
        Assert.Equal(isWithdrawn, done.Contains(2));
        Assert.Equal(
            isWithdrawn ? ConsentState.Withdrawn : ConsentState.Confirmed, (await service.ConsentAsync(organisation, Eva)).State);
        Assert.Equal(!isWithdrawn, Assert.Single(await service.LiveAsync(organisation)).EmailSubscribed);
        string[] expected = [.. done.Contains(0) ? [EventKinds.ConsentConfirmed] : (string[])[], .. isWithdrawn ? [EventKinds.ConsentWithdrawn] : (string[])[]];
        Assert.Equal(expected, kinds.Where(kind => kind is EventKinds.ConsentConfirmed or EventKinds.ConsentWithdrawn));
        foreach (var link in links[..2])
            if (isWithdrawn) Assert.Equal(ConsentOutcome.Expired, await service.ConfirmAsync(organisation, link));
    }

    private static async Task<ConsentOutcome> UnsubscribeAsync(ContactService service, int organisation, string link) =>
        (await service.Consent(organisation).UnsubscribeAsync(link, Confirming.Browser, CancellationToken.None)).Outcome;
}
