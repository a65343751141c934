using Contacts.Core.Contacts;

namespace Contacts.Storage.Tests.Contract;

public abstract class ContactHistoryContract(IStoreFixture store) : StoreContract(store)
{
    [Fact]
    public async Task A_page_goes_on_below_an_id_and_says_whether_there_is_more()
    {
        var organisation = await NewOrganisationAsync();
        var contact = await RegisteredAsync(Write(organisation, "eva@example.com"));
        foreach (var name in (string[])["A", "B", "C"]) await WriteAsync(Write(organisation, "eva@example.com") with { FirstName = name });
        var all = await HistoryAsync(contact);

        var first = await ReadAsync(contact, 2, null);
        await WriteAsync(Write(organisation, "eva@example.com") with { FirstName = "D" });
        var second = await ReadAsync(contact, 2, first.Entries[^1].Id);
        var third = await ReadAsync(contact, 2, second.Entries[^1].Id);

        Assert.Equal((true, false, false), (first.HasMore, second.HasMore, third.HasMore));
        Assert.Equal(all, first.Entries.AddRange(second.Entries));
        Assert.Empty(third.Entries);
        Assert.False((await ReadAsync(contact, 5, null)).HasMore);
    }

    [Fact]
    public async Task A_history_is_that_of_its_organisation_and_contact()
    {
        var (organisation, other) = (await NewOrganisationAsync(), await NewOrganisationAsync());
        var contact = await RegisteredAsync(Write(organisation, "eva@example.com"));
        await RegisteredAsync(Write(organisation, "adam@example.com"));

        Assert.Single((await ReadAsync(contact, 10, null)).Entries);
        Assert.Empty((await ReadAsync(contact with { OrganisationId = other }, 10, null)).Entries);
    }

    private Task<HistoryPage> ReadAsync(ContactRow contact, int limit, long? before) =>
        Store.Histories.ReadAsync(contact.OrganisationId, contact.Id, new() { Limit = limit, Before = before }, None);
}
