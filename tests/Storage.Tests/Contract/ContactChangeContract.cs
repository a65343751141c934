using Contacts.Core.Contacts;

namespace Contacts.Storage.Tests.Contract;

public abstract class ContactChangeContract(IStoreFixture store) : StoreContract(store)
{
    [Fact]
    public async Task A_change_replaces_the_row_and_its_memberships()
    {
        var organisation = await NewOrganisationAsync();
        var groups = await NewGroupsAsync(organisation, "A", "B", "C");
        var contact = await RegisteredAsync(Write(organisation, "eva@example.com") with { GroupIds = [groups[0], groups[1]] });
        var all = await Store.Groups.FindAsync(organisation, groups, None);
        var wanted = contact with
        {
            Email = "nova@example.com", EmailKey = "nova@example.com", Phone = "+420777123456", FirstName = "Eva", LastName = "Nová",
            Company = "ACME", EmailSubscribed = false, SmsSubscribed = true, UpdatedAt = Tuesday,
            Groups = [.. all.Where(group => group.Id != groups[0]).OrderBy(group => group.Id)],
        };

        Assert.Equal(ApplyOutcome.Applied, await ApplyAsync(Tuesday, wanted));

        Assert.Equivalent(wanted with { Version = 2 }, await FoundAsync(organisation, contact.Id));
        Assert.Null(await Store.Contacts.FindByEmailAsync(organisation, "eva@example.com", None));
        Assert.Equal(["nova@example.com"], await SearchAsync(organisation, "nova@"));
        Assert.Empty(await SearchAsync(organisation, "eva@"));
    }

    [Fact]
    public async Task A_change_from_an_old_version_conflicts_and_changes_nothing()
    {
        var organisation = await NewOrganisationAsync();
        var stale = await RegisteredAsync(Write(organisation, "eva@example.com"));
        var other = await RegisteredAsync(Write(organisation, "adam@example.com"));
        var current = await RegisteredAsync(Write(organisation, "eva@example.com") with { FirstName = "Eva", At = Tuesday });

        var outcome = await ApplyAsync(Wednesday, other with { FirstName = "Adam" }, stale with { FirstName = "Old" });

        Assert.Equal(ApplyOutcome.Conflict, outcome);
        Assert.Equivalent(current, await FoundAsync(organisation, stale.Id));
        Assert.Equivalent(other, await FoundAsync(organisation, other.Id));
        Assert.Empty(await SearchAsync(organisation, "old"));
    }

    [Fact]
    public async Task A_change_of_memberships_alone_is_guarded_by_the_version()
    {
        var organisation = await NewOrganisationAsync();
        var groups = await NewGroupsAsync(organisation, "A", "B");
        var stale = await RegisteredAsync(Write(organisation, "eva@example.com") with { GroupIds = [groups[0]] });
        await WriteAsync(Write(organisation, "eva@example.com") with { GroupIds = [groups[1]] });

        Assert.Equal(ApplyOutcome.Conflict, await ApplyAsync(Tuesday, stale with { Groups = [] }));

        Assert.Equal(groups, (await FoundAsync(organisation, stale.Id)).Groups.Select(group => group.Id));
    }

    [Fact]
    public async Task A_taken_address_is_refused_and_nothing_changes()
    {
        var organisation = await NewOrganisationAsync();
        var owner = await RegisteredAsync(Write(organisation, "owner@example.com"));
        var contact = await RegisteredAsync(Write(organisation, "eva@example.com"));
        var renamed = contact with { Email = owner.Email, EmailKey = owner.EmailKey };

        var outcome = await Store.Contacts.ApplyAsync(
            new ContactChangeSet { OrganisationId = organisation, Contacts = [renamed], Events = [Event(contact)], At = Tuesday }, None);

        Assert.Equal(ApplyOutcome.EmailTaken, outcome);
        Assert.Equivalent(contact, await FoundAsync(organisation, contact.Id));
        Assert.Single(await HistoryAsync(contact));
    }

    [Fact]
    public async Task A_freed_address_can_be_registered_at_once()
    {
        var organisation = await NewOrganisationAsync();
        var contact = await RegisteredAsync(Write(organisation, "eva@example.com"));
        await ApplyAsync(Tuesday, contact with { Email = "nova@example.com", EmailKey = "nova@example.com" });

        var result = await WriteAsync(Write(organisation, "eva@example.com"));

        Assert.Equal(ContactWriteOutcome.Created, result.Outcome);
        Assert.NotEqual(contact.Id, result.ContactId);
    }

    [Fact]
    public async Task Events_of_a_change_are_kept_in_their_order()
    {
        var organisation = await NewOrganisationAsync();
        var contact = await RegisteredAsync(Write(organisation, "eva@example.com"));
        ContactEvent[] events =
        [
            Event(contact) with { Kind = EventKinds.EmailChanged, Reason = "typo", Before = """{"email":"a"}""", After = """{"email":"b"}""" },
            Event(contact) with { Kind = EventKinds.ConsentWithdrawn },
        ];

        await Store.Contacts.ApplyAsync(
            new ContactChangeSet { OrganisationId = organisation, Contacts = [contact], Events = [.. events], At = Tuesday }, None);

        var history = await HistoryAsync(contact);
        Assert.Equal(["consent-withdrawn", "email-changed", "registered"], history.Select(entry => entry.Kind));
        Assert.Equal(("typo", "admin", "form", Tuesday), (history[1].Reason, history[1].Actor, history[1].Source, history[1].At));
        AssertJson("""{"email":"a"}""", history[1].Before);
        AssertJson("""{"email":"b"}""", history[1].After);
    }

    [Fact]
    public async Task A_merge_hands_the_address_over_and_old_ids_lead_to_the_survivor()
    {
        var organisation = await NewOrganisationAsync();
        var groups = await NewGroupsAsync(organisation, "A");
        var legacy = await RegisteredAsync(Write(organisation, "old@example.com") with { LastName = "Legacy", GroupIds = [groups[0]] });
        var survivor = await RegisteredAsync(Write(organisation, "new@example.com"));

        var merge = await MergeAsync(survivor with { Email = legacy.Email, EmailKey = legacy.EmailKey, Groups = legacy.Groups }, legacy);

        var found = await FoundAsync(organisation, legacy.Id);
        Assert.Equal((survivor.Id, "old@example.com", 2L), (found.Id, found.Email, found.Version));
        Assert.Equal(groups, found.Groups.Select(group => group.Id));
        Assert.Equal(survivor.Id, await Store.Contacts.ResolveAsync(organisation, legacy.ExternalId, None));
        var row = (await Store.Contacts.FindRowAsync(organisation, legacy.Id, None))!;
        Assert.Equal((legacy.Id, survivor.Id, "old@example.com", 2L), (row.Id, row.MergedInto, row.Email, row.Version));
        Assert.Empty(row.Groups);
        Assert.Equal(survivor.Id, (await Store.Contacts.FindByEmailAsync(organisation, "old@example.com", None))!.Id);
        Assert.Equal(1, (await ListAsync(organisation, new())).Total);
        Assert.Equal(1, (await ListAsync(organisation, new() { GroupId = groups[0] })).Total);
        Assert.Empty(await SearchAsync(organisation, "legacy"));
        Assert.Equal(1, (await Store.Groups.ListAsync(organisation, 1, 10, None)).Items[0].ContactCount);
        Assert.Equal(ContactWriteOutcome.Created, (await WriteAsync(Write(organisation, "new@example.com"))).Outcome);
        Assert.Equivalent(merge, await Store.Contacts.FindMergeAsync(organisation, merge.MergeId, None));
        Assert.Null(await Store.Contacts.FindMergeAsync(organisation, "unknown", None));
    }

    [Fact]
    public async Task Chains_of_merges_are_followed_to_their_end()
    {
        var organisation = await NewOrganisationAsync();
        var contacts = new List<ContactRow>();
        foreach (var i in Enumerable.Range(0, 4)) contacts.Add(await RegisteredAsync(Write(organisation, $"c{i}@example.com")));
        var merges = new List<MergeRecord>();
        for (var i = 0; i < 3; i++)
        {
            var (legacy, survivor) = (await FoundAsync(organisation, contacts[i].Id), await FoundAsync(organisation, contacts[i + 1].Id));
            merges.Add(await MergeAsync(survivor, legacy, Tuesday.AddHours(i)));
        }

        foreach (var contact in contacts)
        {
            Assert.Equal(contacts[3].Id, (await FoundAsync(organisation, contact.Id)).Id);
            Assert.Equal(contacts[3].Id, await Store.Contacts.ResolveAsync(organisation, contact.ExternalId, None));
        }
        Assert.Equal(7, (await HistoryAsync(contacts[3])).Length);
        var found = await Store.Contacts.MergesAsync(organisation, contacts[3].Id, None);
        Assert.Equal(merges.AsEnumerable().Reverse().Select(merge => merge.MergeId), found.Select(merge => merge.MergeId));
    }

    [Fact]
    public async Task A_merge_is_undone_once_and_both_contacts_are_back()
    {
        var organisation = await NewOrganisationAsync();
        var groups = await NewGroupsAsync(organisation, "A");
        var legacy = await RegisteredAsync(Write(organisation, "old@example.com") with { LastName = "Legacy", GroupIds = [groups[0]] });
        var survivor = await RegisteredAsync(Write(organisation, "new@example.com"));
        var merge = await MergeAsync(survivor with { Email = legacy.Email, EmailKey = legacy.EmailKey, Groups = legacy.Groups }, legacy);
        var undo = await UndoneAsync(merge, survivor, legacy);

        Assert.Equal(ApplyOutcome.Applied, await Store.Contacts.ApplyAsync(undo, None));

        var restored = await FoundAsync(organisation, legacy.Id);
        Assert.Equal((legacy.Id, "old@example.com", "Legacy", 3L), (restored.Id, restored.Email, restored.LastName, restored.Version));
        Assert.Equal(groups, restored.Groups.Select(group => group.Id));
        Assert.Equal("new@example.com", (await FoundAsync(organisation, survivor.Id)).Email);
        Assert.Empty(await Store.Contacts.MergesAsync(organisation, survivor.Id, None));
        Assert.Equal(Wednesday, (await Store.Contacts.FindMergeAsync(organisation, merge.MergeId, None))!.UndoneAt);
        Assert.Equal(["old@example.com"], await SearchAsync(organisation, "legacy"));
        Assert.DoesNotContain(await HistoryAsync(survivor), entry => entry.Kind == "unmerged" && entry.Reason == "of the legacy contact");
        var again = await UndoneAsync(merge, survivor, legacy);
        Assert.Equal(ApplyOutcome.Conflict, await Store.Contacts.ApplyAsync(again, None));
        Assert.Equal(3, (await FoundAsync(organisation, legacy.Id)).Version);
    }

    [Fact]
    public async Task Another_organisations_contact_cannot_be_changed()
    {
        var (organisation, other) = (await NewOrganisationAsync(), await NewOrganisationAsync());
        var contact = await RegisteredAsync(Write(organisation, "eva@example.com"));

        var outcome = await Store.Contacts.ApplyAsync(
            new ContactChangeSet { OrganisationId = other, Contacts = [contact with { OrganisationId = other }], At = Tuesday }, None);

        Assert.Equal(ApplyOutcome.Conflict, outcome);
        Assert.Equivalent(contact, await FoundAsync(organisation, contact.Id));
    }

    private static ContactEvent Event(ContactRow contact) =>
        new() { ContactId = contact.Id, At = Tuesday, Kind = EventKinds.Updated, Actor = "admin", Source = "form" };

    private Task<ApplyOutcome> ApplyAsync(DateTimeOffset at, params ContactRow[] contacts) => Store.Contacts.ApplyAsync(
        new ContactChangeSet { OrganisationId = contacts[0].OrganisationId, Contacts = [.. contacts], At = at }, None);

    /// <summary>The legacy row first: it releases the address that the survivor takes.</summary>
    private async Task<MergeRecord> MergeAsync(ContactRow survivor, ContactRow legacy, DateTimeOffset? at = null)
    {
        var merge = new MergeRecord
        {
            OrganisationId = survivor.OrganisationId, MergeId = NewId(), SurvivorId = survivor.Id, LegacyId = legacy.Id,
            LegacyExternalId = legacy.ExternalId, MergedAt = at ?? Tuesday, Actor = "admin", Reason = "same person", Journal = """{"x":1}""",
        };
        var outcome = await Store.Contacts.ApplyAsync(new ContactChangeSet
        {
            OrganisationId = survivor.OrganisationId, Contacts = [legacy with { MergedInto = survivor.Id }, survivor],
            Events = [Event(survivor) with { Kind = EventKinds.Merged }], Merge = merge, At = at ?? Tuesday,
        }, None);
        Assert.Equal(ApplyOutcome.Applied, outcome);
        return merge;
    }

    private async Task<ContactChangeSet> UndoneAsync(MergeRecord merge, ContactRow survivor, ContactRow legacy)
    {
        var stored = await Store.Contacts.FindRowAsync(survivor.OrganisationId, survivor.Id, None);
        var row = await Store.Contacts.FindRowAsync(survivor.OrganisationId, legacy.Id, None);
        return new ContactChangeSet
        {
            OrganisationId = survivor.OrganisationId, UndoneMergeId = merge.MergeId, At = Wednesday,
            Contacts = [survivor with { Version = stored!.Version }, legacy with { Version = row!.Version }],
            Events = [Event(legacy) with { Kind = EventKinds.Unmerged, Reason = "of the legacy contact" }],
        };
    }
}
