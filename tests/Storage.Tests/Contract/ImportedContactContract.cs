using Contacts.Core.Contacts;

namespace Contacts.Storage.Tests.Contract;

/// <summary>What a row of an import makes of a contact.</summary>
public abstract class ImportedContactContract(IStoreFixture store) : StoreContract(store)
{
    [Fact]
    public async Task A_new_contact_has_the_consents_that_the_row_gives_and_no_others()
    {
        var organisation = await NewOrganisationAsync();

        var silent = await RegisteredAsync(Row(organisation, "silent@example.com"));
        var given = await RegisteredAsync(Row(organisation, "given@example.com") with { EmailSubscribed = true, SmsSubscribed = true });

        Assert.Equal((false, false), (silent.EmailSubscribed, silent.SmsSubscribed));
        Assert.Equal((true, true), (given.EmailSubscribed, given.SmsSubscribed));
    }

    [Fact]
    public async Task Given_values_overwrite_and_groups_are_added_and_the_history_says_who_why_and_what()
    {
        var organisation = await NewOrganisationAsync();
        var groups = await NewGroupsAsync(organisation, "A", "B");
        await RegisteredAsync(Write(organisation, "eva@example.com") with { FirstName = "Eva", LastName = "Nová", GroupIds = [groups[0]], Source = "web" });

        var contact = await RegisteredAsync(Row(organisation, "eva@example.com") with
        {
            FirstName = "Žofie", Company = "ACME", GroupIds = [groups[1]], SmsSubscribed = true, Source = "fair", Reason = "row 7", At = Tuesday,
        });

        Assert.Equal(("Žofie", "Nová", "ACME", true, true, "web"), (contact.FirstName, contact.LastName, contact.Company, contact.EmailSubscribed, contact.SmsSubscribed, contact.Source));
        Assert.Equal(groups, contact.Groups.Select(group => group.Id));
        var entry = (await HistoryAsync(contact))[0];
        Assert.Equal(("imported", "fair", "test", "row 7", Tuesday), (entry.Kind, entry.Source, entry.Actor, entry.Reason, entry.At));
        AssertJson($$"""{"firstName":"Eva","company":"","groups":[],"smsSubscribed":false}""", entry.Before);
        AssertJson($$"""{"firstName":"Žofie","company":"ACME","groups":[{{groups[1]}}],"smsSubscribed":true}""", entry.After);
    }

    [Fact]
    public async Task The_same_row_again_changes_nothing()
    {
        var organisation = await NewOrganisationAsync();
        var groups = await NewGroupsAsync(organisation, "A");
        var row = Row(organisation, "eva@example.com") with { FirstName = "Eva", GroupIds = [groups[0]], EmailSubscribed = true, SmsSubscribed = false };
        var contact = await RegisteredAsync(row);

        Assert.Equal(ContactWriteOutcome.Unchanged, (await WriteAsync(row with { ExternalId = NewId(), At = Tuesday })).Outcome);
        Assert.Equal(1, (await FoundAsync(organisation, contact.Id)).Version);
        Assert.Equal("imported", Assert.Single(await HistoryAsync(contact)).Kind);
    }

    [Fact]
    public async Task A_no_in_the_row_withdraws()
    {
        var organisation = await NewOrganisationAsync();
        await RegisteredAsync(Write(organisation, "eva@example.com"));

        var contact = await RegisteredAsync(Row(organisation, "eva@example.com") with { EmailSubscribed = false });

        Assert.False(contact.EmailSubscribed);
        AssertJson("""{"emailSubscribed":false}""", (await HistoryAsync(contact))[0].After);
    }

    [Fact]
    public async Task A_yes_raises_consent_where_nobody_said_no()
    {
        var organisation = await NewOrganisationAsync();
        await RegisteredAsync(Write(organisation, "form@example.com", ContactWriteKind.AddIfAbsent));
        await RegisteredAsync(Write(organisation, "admin@example.com", ContactWriteKind.Create));

        foreach (var email in new[] { "form@example.com", "admin@example.com" })
        {
            var contact = await RegisteredAsync(Row(organisation, email) with { EmailSubscribed = true, SmsSubscribed = true });
            Assert.Equal((true, true), (contact.EmailSubscribed, contact.SmsSubscribed));
        }
    }

    [Fact]
    public async Task A_yes_never_raises_consent_over_one_that_was_withdrawn()
    {
        var organisation = await NewOrganisationAsync();
        var contact = await RegisteredAsync(Write(organisation, "eva@example.com"));
        await WithdrawAsync(contact);

        contact = await RegisteredAsync(Row(organisation, "eva@example.com") with { EmailSubscribed = true, SmsSubscribed = true });
        Assert.Equal((false, true), (contact.EmailSubscribed, contact.SmsSubscribed)); // Of SMS nobody ever said no.

        contact = await RegisteredAsync(Write(organisation, "eva@example.com")); // The person's own act may.
        Assert.True(contact.EmailSubscribed);
    }

    [Fact]
    public async Task A_consent_that_was_refused_at_the_creation_stays_refused()
    {
        var organisation = await NewOrganisationAsync();
        foreach (var kind in new[] { ContactWriteKind.Create, ContactWriteKind.Import })
        {
            var email = $"{kind}@example.com".ToLowerInvariant();
            var phone = $"+42077712345{(int)kind}";
            await RegisteredAsync(Write(organisation, email, kind) with { Phone = phone, EmailSubscribed = false, SmsSubscribed = false });

            var contact = await RegisteredAsync(Row(organisation, email) with { EmailSubscribed = true, SmsSubscribed = true });

            Assert.Equal((false, false), (contact.EmailSubscribed, contact.SmsSubscribed));
        }
    }

    [Fact]
    public async Task A_no_to_a_number_holds_for_every_contact_that_has_it()
    {
        var organisation = await NewOrganisationAsync();
        var said = Row(organisation, null) with { Phone = "+420777123456", SmsSubscribed = true };
        var first = await RegisteredAsync(said with { ExternalId = NewId() });
        var second = await RegisteredAsync(said with { ExternalId = NewId() });
        Assert.Equal((true, true), (first.SmsSubscribed, second.SmsSubscribed));

        var third = await RegisteredAsync(said with { ExternalId = NewId(), SmsSubscribed = false });
        var fourth = await RegisteredAsync(said with { ExternalId = NewId() });

        Assert.Equal((false, false), (third.SmsSubscribed, fourth.SmsSubscribed));
        foreach (var contact in new[] { first, second })
        {
            Assert.False((await FoundAsync(organisation, contact.Id)).SmsSubscribed);
            Assert.Equal(EventKinds.ConsentWithdrawn, (await HistoryAsync(contact))[0].Kind);
        }
    }

    [Fact]
    public async Task Two_rows_of_a_batch_may_say_something_of_one_number()
    {
        var organisation = await NewOrganisationAsync();
        ContactWrite[] rows =
        [
            Row(organisation, "a@example.com") with { Phone = "+420777123456", SmsSubscribed = true },
            Row(organisation, "b@example.com") with { Phone = "+420777123456", SmsSubscribed = false },
        ];

        var results = await Store.Contacts.WriteAsync(rows, None);
        foreach (var (row, result) in rows.Zip(results))
            if (result.Outcome == ContactWriteOutcome.Lost) await WriteAsync(row);

        foreach (var row in rows)
            Assert.False((await Store.Contacts.FindByEmailAsync(organisation, row.EmailKey!, None))!.SmsSubscribed);
    }

    [Fact]
    public async Task What_a_merged_contact_said_no_to_counts()
    {
        var organisation = await NewOrganisationAsync();
        var survivor = await RegisteredAsync(Write(organisation, "a@example.com", ContactWriteKind.AddIfAbsent));
        var legacy = await RegisteredAsync(Write(organisation, "b@example.com"));
        await WithdrawAsync(legacy);
        legacy = await FoundAsync(organisation, legacy.Id);
        var book = await BookAsync(survivor, legacy);
        var merged = ContactConsents.Merge(book, survivor, legacy, survivor, new("test", Wednesday));
        Assert.Equal(ApplyOutcome.Applied, await Store.Contacts.ApplyAsync(new ContactChangeSet
        {
            OrganisationId = organisation, At = Wednesday, Contacts = [legacy with { MergedInto = survivor.Id }, merged],
            Consents = book.Changes,
        }, None));

        var contact = await RegisteredAsync(Row(organisation, "a@example.com") with { EmailSubscribed = true });

        Assert.False(contact.EmailSubscribed);
    }

    [Fact]
    public async Task A_batch_mixes_rows_of_every_kind()
    {
        var organisation = await NewOrganisationAsync();
        await RegisteredAsync(Write(organisation, "c@example.com"));

        var results = await Store.Contacts.WriteAsync(
        [
            Row(organisation, "a@example.com"), Write(organisation, "b@example.com"), Row(organisation, null) with { Phone = "+420777123456" },
            Row(organisation, "c@example.com") with { LastName = "Nová" }, Write(organisation, "d@example.com", ContactWriteKind.AddIfAbsent),
        ], None);

        Assert.Equal(
            [ContactWriteOutcome.Created, ContactWriteOutcome.Created, ContactWriteOutcome.Created, ContactWriteOutcome.Updated, ContactWriteOutcome.Created],
            results.Select(result => result.Outcome));
    }

    private static ContactWrite Row(int organisation, string? email) => Write(organisation, email, ContactWriteKind.Import);

    private async Task WithdrawAsync(ContactRow contact)
    {
        var book = await BookAsync(contact);
        var after = ContactConsents.Update(book, contact, contact, new() { EmailSubscribed = false }, new("test", Tuesday));
        Assert.Equal(ApplyOutcome.Applied, await Store.Contacts.ApplyAsync(new ContactChangeSet
        {
            OrganisationId = contact.OrganisationId, At = Tuesday, Contacts = [after], Consents = book.Changes,
            Events = ContactEvents.OfChange(contact, after, new ChangeNote("test", Tuesday)),
        }, None));
    }
}
