using Contacts.Core.Contacts;
using Contacts.Core.Groups;

namespace Contacts.Storage.Tests.Contract;

public abstract class GroupContract(IStoreFixture store) : StoreContract(store)
{
    [Fact]
    public async Task Groups_of_an_organisation_are_numbered_from_one()
    {
        foreach (var organisation in (int[])[await NewOrganisationAsync(), await NewOrganisationAsync()])
        {
            var ids = await NewGroupsAsync(organisation, "Customers", "Partners", "VIP Customers");
            Assert.Equal([1L, 2L, 3L], ids);
        }
    }

    [Fact]
    public async Task Ensuring_finds_what_is_there_and_creates_the_rest_in_the_order_of_the_names()
    {
        var organisation = await NewOrganisationAsync();
        await NewGroupsAsync(organisation, "B");

        var groups = await Store.Groups.EnsureAsync(
            organisation, [new("A", "a"), new("b", "b"), new("C", "c"), new("a", "a")], Monday, None);

        Assert.Equal([(2L, "A"), (1L, "B"), (3L, "C"), (2L, "A")], groups.Select(group => (group.Id, group.Name)));
    }

    [Fact]
    public async Task Sign_ups_create_groups_up_to_a_bound_and_find_those_that_exist()
    {
        var organisation = await NewOrganisationAsync();
        await Store.Groups.EnsureAsync(organisation, [new("Own", "own")], Monday, None);
        GroupName[] names = [.. Enumerable.Range(0, 10).Select(i => new GroupName($"G{i}", $"g{i}"))];

        var made = await Task.WhenAll(names.Select(name => Task.Run(
            () => Store.Groups.EnsureBySignUpAsync(organisation, [name, new("Own", "own")], 4, Monday, None))));
        var again = await Store.Groups.EnsureBySignUpAsync(organisation, names, 6, Monday, None);
        var other = await Store.Groups.EnsureAsync(organisation, [new("More", "more")], Monday, None);

        Assert.Equal(4, made.Count(groups => groups[0] is not null));
        Assert.All(made, groups => Assert.Equal("Own", groups[1]!.Name));
        Assert.Equal(6, again.Count(group => group is not null));
        Assert.Equal("More", Assert.Single(other).Name);
        Assert.Equal(8, (await Store.Groups.ListAsync(organisation, 1, 50, None)).Total);
    }

    [Fact]
    public async Task Ensuring_nothing_finds_nothing() => Assert.Empty(await Store.Groups.EnsureAsync(1, [], Monday, None));

    [Fact]
    public async Task A_name_is_taken_in_any_case()
    {
        var organisation = await NewOrganisationAsync();

        var created = await Store.Groups.CreateAsync(organisation, new("VIP Žáci", "vip žáci"), Monday, None);
        var taken = await Store.Groups.CreateAsync(organisation, new("vip žÁCI", "vip žáci"), Monday, None);

        Assert.Equal((1L, "VIP Žáci", 0L, Monday), (created!.Id, created.Name, created.ContactCount, created.CreatedAt));
        Assert.Null(taken);
        Assert.Equal(1, (await Store.Groups.ListAsync(organisation, 1, 10, None)).Total);
    }

    [Fact]
    public async Task Groups_are_found_by_id_within_their_organisation()
    {
        var (organisation, other) = (await NewOrganisationAsync(), await NewOrganisationAsync());
        var ids = await NewGroupsAsync(organisation, "A", "B");

        var found = await Store.Groups.FindAsync(organisation, [ids[1], 999, ids[0]], None);

        Assert.Equal(["A", "B"], found.Select(group => group.Name).Order());
        Assert.Empty(await Store.Groups.FindAsync(other, ids, None));
    }

    [Fact]
    public async Task Lists_are_by_id_with_the_number_of_live_contacts()
    {
        var organisation = await NewOrganisationAsync();
        var groups = await NewGroupsAsync(organisation, "B", "A", "C");
        await WriteAsync(Write(organisation, "a@example.com") with { GroupIds = [groups[0], groups[2]] });
        await WriteAsync(Write(organisation, "b@example.com") with { GroupIds = [groups[0]] });

        var first = await Store.Groups.ListAsync(organisation, 1, 2, None);
        var second = await Store.Groups.ListAsync(organisation, 2, 2, None);

        Assert.Equal((3L, 3L), (first.Total, second.Total));
        Assert.Equal([("B", 2L), ("A", 0L)], first.Items.Select(group => (group.Name, group.ContactCount)));
        Assert.Equal(("C", 1L, Monday), (second.Items[0].Name, second.Items[0].ContactCount, second.Items[0].CreatedAt));
    }

    [Fact]
    public async Task A_rename_frees_the_old_name_and_takes_no_other_groups()
    {
        var organisation = await NewOrganisationAsync();
        await NewGroupsAsync(organisation, "A", "B");
        Task<GroupOutcome> RenameAsync(long id, string name, string key) =>
            Store.Groups.UpdateAsync(organisation, id, new() { Name = name }, key, null, None);

        Assert.Equal(GroupOutcome.NameTaken, await RenameAsync(1, "b", "b"));
        Assert.Equal(GroupOutcome.Changed, await RenameAsync(1, "C", "c"));
        Assert.Equal(GroupOutcome.Changed, await RenameAsync(1, "c", "c")); // Its own, in another case.
        Assert.Equal(GroupOutcome.NotFound, await RenameAsync(9, "D", "d"));

        Assert.Equal("c", (await Store.Groups.FindAsync(organisation, 1, None))!.Name);
        Assert.Equal(3, Assert.Single(await NewGroupsAsync(organisation, "A")));
    }

    [Fact]
    public async Task Members_of_a_merged_group_move_in_steps_and_are_counted_once()
    {
        var organisation = await NewOrganisationAsync();
        var groups = await NewGroupsAsync(organisation, "Final", "Legacy");
        var both = await RegisteredAsync(Write(organisation, "a@example.com") with { GroupIds = [groups[0], groups[1]] });
        var one = await RegisteredAsync(Write(organisation, "b@example.com") with { GroupIds = [groups[1]] });
        await RegisteredAsync(Write(organisation, "c@example.com") with { GroupIds = [groups[1]] });

        Assert.Equal(GroupOutcome.NotFound, await Store.Groups.MergeAsync(organisation, 9, groups[1], Tuesday, null, None));
        Assert.Equal(GroupOutcome.NotFound, await Store.Groups.MergeAsync(organisation, groups[0], 9, Tuesday, null, None));
        Assert.Equal(GroupOutcome.Changed, await Store.Groups.MergeAsync(organisation, groups[0], groups[1], Tuesday, null, None));
        Assert.Equal(GroupOutcome.NotFound, await Store.Groups.MergeAsync(organisation, groups[0], groups[1], Tuesday, null, None));
        while (await Store.Groups.MoveMembersAsync(2, None))
        {
        }

        var list = await Store.Groups.ListAsync(organisation, 1, 10, None);
        Assert.Equal((1L, "Final", 3L), (list.Total, list.Items[0].Name, list.Items[0].ContactCount));
        Assert.Equal([groups[0]], (await FoundAsync(organisation, both.Id)).Groups.Select(group => group.Id));
        var moved = await FoundAsync(organisation, one.Id);
        Assert.True(moved.Version > one.Version);
        var stale = new ContactChangeSet { OrganisationId = organisation, Contacts = [one with { FirstName = "Eva" }], At = Tuesday };
        Assert.Equal(ApplyOutcome.Conflict, await Store.Contacts.ApplyAsync(stale, None));
        Assert.Equal(3, Assert.Single(await NewGroupsAsync(organisation, "Legacy"))); // The name is free, the id is not.
    }

    [Fact]
    public async Task Only_a_group_without_members_is_deleted()
    {
        var organisation = await NewOrganisationAsync();
        var groups = await NewGroupsAsync(organisation, "Full", "Empty");
        var contact = await RegisteredAsync(Write(organisation, "a@example.com") with { GroupIds = [groups[0]] });

        Assert.Equal(GroupOutcome.NotEmpty, await Store.Groups.DeleteAsync(organisation, groups[0], Tuesday, null, None));
        Assert.Equal(GroupOutcome.Changed, await Store.Groups.DeleteAsync(organisation, groups[1], Tuesday, null, None));
        Assert.Equal(GroupOutcome.NotFound, await Store.Groups.DeleteAsync(organisation, groups[1], Tuesday, null, None));

        // A sign-up that knew the group for a moment longer.
        await WriteAsync(Write(organisation, "a@example.com") with { GroupIds = [groups[1]], At = Tuesday });
        while (await Store.Groups.MoveMembersAsync(10, None))
        {
        }
        Assert.Equal([groups[0]], (await FoundAsync(organisation, contact.Id)).Groups.Select(group => group.Id));
        Assert.Equal(3, Assert.Single(await NewGroupsAsync(organisation, "Empty")));
    }

    [Fact]
    public async Task A_race_for_new_names_ends_in_one_group_each()
    {
        var organisation = await NewOrganisationAsync();
        GroupName[] names = [.. Enumerable.Range(0, 5).Select(i => new GroupName($"G{i}", $"g{i}"))];

        var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() =>
            Store.Groups.EnsureAsync(organisation, i % 2 == 0 ? names : [.. names.Reverse()], Monday, None))));

        Assert.Single(all.Select(groups => string.Join(' ', groups.OrderBy(group => group.Name).Select(group => group.Id))).Distinct());
        var list = await Store.Groups.ListAsync(organisation, 1, 10, None);
        Assert.Equal([1L, 2L, 3L, 4L, 5L], list.Items.Select(group => group.Id));
    }

    [Fact]
    public async Task A_race_to_create_one_name_has_one_winner()
    {
        var organisation = await NewOrganisationAsync();

        var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() =>
            Store.Groups.CreateAsync(organisation, new("VIP", "vip"), Monday, None))));

        Assert.Single(all, group => group is not null);
    }
}
