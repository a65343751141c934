using Contacts.Core.Contacts;

namespace Contacts.Storage.Tests.Contract;

public abstract class ContactListContract(IStoreFixture store) : StoreContract(store)
{
    [Fact]
    public async Task Pages_are_newest_first_with_exact_totals()
    {
        var organisation = await NewOrganisationAsync();
        foreach (var i in Enumerable.Range(0, 25)) await WriteAsync(Write(organisation, $"c{i:00}@example.com"));

        var first = await ListAsync(organisation, new ContactQuery { PageSize = 10 });
        var third = await ListAsync(organisation, new ContactQuery { Page = 3, PageSize = 10 });
        var past = await ListAsync(organisation, new ContactQuery { Page = 4, PageSize = 10 });

        Assert.Equal((25, 25, 25), (first.Total, third.Total, past.Total));
        Assert.Equal(Enumerable.Range(15, 10).Reverse().Select(i => $"c{i:00}@example.com"), first.Items.Select(item => item.Email!));
        Assert.Equal(["c04@example.com", "c03@example.com", "c02@example.com", "c01@example.com", "c00@example.com"],
            third.Items.Select(item => item.Email!));
        Assert.Empty(past.Items);
    }

    [Fact]
    public async Task An_items_values_are_those_of_the_contact()
    {
        var organisation = await NewOrganisationAsync();
        var groups = await NewGroupsAsync(organisation, "A", "B");
        var contact = await RegisteredAsync(Write(organisation, "eva@example.com") with
        {
            FirstName = "Eva", LastName = "Nová", Company = "ACME", Phone = "+420777123456", GroupIds = [.. groups], Source = "web",
        });

        var item = Assert.Single((await ListAsync(organisation, new())).Items);

        Assert.Equivalent(contact.ToContact(), item);
        Assert.Equal(["A", "B"], item.Groups.Select(group => group.Name));
    }

    [Fact]
    public async Task Filters_hold_alone_and_together()
    {
        var organisation = await NewOrganisationAsync();
        var groups = await NewGroupsAsync(organisation, "A", "B", "Empty");
        await WriteAsync(Write(organisation, "none@example.com"));
        await WriteAsync(Write(organisation, "a@example.com") with { GroupIds = [groups[0]] });
        await WriteAsync(Write(organisation, "a-sms@example.com") with { GroupIds = [groups[0]], SmsSubscribed = true });
        await WriteAsync(Write(organisation, "ab-sms@example.com") with { GroupIds = [groups[0], groups[1]], SmsSubscribed = true });
        await WriteAsync(Write(organisation, "sms@example.net") with { SmsSubscribed = true });

        await AssertListAsync(organisation, new() { GroupId = groups[0] }, "ab-sms", "a-sms", "a");
        await AssertListAsync(organisation, new() { GroupId = groups[2] });
        await AssertListAsync(organisation, new() { GroupId = 999_999 });
        await AssertListAsync(organisation, new() { SmsSubscribed = true }, "sms", "ab-sms", "a-sms");
        await AssertListAsync(organisation, new() { SmsSubscribed = false }, "a", "none");
        await AssertListAsync(organisation, new() { GroupId = groups[0], SmsSubscribed = true }, "ab-sms", "a-sms");
        await AssertListAsync(organisation, new() { GroupId = groups[0], SmsSubscribed = true, Tags = ["B"] }, "ab-sms");
        await AssertListAsync(organisation, new() { Search = "sms@example.com", GroupId = groups[0] }, "ab-sms", "a-sms");
        await AssertListAsync(organisation, new() { Search = "sms@", SmsSubscribed = true, Tags = ["b"] }, "ab-sms");
        await AssertListAsync(organisation, new() { Search = "ab", GroupId = groups[1], SmsSubscribed = true }, "ab-sms");
        await AssertListAsync(organisation, new() { Search = "example", WithoutGroups = true }, "sms", "none");
        await AssertListAsync(organisation, new() { Search = "example", GroupId = groups[0], PageSize = 1, Page = 2 }, 3, "a-sms");
    }

    [Fact]
    public async Task A_row_that_gives_consent_and_joins_a_group_at_once_counts_once()
    {
        var organisation = await NewOrganisationAsync();
        var groups = await NewGroupsAsync(organisation, "A", "B");
        await WriteAsync(Write(organisation, "ava@example.com") with { GroupIds = [groups[0]] });

        await WriteAsync(Write(organisation, "ava@example.com") with
        {
            Kind = ContactWriteKind.Import, GroupIds = [groups[1]], SmsSubscribed = true,
        });

        await AssertListAsync(organisation, new() { SmsSubscribed = true }, "ava");
        await AssertListAsync(organisation, new() { GroupId = groups[0], SmsSubscribed = true }, "ava");
        await AssertListAsync(organisation, new() { GroupId = groups[1], SmsSubscribed = true }, "ava");
    }

    [Fact]
    public async Task Tags_take_contacts_of_any_of_the_groups_by_their_names_in_any_case()
    {
        var organisation = await NewOrganisationAsync();
        var groups = await NewGroupsAsync(organisation, "Žáci", "VIP", "Other");
        await WriteAsync(Write(organisation, "none@example.com"));
        await WriteAsync(Write(organisation, "zaci@example.com") with { GroupIds = [groups[0]] });
        await WriteAsync(Write(organisation, "both@example.com") with { GroupIds = [groups[0], groups[1]] });
        await WriteAsync(Write(organisation, "other@example.com") with { GroupIds = [groups[2]] });

        await AssertListAsync(organisation, new() { Tags = ["žÁCI"] }, "both", "zaci");
        await AssertListAsync(organisation, new() { Tags = ["zaci"] });
        await AssertListAsync(organisation, new() { Tags = ["vip", "Other", "unknown"] }, "other", "both");
        await AssertListAsync(organisation, new() { Tags = ["unknown"] });
        await AssertListAsync(organisation, new() { WithoutGroups = true }, "none");
        await AssertListAsync(organisation, new() { Tags = ["Žáci"], WithoutGroups = true }, "both", "zaci", "none");
        await AssertListAsync(organisation, new() { Tags = ["unknown"], WithoutGroups = true }, "none");
    }

    [Theory]
    [InlineData(ContactOrder.Newest, true, "cyril", "adam", "zora", "none")]
    [InlineData(ContactOrder.Newest, false, "none", "zora", "adam", "cyril")]
    [InlineData(ContactOrder.CreatedAt, true, "adam", "cyril", "zora", "none")]
    [InlineData(ContactOrder.CreatedAt, false, "none", "zora", "cyril", "adam")]
    [InlineData(ContactOrder.UpdatedAt, true, "cyril", "zora", "adam", "none")]
    [InlineData(ContactOrder.UpdatedAt, false, "none", "adam", "zora", "cyril")]
    [InlineData(ContactOrder.Email, true, "adam", "cyril", "zora", "none")]
    [InlineData(ContactOrder.Email, false, "zora", "cyril", "adam", "none")]
    [InlineData(ContactOrder.FirstName, true, "adam", "cyril", "zora", "none")]
    [InlineData(ContactOrder.FirstName, false, "zora", "cyril", "adam", "none")]
    [InlineData(ContactOrder.LastName, true, "zora", "adam", "cyril", "none")]
    [InlineData(ContactOrder.LastName, false, "cyril", "adam", "zora", "none")]
    public async Task Lists_have_the_order_that_was_asked_for(ContactOrder order, bool ascending, params string[] expected)
    {
        var organisation = await NewOrganisationAsync();
        await WriteAsync(Write(organisation, "cyril@x.com") with { FirstName = "Cyril", LastName = "Žák", At = Monday.AddHours(1) });
        await WriteAsync(Write(organisation, "adam@x.com") with { FirstName = "ádam", LastName = "novák", At = Monday });
        await WriteAsync(Write(organisation, "zora@x.com") with { FirstName = "Zora", LastName = "Čápová", At = Tuesday });
        await WriteAsync(Write(organisation, null) with { Phone = "+420777123456", At = Wednesday });
        await WriteAsync(Write(organisation, "adam@x.com") with { Company = "ACME", At = Tuesday.AddHours(1) });

        var page = await ListAsync(organisation, new ContactQuery { Order = order, Ascending = ascending });

        Assert.Equal(expected, page.Items.Select(item => item.Email?.Split('@')[0] ?? "none"));
        Assert.Equal(4, page.Total);
    }

    private Task AssertListAsync(int organisation, ContactQuery query, params string[] expected) =>
        AssertListAsync(organisation, query, expected.Length, expected);

    private async Task AssertListAsync(int organisation, ContactQuery query, int total, params string[] expected)
    {
        var page = await ListAsync(organisation, query);
        Assert.Equal(expected, page.Items.Select(item => item.Email!.Split('@')[0]));
        Assert.Equal(total, page.Total);
    }
}
