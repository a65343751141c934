using Contacts.Core.Contacts;

namespace Contacts.Storage.Tests.Contract;

public abstract class ContactWriteContract(IStoreFixture store) : StoreContract(store)
{
    [Fact]
    public async Task A_new_contact_has_every_value_that_was_given()
    {
        var organisation = await NewOrganisationAsync();
        var groups = await NewGroupsAsync(organisation, "Zebras", "Ants");
        var write = Write(organisation, "eva@example.com") with
        {
            EmailKey = "eva@canonical.com", Phone = "+420777123456", FirstName = "Eva", LastName = "Nováková", Company = "ACME s.r.o. 漢字 🎈",
            GroupIds = [groups[1], groups[0]], SmsSubscribed = true, Source = "web",
        };

        var result = await WriteAsync(write);

        Assert.Equal(ContactWriteOutcome.Created, result.Outcome);
        Assert.Equal(write.ExternalId, result.ExternalId);
        var contact = await FoundAsync(organisation, result.ContactId);
        Assert.Equal(result.ContactId, contact.Id);
        Assert.Equal(organisation, contact.OrganisationId);
        Assert.Equal(write.ExternalId, contact.ExternalId);
        Assert.Equal("eva@example.com", contact.Email);
        Assert.Equal("eva@canonical.com", contact.EmailKey);
        Assert.Equal("+420777123456", contact.Phone);
        Assert.Equal(("Eva", "Nováková", "ACME s.r.o. 漢字 🎈"), (contact.FirstName, contact.LastName, contact.Company));
        Assert.Equal((true, true, "web"), (contact.EmailSubscribed, contact.SmsSubscribed, contact.Source));
        Assert.Equal((Monday, Monday, 1L), (contact.CreatedAt, contact.UpdatedAt, contact.Version));
        Assert.Null(contact.MergedInto);
        Assert.Equal([(groups[0], "Zebras"), (groups[1], "Ants")], contact.Groups.Select(group => (group.Id, group.Name)));
    }

    [Fact]
    public async Task Values_not_given_are_empty_and_the_phone_is_null()
    {
        var organisation = await NewOrganisationAsync();

        var contact = await RegisteredAsync(Write(organisation, "eva@example.com"));

        Assert.Null(contact.Phone);
        Assert.Null(contact.Source);
        Assert.Equal(("", "", ""), (contact.FirstName, contact.LastName, contact.Company));
        Assert.Empty(contact.Groups);
    }

    [Fact]
    public async Task Times_are_cut_to_microseconds_and_are_utc()
    {
        var organisation = await NewOrganisationAsync();
        var at = Monday.AddTicks(9).ToOffset(TimeSpan.FromHours(5));

        var contact = await RegisteredAsync(Write(organisation, "eva@example.com") with { At = at });

        Assert.Equal(Monday, contact.CreatedAt);
        Assert.Equal(TimeSpan.Zero, contact.CreatedAt.Offset);
    }

    [Fact]
    public async Task Registering_again_overwrites_what_is_given_and_adds_groups()
    {
        var organisation = await NewOrganisationAsync();
        var groups = await NewGroupsAsync(organisation, "A", "B", "C");
        var first = Write(organisation, "eva@example.com") with
        {
            FirstName = "Eva", LastName = "Old", Company = "ACME", Phone = "+420777123456", GroupIds = [groups[0], groups[1]], Source = "web",
        };
        var known = await RegisteredAsync(first);

        var result = await WriteAsync(Write(organisation, "eva@example.com") with
        {
            LastName = "Nová", Phone = "+420777999999", GroupIds = [groups[2], groups[1]], Source = "fair", At = Tuesday,
        });

        Assert.Equal(new ContactWriteResult(ContactWriteOutcome.Updated, known.Id, first.ExternalId), result);
        var contact = await FoundAsync(organisation, known.Id);
        Assert.Equal(("Eva", "Nová", "ACME", "+420777999999"), (contact.FirstName, contact.LastName, contact.Company, contact.Phone));
        Assert.Equal(groups, contact.Groups.Select(group => group.Id));
        Assert.Equal(("web", Monday, Tuesday, 2L), (contact.Source, contact.CreatedAt, contact.UpdatedAt, contact.Version));
    }

    [Fact]
    public async Task Registering_the_same_again_writes_nothing()
    {
        var organisation = await NewOrganisationAsync();
        var groups = await NewGroupsAsync(organisation, "A");
        var write = Write(organisation, "eva@example.com") with
        {
            FirstName = "Eva", LastName = "Nová", Phone = "+420777123456", GroupIds = [groups[0]],
        };
        var known = await RegisteredAsync(write);

        var same = await WriteAsync(write with { ExternalId = NewId(), At = Tuesday, Source = "fair" });
        var less = await WriteAsync(Write(organisation, "eva@example.com") with { At = Wednesday });

        var unchanged = new ContactWriteResult(ContactWriteOutcome.Unchanged, known.Id, known.ExternalId);
        Assert.Equal((unchanged, unchanged), (same, less));
        var contact = await FoundAsync(organisation, known.Id);
        Assert.Equal((1L, Monday), (contact.Version, contact.UpdatedAt));
        Assert.Single(await HistoryAsync(contact));
    }

    [Fact]
    public async Task Registering_gives_e_mail_consent_and_leaves_sms_consent_alone()
    {
        var organisation = await NewOrganisationAsync();
        await RegisteredAsync(Write(organisation, "eva@example.com", ContactWriteKind.AddIfAbsent));

        var contact = await RegisteredAsync(Write(organisation, "eva@example.com") with { SmsSubscribed = true });

        Assert.Equal((true, false), (contact.EmailSubscribed, contact.SmsSubscribed));
    }

    [Fact]
    public async Task The_first_spelling_of_an_address_stays()
    {
        var organisation = await NewOrganisationAsync();
        await RegisteredAsync(Write(organisation, "e.va@gmail.com") with { EmailKey = "eva@gmail.com" });

        var result = await WriteAsync(Write(organisation, "eva+news@gmail.com") with { EmailKey = "eva@gmail.com", At = Tuesday });

        Assert.Equal(ContactWriteOutcome.Unchanged, result.Outcome);
        Assert.Equal("e.va@gmail.com", (await FoundAsync(organisation, result.ContactId)).Email);
    }

    [Fact]
    public async Task Introducing_fills_only_what_is_empty_and_never_touches_consent()
    {
        var organisation = await NewOrganisationAsync();
        var groups = await NewGroupsAsync(organisation, "A", "B");
        var first = Write(organisation, "eva@example.com", ContactWriteKind.AddIfAbsent) with { FirstName = "Eva", GroupIds = [groups[0]] };
        var known = await RegisteredAsync(first);

        var contact = await RegisteredAsync(first with
        {
            FirstName = "Other", LastName = "Nová", Company = "ACME", Phone = "+420777123456", GroupIds = [groups[1]], EmailSubscribed = true,
            SmsSubscribed = true, At = Tuesday,
        });

        Assert.Equal(known.Id, contact.Id);
        Assert.Equal(("Eva", "Nová", "ACME", "+420777123456"), (contact.FirstName, contact.LastName, contact.Company, contact.Phone));
        Assert.Equal((false, false), (contact.EmailSubscribed, contact.SmsSubscribed));
        Assert.Equal(groups, contact.Groups.Select(group => group.Id));
        var again = await WriteAsync(first with { LastName = "Third", Company = "Third", Phone = "+420777000000", At = Wednesday });
        Assert.Equal(ContactWriteOutcome.Unchanged, again.Outcome);
    }

    [Fact]
    public async Task Introducing_does_not_take_consent_away()
    {
        var organisation = await NewOrganisationAsync();
        await RegisteredAsync(Write(organisation, "eva@example.com") with { SmsSubscribed = true });

        var contact = await RegisteredAsync(Write(organisation, "eva@example.com", ContactWriteKind.AddIfAbsent) with { LastName = "Nová" });

        Assert.Equal((true, true, "Nová"), (contact.EmailSubscribed, contact.SmsSubscribed, contact.LastName));
    }

    [Fact]
    public async Task Creating_a_known_address_names_its_owner_and_writes_nothing()
    {
        var organisation = await NewOrganisationAsync();
        var known = await RegisteredAsync(Write(organisation, "eva@example.com"));

        var result = await WriteAsync(Write(organisation, "eva@example.com", ContactWriteKind.Create) with { FirstName = "Eva" });

        Assert.Equal(new ContactWriteResult(ContactWriteOutcome.Exists, known.Id, known.ExternalId), result);
        Assert.Equivalent(known, await FoundAsync(organisation, known.Id));
        Assert.Single(await HistoryAsync(known));
    }

    [Fact]
    public async Task Contacts_without_an_address_are_always_new_and_may_share_a_phone()
    {
        var organisation = await NewOrganisationAsync();
        var write = Write(organisation, null, ContactWriteKind.Create) with { Phone = "+420777123456" };

        var results = await Store.Contacts.WriteAsync([write, write with { ExternalId = NewId() }], None);

        Assert.All(results, result => Assert.Equal(ContactWriteOutcome.Created, result.Outcome));
        Assert.NotEqual(results[0].ContactId, results[1].ContactId);
        var contact = await FoundAsync(organisation, results[0].ContactId);
        Assert.Equal((null, null, "+420777123456"), (contact.Email, contact.EmailKey, contact.Phone));
    }

    [Fact]
    public async Task A_batch_of_many_organisations_and_kinds_answers_in_the_order_of_its_rows()
    {
        var (one, other) = (await NewOrganisationAsync(), await NewOrganisationAsync());
        var known = await RegisteredAsync(Write(one, "m@example.com"));
        var updated = await RegisteredAsync(Write(other, "m@example.com"));
        ContactWrite[] batch =
        [
            Write(other, "z@example.com"),
            Write(one, "m@example.com", ContactWriteKind.Create),
            Write(other, "m@example.com") with { FirstName = "Max" },
            Write(one, null) with { Phone = "+420777123456" },
            Write(one, "a@example.com", ContactWriteKind.AddIfAbsent),
            Write(other, "a@example.com", ContactWriteKind.Create),
        ];

        var results = await Store.Contacts.WriteAsync(batch, None);

        Assert.Equal(
            [
                (ContactWriteOutcome.Created, batch[0].ExternalId), (ContactWriteOutcome.Exists, known.ExternalId),
                (ContactWriteOutcome.Updated, updated.ExternalId), (ContactWriteOutcome.Created, batch[3].ExternalId),
                (ContactWriteOutcome.Created, batch[4].ExternalId), (ContactWriteOutcome.Created, batch[5].ExternalId),
            ],
            results.Select(result => (result.Outcome, result.ExternalId!)));
        for (var i = 0; i < batch.Length; i++)
        {
            var contact = await FoundAsync(batch[i].OrganisationId, results[i].ContactId);
            Assert.Equal((batch[i].Email, results[i].ExternalId), (contact.Email, contact.ExternalId));
        }
    }

    [Fact]
    public async Task An_empty_batch_has_no_results() => Assert.Empty(await Store.Contacts.WriteAsync([], None));

    [Fact]
    public async Task Organisations_do_not_see_each_others_contacts()
    {
        var (one, other) = (await NewOrganisationAsync(), await NewOrganisationAsync());
        var contact = await RegisteredAsync(Write(one, "eva@example.com"));

        Assert.Null(await Store.Contacts.FindAsync(other, contact.Id, None));
        Assert.Null(await Store.Contacts.FindRowAsync(other, contact.Id, None));
        Assert.Null(await Store.Contacts.FindByEmailAsync(other, "eva@example.com", None));
        Assert.Null(await Store.Contacts.ResolveAsync(other, contact.ExternalId, None));
        Assert.Empty(await HistoryAsync(other, contact.Id));
        Assert.Equal(0, (await ListAsync(other, new())).Total);
        Assert.Empty(await SearchAsync(other, "eva"));
        Assert.Equal(ContactWriteOutcome.Created, (await WriteAsync(Write(other, "eva@example.com"))).Outcome);
    }

    [Fact]
    public async Task A_contact_is_found_by_its_address_and_its_external_id()
    {
        var organisation = await NewOrganisationAsync();
        var contact = await RegisteredAsync(Write(organisation, "eva@example.com"));

        Assert.Equivalent(contact, await Store.Contacts.FindByEmailAsync(organisation, "eva@example.com", None));
        Assert.Equivalent(contact, await Store.Contacts.FindRowAsync(organisation, contact.Id, None));
        Assert.Equal(contact.Id, await Store.Contacts.ResolveAsync(organisation, contact.ExternalId, None));
        Assert.Null(await Store.Contacts.FindByEmailAsync(organisation, "unknown@example.com", None));
        Assert.Null(await Store.Contacts.FindAsync(organisation, long.MaxValue, None));
        Assert.Null(await Store.Contacts.ResolveAsync(organisation, "unknown", None));
    }
}
