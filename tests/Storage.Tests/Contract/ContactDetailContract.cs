using Contacts.Core.Contacts;

namespace Contacts.Storage.Tests.Contract;

/// <summary>The ids that integrators give contacts, and attributes.</summary>
public abstract class ContactDetailContract(IStoreFixture store) : StoreContract(store)
{
    private const string Plan = """{"active":true,"plan":"pro","seats":5}""";

    [Fact]
    public async Task Details_are_written_with_the_contact_and_merged_into_a_known_one()
    {
        var organisation = await NewOrganisationAsync();
        var created = await WriteAsync(
            Write(organisation, "eva@example.com", ContactWriteKind.Create) with { ForeignId = "A-1", Attributes = Plan });
        var change = ContactAttributes.ReadChange("""{"seats":7.50,"plan":null,"note":"ž \"quoted\" 🎈"}""", out _);

        var updated = await WriteAsync(Write(organisation, "eva@example.com", ContactWriteKind.Import) with { Attributes = change });

        Assert.Equal((ContactWriteOutcome.Created, ContactWriteOutcome.Updated), (created.Outcome, updated.Outcome));
        var contact = await FoundAsync(organisation, created.ContactId);
        Assert.Equal("A-1", contact.ForeignId);
        Assert.Equal(ContactAttributes.Apply(Plan, change), contact.Attributes);
        Assert.Equal(2, contact.Version);
        Assert.Equivalent(contact, await Store.Contacts.FindByForeignIdAsync(organisation, "A-1", None));
        AssertJson("""{"attributes":{"note":null,"plan":"pro","seats":5}}""", (await HistoryAsync(contact))[0].Before);
        AssertJson("""{"attributes":{"note":"ž \"quoted\" 🎈","plan":null,"seats":7.5}}""", (await HistoryAsync(contact))[0].After);

        var again = await WriteAsync(
            Write(organisation, "eva@example.com", ContactWriteKind.Import) with { ForeignId = "A-1", Attributes = change });
        Assert.Equal(ContactWriteOutcome.Unchanged, again.Outcome);
    }

    [Fact]
    public async Task A_sign_up_leaves_details_alone()
    {
        var organisation = await NewOrganisationAsync();
        var known = await RegisteredAsync(
            Write(organisation, "eva@example.com", ContactWriteKind.Create) with { ForeignId = "A-1", Attributes = Plan });

        var contact = await RegisteredAsync(Write(organisation, "eva@example.com") with { FirstName = "Eva", At = Tuesday });

        Assert.Equal(("A-1", Plan, "Eva"), (contact.ForeignId, contact.Attributes, contact.FirstName));
        Assert.Equal(known.Version + 1, contact.Version);
    }

    [Fact]
    public async Task An_id_that_another_contact_has_refuses_the_row_and_names_the_owner()
    {
        var organisation = await NewOrganisationAsync();
        var owner = await RegisteredAsync(Write(organisation, "eva@example.com", ContactWriteKind.Create) with { ForeignId = "A-1" });

        var created = await WriteAsync(Write(organisation, "adam@example.com", ContactWriteKind.Create) with { ForeignId = "A-1" });
        var phoneOnly = await WriteAsync(
            Write(organisation, null, ContactWriteKind.Create) with { Phone = "+420777123456", ForeignId = "A-1" });
        await RegisteredAsync(Write(organisation, "adam@example.com"));
        var imported = await WriteAsync(Write(organisation, "adam@example.com", ContactWriteKind.Import) with { ForeignId = "A-1" });
        var elsewhere = await WriteAsync(
            Write(await NewOrganisationAsync(), "adam@example.com", ContactWriteKind.Create) with { ForeignId = "A-1" });

        foreach (var refused in new[] { created, phoneOnly, imported })
            Assert.Equal((ContactWriteOutcome.ForeignIdTaken, owner.ExternalId), (refused.Outcome, refused.ExternalId));
        Assert.Equal(ContactWriteOutcome.Created, elsewhere.Outcome);
        Assert.Null((await Store.Contacts.FindByEmailAsync(organisation, "adam@example.com", None))!.ForeignId);
    }

    [Fact]
    public async Task Of_many_contacts_that_want_one_id_at_once_one_gets_it()
    {
        var organisation = await NewOrganisationAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() =>
            WriteAsync(Write(organisation, $"p{i}@example.com", ContactWriteKind.Create) with { ForeignId = "A-1" }))));

        var created = Assert.Single(results, result => result.Outcome == ContactWriteOutcome.Created);
        Assert.Equal(15, results.Count(result => result.Outcome == ContactWriteOutcome.ForeignIdTaken));
        Assert.All(results, result => Assert.Equal(created.ExternalId, result.ExternalId));
        Assert.Equal(1, (await ListAsync(organisation, new ContactQuery())).Total);
    }

    [Fact]
    public async Task Too_many_attributes_refuse_the_row()
    {
        var organisation = await NewOrganisationAsync();
        var contact = await RegisteredAsync(
            Write(organisation, "eva@example.com", ContactWriteKind.Create) with { Attributes = Keys(1, ContactAttributes.KeyLimit) });

        var result = await WriteAsync(Write(organisation, "eva@example.com", ContactWriteKind.Import) with { Attributes = """{"z":1}""" });

        Assert.Equal(ContactWriteOutcome.AttributesTooLarge, result.Outcome);
        Assert.Equivalent(contact, await FoundAsync(organisation, contact.Id));
    }

    [Fact]
    public async Task A_change_set_moves_an_id_from_one_contact_to_another_and_refuses_a_taken_one()
    {
        var organisation = await NewOrganisationAsync();
        var one = await RegisteredAsync(
            Write(organisation, "eva@example.com", ContactWriteKind.Create) with { ForeignId = "A-1", Attributes = Plan });
        var other = await RegisteredAsync(Write(organisation, "adam@example.com"));

        Assert.Equal(ApplyOutcome.ForeignIdTaken, await ApplyAsync(other with { ForeignId = "A-1" }));
        Assert.Equal(ApplyOutcome.Applied, await ApplyAsync(
            one with { ForeignId = null, Attributes = null }, other with { ForeignId = "A-1", Attributes = Plan }));

        Assert.Equal(other.Id, (await Store.Contacts.FindByForeignIdAsync(organisation, "A-1", None))!.Id);
        var bare = await FoundAsync(organisation, one.Id);
        Assert.Equal(((string?)null, (string?)null), (bare.ForeignId, bare.Attributes));
        Assert.Equal(Plan, (await FoundAsync(organisation, other.Id)).Attributes);
    }

    [Fact]
    public async Task A_contact_that_was_merged_away_keeps_its_id_for_an_undo_and_leaves_it_free()
    {
        var organisation = await NewOrganisationAsync();
        var survivor = await RegisteredAsync(Write(organisation, "eva@example.com"));
        var legacy = await RegisteredAsync(
            Write(organisation, "adam@example.com", ContactWriteKind.Create) with { ForeignId = "A-1", Attributes = Plan });
        var (merged, gone) = MergeRule.Merge(survivor, legacy);

        Assert.Equal(ApplyOutcome.Applied, await ApplyAsync(gone, merged));
        Assert.Equal(survivor.Id, (await Store.Contacts.FindByForeignIdAsync(organisation, "A-1", None))!.Id);

        var now = await Store.Contacts.FindRowAsync(organisation, survivor.Id, None);
        var row = await Store.Contacts.FindRowAsync(organisation, legacy.Id, None);
        var journal = new MergeJournal { SurvivorBefore = survivor, LegacyBefore = legacy, SurvivorAfter = merged };
        var (restored, revived) = MergeRule.Undo(journal, now!, row!);
        Assert.Equal(ApplyOutcome.Applied, await ApplyAsync(restored, revived));

        Assert.Equal(legacy.Id, (await Store.Contacts.FindByForeignIdAsync(organisation, "A-1", None))!.Id);
        Assert.Null((await FoundAsync(organisation, survivor.Id)).Attributes);
    }

    [Fact]
    public async Task Contacts_are_listed_by_an_attribute_as_it_is_now()
    {
        var organisation = await NewOrganisationAsync();
        async Task<ContactRow> NewAsync(string email, string attributes) =>
            await RegisteredAsync(Write(organisation, email, ContactWriteKind.Create) with { Attributes = attributes });
        var text = await NewAsync("a@example.com", """{"seats":"5","x":1}""");
        var number = await NewAsync("b@example.com", """{"seats":5}""");
        var other = await NewAsync("c@example.com", """{"seats":50,"5":"seats"}""");
        await RegisteredAsync(Write(await NewOrganisationAsync(), "d@example.com", ContactWriteKind.Create) with { Attributes = Plan });

        Assert.Equal([number.Id, text.Id], await FoundByAsync("seats", "5.0", "5"));
        Assert.Equal([other.Id], await FoundByAsync("5", "seats"));
        Assert.Empty(await FoundByAsync("plan", "pro"));

        var (merged, gone) = MergeRule.Merge(other, number);
        Assert.Equal(ApplyOutcome.Applied, await ApplyAsync(gone, merged with { Attributes = """{"seats":7}""" }));
        Assert.Equal([text.Id], await FoundByAsync("seats", "5"));
        Assert.Equal([other.Id], await FoundByAsync("seats", "7"));
        Assert.Equal([text.Id], (await ListAsync(organisation, new()
        {
            Attribute = ContactAttributes.TermsOf("x", "1"), Search = "exa", Order = ContactOrder.Email, Ascending = true,
        })).Items.Select(contact => contact.Id));

        async Task<long[]> FoundByAsync(string key, params string[] values)
        {
            var pages = await Task.WhenAll(values.Select(value => ListAsync(organisation, new() { Attribute = ContactAttributes.TermsOf(key, value) })));
            Assert.All(pages, page => Assert.Equal(page.Items.Length, page.Total));
            return [.. pages.SelectMany(page => page.Items).Select(contact => contact.Id).Distinct().OrderDescending()];
        }
    }

    private static string Keys(int from, int count) =>
        $"{{{string.Join(',', Enumerable.Range(from, count).Select(i => $"\"k{i:00}\":{i}"))}}}";

    private Task<ApplyOutcome> ApplyAsync(params ContactRow[] contacts) => Store.Contacts.ApplyAsync(
        new ContactChangeSet { OrganisationId = contacts[0].OrganisationId, Contacts = [.. contacts], At = Tuesday }, None);
}
