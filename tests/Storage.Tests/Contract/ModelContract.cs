using Contacts.Core.Consent;
using Contacts.Core.Contacts;

namespace Contacts.Storage.Tests.Contract;

/// <summary>Random writes, renames and merges against a model; a failure names the seed that repeats it.</summary>
public abstract class ModelContract(IStoreFixture store) : StoreContract(store)
{
    private static readonly ConsentAct _act = new("test", Tuesday);
    private static readonly string[] _names = ["Eva", "Adam", "Žofie", "Łukasz", "Jan"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Any_sequence_of_writes_and_changes_leaves_what_the_model_says(int seed)
    {
        var random = new Random(seed);
        var organisation = await NewOrganisationAsync();
        var groups = await NewGroupsAsync(organisation, "A", "B", "C", "D");
        var model = new StoreModel();
        for (var step = 0; step < 60; step++)
        {
            if (random.Next(4) > 0) await WriteBatchAsync(random, organisation, groups, model);
            else await ChangeAsync(random, organisation, model);
        }
        await CompareAsync(organisation, groups, model);
    }

    private async Task WriteBatchAsync(Random random, int organisation, long[] groups, StoreModel model)
    {
        var addresses = Enumerable.Range(0, 30).Select(i => $"c{i}@example.com").ToArray();
        random.Shuffle(addresses);
        ContactWrite[] batch = [.. addresses.Take(random.Next(1, 8)).Select(email => AnyWrite(random, organisation, email, groups))];
        if (random.Next(5) == 0) batch = [.. batch, AnyWrite(random, organisation, null, groups) with { Phone = "+420777000000" }];

        var results = await Store.Contacts.WriteAsync(batch, None);

        for (var i = 0; i < batch.Length; i++) Assert.Equal(model.Write(batch[i], results[i].ContactId), results[i].Outcome);
    }

    private static ContactWrite AnyWrite(Random random, int organisation, string? email, long[] groups) =>
        Write(organisation, email, (ContactWriteKind)random.Next(3)) with
        {
            FirstName = Maybe(random, _names), LastName = Maybe(random, _names), Company = Maybe(random, ["ACME", "Foo"]),
            Phone = Maybe(random, ["+420777123456", "+420777654321"]),
            GroupIds = [.. groups.Where(_ => random.Next(4) == 0)],
        };

    private static string? Maybe(Random random, string[] values) => random.Next(2) == 0 ? null : values[random.Next(values.Length)];

    private async Task ChangeAsync(Random random, int organisation, StoreModel model)
    {
        var live = model.Live.ToArray();
        if (live.Length < 2) return;
        random.Shuffle(live);
        var (one, other) = (live[0], live[1]);
        if (random.Next(2) == 0) await RenameAsync(organisation, one, $"c{random.Next(30)}@example.com", model);
        else await MergeAsync(organisation, one, other, model);
    }

    private async Task RenameAsync(int organisation, ModelContact contact, string email, StoreModel model)
    {
        var row = await FoundAsync(organisation, contact.Id);
        var renamed = row with { Email = email, EmailKey = email };
        var book = await BookAsync(row, renamed);
        var outcome = await Store.Contacts.ApplyAsync(new ContactChangeSet
        {
            OrganisationId = organisation, Contacts = [ContactConsents.Update(book, row, renamed, null, _act)],
            Events = [Event(contact, EventKinds.EmailChanged)], Consents = book.Changes, At = Tuesday,
        }, None);
        var owner = model.FindLive(email);
        Assert.Equal(owner is null || owner == contact ? ApplyOutcome.Applied : ApplyOutcome.EmailTaken, outcome);
        if (outcome == ApplyOutcome.Applied) model.Rename(contact, email);
    }

    private async Task MergeAsync(int organisation, ModelContact survivor, ModelContact legacy, StoreModel model)
    {
        var (kept, merged) = (await FoundAsync(organisation, survivor.Id), await FoundAsync(organisation, legacy.Id));
        var book = await BookAsync(kept, merged);
        var united = ContactConsents.Merge(book, kept, merged, kept with { Groups = [.. kept.Groups.Union(merged.Groups)] }, _act);
        var outcome = await Store.Contacts.ApplyAsync(new ContactChangeSet
        {
            OrganisationId = organisation, At = Tuesday, Events = [Event(survivor, EventKinds.Merged)],
            Contacts = [merged with { MergedInto = kept.Id }, united], Consents = book.Changes,
        }, None);
        Assert.Equal(ApplyOutcome.Applied, outcome);
        model.Merge(survivor, legacy);
    }

    private static ContactEvent Event(ModelContact contact, string kind) =>
        new() { ContactId = contact.Id, At = Tuesday, Kind = kind, Actor = "test" };

    private async Task CompareAsync(int organisation, long[] groups, StoreModel model)
    {
        await CompareAsync(organisation, new ContactQuery(), model.Live);
        foreach (var group in groups)
            await CompareAsync(organisation, new ContactQuery { GroupId = group }, model.Live.Where(contact => contact.Groups.Contains(group)));
        await CompareAsync(organisation, new ContactQuery { Search = "zofie" },
            model.Live.Where(contact => contact.FirstName == "Žofie" || contact.LastName == "Žofie"));
        await CompareAsync(organisation, new ContactQuery { Search = "777 654" }, model.Live.Where(contact => contact.Phone == "+420777654321"));
        await CompareAsync(organisation, new ContactQuery { Search = "ac" }, model.Live.Where(contact => contact.Company == "ACME"));
        foreach (var contact in model.Live)
            Assert.Equal(model.EventsOf(contact), (await HistoryAsync(organisation, contact.Id)).Length);
        var counts = await Store.Groups.ListAsync(organisation, 1, 10, None);
        foreach (var group in counts.Items)
            Assert.Equal(model.Live.Count(contact => contact.Groups.Contains(group.Id)), group.ContactCount);
    }

    private async Task CompareAsync(int organisation, ContactQuery query, IEnumerable<ModelContact> expected)
    {
        var contacts = expected.Select(contact => contact.ToString()).ToArray();
        var page = await ListAsync(organisation, query with { PageSize = 100 });
        Assert.Equal(contacts.Length, page.Total);
        Assert.Equal(contacts, page.Items.Select(item => new ModelContact
        {
            Id = item.Id, Email = item.Email, Phone = item.Phone, FirstName = item.FirstName, LastName = item.LastName, Company = item.Company,
            EmailSubscribed = item.EmailSubscribed, Groups = [.. item.Groups.Select(group => group.Id)], Version = item.Version,
        }.ToString()));
    }
}
