using System.Collections.Immutable;
using Contacts.Core.Contacts;
using Contacts.Grains.Tests.Concurrency;

namespace Contacts.Grains.Tests.Contacts;

public sealed class EmailGrainTests
{
    [Fact]
    public async Task Three_hundred_sign_ups_for_one_address_are_one_contact_with_all_groups_in_few_writes()
    {
        await using var service = await ContactService.OnSqliteAsync();
        var organisation = await service.NewOrganisationAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 300).Select(i =>
            Task.Run(() => service.RegisterAsync(organisation, i % 2 == 0 ? "jan@example.com" : " JAN@Example.com", $"group {i}", $"name {i}"))));

        var contact = Assert.Single(await service.LiveAsync(organisation));
        Assert.All(results, result => Assert.Equal((ContactOutcome.Done, contact.Id), (result.Outcome, result.ContactId)));
        Assert.Equal(300, contact.Groups.Length);
        Assert.InRange(contact.Version, 1, 150); // Each write is a version.
    }

    [Fact]
    public async Task Of_many_creates_of_one_address_one_is_done_and_the_others_name_it()
    {
        await using var service = await ContactService.OnSqliteAsync();
        var organisation = await service.NewOrganisationAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => service.CreateAsync(organisation, "jan@example.com", "g"))));

        var done = Assert.Single(results, result => result.Outcome == ContactOutcome.Done);
        Assert.All(results.Where(result => result != done),
            result => Assert.Equal((ContactOutcome.EmailTaken, done.Contact!.ExternalId), (result.Outcome, result.Owner)));
    }

    [Fact]
    public async Task Sign_ups_with_different_sources_are_each_recorded()
    {
        await using var service = await ContactService.OnSqliteAsync();
        var organisation = await service.NewOrganisationAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => service.RegisterAsync(
            organisation, new() { Email = "jan@example.com", Source = $"source {i}", GroupNames = [$"group {i}"], Actor = "key" }))));

        var history = await service.Get<IContactHistoryStore>().ReadAsync(
            organisation, results[0].ContactId!.Value, new() { Limit = int.MaxValue }, CancellationToken.None);
        Assert.Equal(20, history.Entries.Select(entry => entry.Source).Distinct().Count());
    }
}
