using Contacts.Core;
using Contacts.Core.Audit;
using Contacts.Core.Contacts;
using Contacts.Core.Email;
using Contacts.Core.Organisations;
using Contacts.Core.Settings;
using Contacts.Grains.Abstractions.Organisations;
using Contacts.Grains.Organisations;
using Contacts.Grains.Tests.Concurrency;
using Contacts.Testing.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Contacts.Grains.Tests.Organisations;

/// <summary>The service is not run by the host here: a test says when which pass runs, on a clock of its own.</summary>
public sealed class RekeyingTests
{
    [Fact]
    public async Task Switching_gives_contacts_their_new_forms_on_SQLite()
    {
        await using var service = await ContactService.OnSqliteAsync(ByHand);
        await SwitchAsync(service);
    }

    [PostgresFact]
    public async Task Switching_gives_contacts_their_new_forms_on_PostgreSQL()
    {
        var database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        await using var service = await ContactService.OnPostgresAsync(database, ByHand);
        await SwitchAsync(service);
    }

    [Fact]
    public async Task Contacts_that_become_one_are_left_and_reported_until_they_are_merged()
    {
        await using var service = await ContactService.OnSqliteAsync(ByHand);
        var organisation = await service.NewOrganisationAsync();
        var left = (await service.RegisterAsync(organisation, "j.an@gmail.com", "g1")).ContactId!.Value;
        var owner = (await service.RegisterAsync(organisation, "jan@gmail.com", "g2")).ContactId!.Value;
        await SwitchToAsync(service, organisation, "provider");
        await PassAsync(service);

        var collision = Assert.Single((await ViewAsync(service, organisation)).Collisions);
        Assert.Equal("jan@gmail.com", collision.Email);
        Assert.Equal([owner, left], collision.ContactIds.ToArray());
        Assert.Equal(2, (await service.LiveAsync(organisation)).Length);

        await service.Contact(organisation, left).MergeAsync(owner, "test", null, CancellationToken.None);
        var registered = await service.RegisterAsync(organisation, "ja.n@gmail.com", "g3");
        Assert.Equal(left, registered.ContactId);
    }

    [Fact]
    public async Task Consents_follow_their_addresses_on_SQLite()
    {
        await using var service = await ContactService.OnSqliteAsync(ByHand);
        await KeepConsentsAsync(service);
    }

    [PostgresFact]
    public async Task Consents_follow_their_addresses_on_PostgreSQL()
    {
        var database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        await using var service = await ContactService.OnPostgresAsync(database, ByHand);
        await KeepConsentsAsync(service);
    }

    private static async Task KeepConsentsAsync(ContactService service)
    {
        var organisation = await service.NewOrganisationAsync();
        var yes = (await service.RegisterAsync(organisation, "y.es@gmail.com", "g")).ContactId!.Value;
        var no = (await service.RegisterAsync(organisation, "n.o@gmail.com", "g")).ContactId!.Value;
        await service.Contact(organisation, no).UpdateAsync(new() { EmailSubscribed = false, Actor = "test" }, CancellationToken.None);
        await SwitchToAsync(service, organisation, "provider");
        await PassAsync(service);

        await service.Contacts.WriteAsync(
            [Imported(organisation, "y.es@gmail.com", "yes@gmail.com"), Imported(organisation, "n.o@gmail.com", "no@gmail.com")],
            CancellationToken.None);

        Assert.True((await service.Contacts.FindAsync(organisation, yes, CancellationToken.None))!.EmailSubscribed);
        Assert.False((await service.Contacts.FindAsync(organisation, no, CancellationToken.None))!.EmailSubscribed);
    }

    private static ContactWrite Imported(int organisation, string email, string key) =>
        Row(organisation, email) with { Kind = ContactWriteKind.Import, EmailKey = key, EmailSubscribed = true };

    [Fact]
    public async Task A_form_written_by_one_who_did_not_know_the_setting_is_found_later()
    {
        var time = new ServiceClock();
        await using var service = await ContactService.OnSqliteAsync(services => ByHand(services, time));
        var organisation = await service.NewOrganisationAsync();
        await SwitchToAsync(service, organisation, "provider");
        await PassAsync(service);
        // As another process writes that has the old setting in memory.
        await service.Contacts.WriteAsync([Row(organisation, "j.an@gmail.com")], CancellationToken.None);
        Assert.Equal(RekeyingState.Running, (await ViewAsync(service, organisation)).State);
        Assert.False(await Service(service).RunOneAsync(CancellationToken.None)); // Not yet due.

        time.Advance(TimeSpan.FromSeconds(6));
        await PassAsync(service);

        Assert.NotNull(await service.Contacts.FindByEmailAsync(organisation, "jan@gmail.com", CancellationToken.None));
        Assert.Equal(RekeyingState.Done, (await ViewAsync(service, organisation)).State);
    }

    [Fact]
    public async Task Another_process_goes_on_where_one_crashed()
    {
        var time = new ServiceClock();
        await using var service = await ContactService.OnSqliteAsync(services => ByHand(services, time));
        var organisation = await service.NewOrganisationAsync();
        await service.RegisterAsync(organisation, "j.an@gmail.com", "g");
        await SwitchToAsync(service, organisation, "provider");
        // Claimed, and never heard of again.
        Assert.NotNull(await service.Get<IRekeyingStore>().ClaimAsync(time.GetUtcNow(), time.GetUtcNow().AddSeconds(15), CancellationToken.None));
        Assert.False(await Service(service).RunOneAsync(CancellationToken.None));

        time.Advance(TimeSpan.FromSeconds(15));
        await PassAsync(service);

        Assert.NotNull(await service.Contacts.FindByEmailAsync(organisation, "jan@gmail.com", CancellationToken.None));
    }

    private static async Task SwitchAsync(ContactService service)
    {
        var organisation = await service.NewOrganisationAsync();
        var spellings = Enumerable.Range(0, 700).Select(i => $"j.an{i}+tag@gmail.com").Append("x.y@example.com").ToArray();
        foreach (var some in spellings.Chunk(200)) // As many as may wait for a store however slow it is.
            await Task.WhenAll(some.Select(email => service.RegisterAsync(organisation, email, "g")));
        await SwitchToAsync(service, organisation, "provider");
        await PassAsync(service);

        Assert.Equal(ContactOutcome.EmailTaken, (await service.CreateAsync(organisation, "ja.n17@googlemail.com", "g")).Outcome);
        Assert.Equal(ContactOutcome.Done, (await service.CreateAsync(organisation, "xy@example.com", "g")).Outcome);
        var view = await ViewAsync(service, organisation);
        Assert.Equal((701, 701, 0), (view.Done, view.Total, view.Collisions.Length));

        await SwitchToAsync(service, organisation, "none");
        await PassAsync(service);
        Assert.Equal(ContactOutcome.EmailTaken, (await service.CreateAsync(organisation, "j.an17+tag@gmail.com", "g")).Outcome);
        Assert.Equal(ContactOutcome.Done, (await service.CreateAsync(organisation, "jan17@gmail.com", "g")).Outcome);
    }

    private static async Task SwitchToAsync(ContactService service, int organisation, string mode)
    {
        var result = await service.Grains.GetGrain<IOrganisationGrain>(organisation)
            .ChangeSettingsAsync(new() { EmailCanonicalization = mode, Authority = ContactService.Authority }, CancellationToken.None);
        Assert.Equal(RekeyingState.Running, result.View!.EmailRekeying.State);
    }

    private static async Task PassAsync(ContactService service) => Assert.True(await Service(service).RunOneAsync(CancellationToken.None));

    private static async Task<EmailRekeying> ViewAsync(ContactService service, int organisation) =>
        (await service.Grains.GetGrain<IOrganisationGrain>(organisation).GetSettingsAsync(CancellationToken.None))!.EmailRekeying;

    private static RekeyingService Service(ContactService service) => service.Get<RekeyingService>();

    private static void ByHand(IServiceCollection services) => ByHand(services, new ServiceClock());

    private static void ByHand(IServiceCollection services, ServiceClock time)
    {
        services.Remove(services.Single(service =>
            service.ServiceType == typeof(IHostedService) && service.ImplementationType == typeof(RekeyingService)));
        services.AddSingleton<RekeyingService>();
        services.AddSingleton<TimeProvider>(time);
    }

    private static ContactWrite Row(int organisation, string email) => new()
    {
        Kind = ContactWriteKind.Register, OrganisationId = organisation, Email = email, EmailKey = email,
        ExternalId = ExternalId.New(), Actor = "test", At = DateTimeOffset.UnixEpoch,
    };
}
