using System.Net;
using Contacts.Core.Audit;
using Contacts.Core.Contacts;

namespace Contacts.Storage.Tests.Contract;

/// <summary>What commands of administrators leave in the audit, and how it is read.</summary>
public abstract class AuditContract(IStoreFixture store) : StoreContract(store)
{
    private static readonly Actor _key = new() { Kind = ActorKind.Key, Id = 12, Name = "PROD key 12", Ip = IPAddress.Parse("2001:db8::1") };
    private static readonly Actor _user = new() { Kind = ActorKind.User, Id = 7, Name = "eva@example.com" };

    /// <summary>The trail of some act of a key.</summary>
    public static CommandTrail Trail => By(_key, Act("link-key.rotated"));

    [Fact]
    public async Task An_entry_tells_who_did_what_with_which_record_when_and_from_where()
    {
        var organisation = await NewOrganisationAsync();
        var act = Act("group.created") with { TargetKind = "group", TargetId = null, Summary = "by hand" };

        var group = await Store.Groups.CreateAsync(organisation, new("VIP", "vip"), Monday, None, By(_key, act));

        var entry = Assert.Single((await ListAsync(organisation)).Entries);
        Assert.Equal(_key, entry.Actor);
        Assert.Equal(act with { TargetId = $"{group!.Id}" }, entry.Act); // The id that the store gave it.
    }

    [Fact]
    public async Task A_write_that_is_refused_leaves_no_entry()
    {
        var organisation = await NewOrganisationAsync();
        var contact = await RegisteredAsync(Write(organisation, "eva@example.com"));
        var changes = new ContactChangeSet
        {
            OrganisationId = organisation, Contacts = [contact with { Version = contact.Version + 1 }], At = Tuesday,
            Trail = By(_key, Act("contact.updated")),
        };

        Assert.Equal(ApplyOutcome.Conflict, await Store.Contacts.ApplyAsync(changes, None));
        await WriteAsync(Write(organisation, "eva@example.com", ContactWriteKind.Create) with { Trail = By(_key, Act("contact.created")) });
        await Store.Groups.CreateAsync(organisation, new("VIP", "vip"), Monday, None);
        Assert.Null(await Store.Groups.CreateAsync(organisation, new("VIP", "vip"), Monday, None, By(_key, Act("group.created"))));

        Assert.Empty((await ListAsync(organisation)).Entries);
    }

    [Fact]
    public async Task All_acts_of_a_change_and_of_a_row_are_recorded_in_their_transaction()
    {
        var organisation = await NewOrganisationAsync();
        var contact = await RegisteredAsync(
            Write(organisation, "eva@example.com", ContactWriteKind.Create) with { Trail = By(_user, Act("contact.created")) });

        await Store.Contacts.ApplyAsync(
            new()
            {
                OrganisationId = organisation, Contacts = [contact], At = Tuesday,
                Trail = By(_key, Act("contact.updated"), Act("consent.granted")),
            },
            None);

        Assert.Equal(["consent.granted", "contact.updated", "contact.created"], Actions(await ListAsync(organisation)));
    }

    [Fact]
    public async Task A_key_that_was_revoked_before_leaves_no_second_entry()
    {
        var organisation = await NewOrganisationAsync();
        var key = await Store.Keys.AddAsync(
            new()
            {
                Id = 0, OrganisationId = organisation, Kind = Core.Keys.ApiKeyKind.Prod, Scopes = Core.Keys.ApiKeyScopes.Public, CreatedAt = Monday,
            },
            Core.Keys.KeyHash.Of(Core.Keys.ApiKeyText.Generate(Core.Keys.ApiKeyKind.Prod)), None);
        var trail = new OrganisationTrail(organisation, By(_key, Act("key.revoked")));

        Assert.True(await Store.Keys.RevokeAsync(organisation, key, Monday, None, trail));
        Assert.True(await Store.Keys.RevokeAsync(organisation, key, Tuesday, None, trail));

        Assert.Single((await ListAsync(organisation)).Entries);
    }

    [Fact]
    public async Task A_new_organisation_begins_its_audit_with_its_creation()
    {
        var act = Act("organisation.created");
        var created = await Store.Organisations.CreateAsync("slug-" + NewId(), "Test", Monday, None, By(_key, act));

        Assert.Equal(act, Assert.Single((await ListAsync(created!.Id)).Entries).Act);
    }

    [Fact]
    public async Task Pages_go_on_where_the_one_before_ended_whatever_is_added_meanwhile()
    {
        var organisation = await NewOrganisationAsync();
        foreach (var number in Enumerable.Range(1, 5)) await AddAsync(organisation, _key, Act($"act.{number}"));

        var first = await Store.Audit.ListAsync(organisation, new() { Limit = 2 }, None);
        await AddAsync(organisation, _key, Act("act.6"));
        var second = await Store.Audit.ListAsync(organisation, new() { Limit = 3, Before = first.Entries[^1].Id }, None);

        Assert.Equal(["act.5", "act.4"], Actions(first));
        Assert.Equal(["act.3", "act.2", "act.1"], Actions(second));
        Assert.Equal((true, false), (first.HasMore, second.HasMore));
    }

    [Fact]
    public async Task Filters_go_together()
    {
        var (organisation, other) = (await NewOrganisationAsync(), await NewOrganisationAsync());
        await AddAsync(organisation, _key, Act("one") with { TargetId = "a" });
        await AddAsync(organisation, _key, Act("two") with { TargetId = "b" });
        await AddAsync(organisation, _user, Act("one") with { TargetId = "b" });
        await AddAsync(organisation, _user, Act("two") with { TargetKind = "group", TargetId = "b" });
        await AddAsync(other, _key, Act("one") with { TargetId = "a" });
        Task<AuditPage> FilterAsync(AuditQuery query) => Store.Audit.ListAsync(organisation, query, None);

        Assert.Equal(["two", "one"], Actions(await FilterAsync(new() { Actor = _key.Name })));
        Assert.Equal(["one", "one"], Actions(await FilterAsync(new() { Action = "one" })));
        Assert.Equal(["one", "two"], Actions(await FilterAsync(new() { TargetKind = "contact", TargetId = "b" })));
        Assert.Equal(["two"], Actions(await FilterAsync(new() { TargetKind = "contact", TargetId = "b", Actor = _key.Name })));
        Assert.Equal(["two"], Actions(await FilterAsync(new() { Actor = _user.Name, Action = "two" })));
        Assert.Empty((await FilterAsync(new() { TargetKind = "contact", TargetId = "a", Actor = _user.Name, Action = "one" })).Entries);
    }

    private Task<AuditPage> ListAsync(int organisation) => Store.Audit.ListAsync(organisation, new(), None);

    private Task AddAsync(int organisation, Actor actor, AuditedAct act) =>
        Store.Consents.RotateLinkKeyAsync(organisation, Monday, By(actor, act), None);

    private static CommandTrail By(Actor actor, params AuditedAct[] acts) => new() { Actor = actor, Acts = [.. acts] };

    private static AuditedAct Act(string action) => new() { At = Monday, Action = action, TargetKind = "contact", TargetId = "x" };

    private static string[] Actions(AuditPage page) => [.. page.Entries.Select(entry => entry.Act.Action)];
}
