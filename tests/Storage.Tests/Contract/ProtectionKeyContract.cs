namespace Contacts.Storage.Tests.Contract;

public abstract class ProtectionKeyContract(IStoreFixture store) : StoreContract(store)
{
    [Fact]
    public async Task Processes_that_add_a_key_at_the_same_time_get_one()
    {
        var keys = Store.People.ProtectionKeys;

        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => keys.AddAsync($"key {i}", $"<key id='{i}'/>", Monday, None)));
        var midnight = new DateTimeOffset(Tuesday.Date, TimeSpan.Zero);
        await keys.AddAsync("late", "<late/>", midnight.AddMinutes(-1), None);

        var first = Assert.Single(await keys.ListAsync(None));
        await keys.AddAsync("next", "<next/>", midnight, None);
        await keys.AddAsync("too early", "<too-early/>", midnight.AddMinutes(30), None);
        Assert.Equal<IEnumerable<string>>([first, "<next/>"], await keys.ListAsync(None));
    }
}
