using System.Text.Json;
using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Contacts.Core.Imports;

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
        ContactWrite Said(string email, bool said) => Row(organisation, email) with { Phone = "+420777123456", SmsSubscribed = said };
        var first = await RegisteredAsync(Said("a@example.com", true));
        var second = await RegisteredAsync(Said("b@example.com", true));
        Assert.Equal((true, true), (first.SmsSubscribed, second.SmsSubscribed));

        var third = await RegisteredAsync(Said("c@example.com", false));
        var fourth = await RegisteredAsync(Said("d@example.com", true));

        Assert.Equal((false, false), (third.SmsSubscribed, fourth.SmsSubscribed));
        foreach (var contact in new[] { first, second })
        {
            Assert.False((await FoundAsync(organisation, contact.Id)).SmsSubscribed);
            Assert.Equal(EventKinds.ConsentWithdrawn, (await HistoryAsync(contact))[0].Kind);
        }
    }

    [Fact]
    public async Task A_row_without_an_address_finds_the_contact_without_one_that_has_its_number()
    {
        var organisation = await NewOrganisationAsync();
        var other = await RegisteredAsync(Row(organisation, "a@example.com") with { Phone = "+420777123456" });
        var row = Row(organisation, null) with { Phone = "+420777123456", LastName = "Nová", EmailSubscribed = true };
        var first = await WriteAsync(row);

        Assert.Equal(ContactWriteOutcome.Unchanged, (await WriteAsync(row with { ExternalId = NewId() })).Outcome);
        var changed = await WriteAsync(row with { LastName = "Malá", EmailSubscribed = false });

        Assert.Equal((ContactWriteOutcome.Updated, first.ContactId), (changed.Outcome, changed.ContactId));
        var contact = await FoundAsync(organisation, first.ContactId);
        Assert.Equal(("Malá", null, false), (contact.LastName, contact.Email, contact.EmailSubscribed));
        Assert.Equal("", (await FoundAsync(organisation, other.Id)).LastName);
    }

    [Fact]
    public async Task A_number_of_several_contacts_without_an_address_names_none()
    {
        var organisation = await NewOrganisationAsync();
        for (var i = 0; i < 2; i++)
            await WriteAsync(Write(organisation, null, ContactWriteKind.Create) with { Phone = "+420777123456" });

        var result = await WriteAsync(Row(organisation, null) with { Phone = "+420777123456", LastName = "Nová" });

        Assert.Equal(ContactWriteOutcome.Ambiguous, result.Outcome);
        Assert.Equal(0, (await ListAsync(organisation, new() { Search = "Nová" })).Total);
    }

    [Fact]
    public async Task A_row_may_find_its_contact_by_the_number_whatever_address_that_has()
    {
        var organisation = await NewOrganisationAsync();
        var contact = await RegisteredAsync(Write(organisation, "a@example.com") with { Phone = "+420777123456" });
        var row = Row(organisation, null) with { Phone = "+420777123456", IsPhoneKey = true, LastName = "Nová", EmailSubscribed = false };

        ContactWrite[] rows =
        [
            row with { Email = "a@example.com", EmailKey = "a@example.com", EmailSubscribed = null },
            row with { Email = "b@example.com", EmailKey = "b@example.com" },
            row with { Phone = "+420777000111", Email = "a@example.com", EmailKey = "a@example.com" },
        ];
        var results = new List<ContactWriteResult>();
        foreach (var one in rows) results.Add(await WriteAsync(one));

        Assert.Equal([ContactWriteOutcome.Updated, ContactWriteOutcome.OtherEmail, ContactWriteOutcome.Updated], results.Select(result => result.Outcome));
        var after = await FoundAsync(organisation, contact.Id);
        Assert.Equal(("Nová", "+420777000111", false), (after.LastName, after.Phone, after.EmailSubscribed));
        Assert.Equal(ContactWriteOutcome.Unchanged, (await WriteAsync(row with { Phone = "+420777000111" })).Outcome);
    }

    [Fact]
    public async Task A_contact_that_one_row_finds_by_its_number_and_another_by_its_address_is_written_for_both()
    {
        var job = await ClaimedImportAsync();
        await RegisteredAsync(Write(job.OrganisationId, "a@example.com") with { Phone = "+420777123456" });
        ContactWrite[] rows =
        [
            Row(job.OrganisationId, null) with { Phone = "+420777123456", IsPhoneKey = true, LastName = "Nová" },
            Row(job.OrganisationId, "a@example.com") with { Company = "ACME" },
            Row(job.OrganisationId, null) with { Phone = "+420777000111" },
            Row(job.OrganisationId, null) with { Phone = "+420777000111", FirstName = "Eva" },
        ];

        var after = (await Store.Imports.WriteAsync(StepOf(job, rows), Tuesday, None))!;

        Assert.Equal((1, 3, 0, 0), (after.Created, after.Updated, after.Unchanged, after.Failed));
        var contacts = (await ListAsync(job.OrganisationId, new())).Items;
        Assert.Equal(["Eva||", "|ACME|Nová"], contacts.Select(one => $"{one.FirstName}|{one.Company}|{one.LastName}"));
    }

    [Fact]
    public async Task Rows_that_an_import_writes_together_come_to_what_they_come_to_one_by_one()
    {
        var job = await ClaimedImportAsync();
        var alone = await NewOrganisationAsync();
        foreach (var organisation in new[] { alone, job.OrganisationId })
        {
            await NewGroupsAsync(organisation, "A", "B");
            await RegisteredAsync(Write(organisation, "known@example.com") with { FirstName = "Eva" });
            await WithdrawAsync(await RegisteredAsync(Write(organisation, "gone@example.com")));
        }

        foreach (var row in SomeRows(alone)) await WriteAsync(row);
        var after = (await Store.Imports.WriteAsync(StepOf(job, SomeRows(job.OrganisationId)), Tuesday, None))!;

        Assert.Equal((5, 2, 0, 0), (after.Created, after.Updated, after.Unchanged, after.Failed));
        Assert.Equal(await DescribedAsync(alone), await DescribedAsync(job.OrganisationId));
        Assert.Equal(2, (await ListAsync(job.OrganisationId, new() { GroupId = 2 })).Total);
        Assert.Equal(["žofie@bücher.example"], await SearchAsync(job.OrganisationId, "zofie"));
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

    private static ContactWrite[] SomeRows(int organisation) =>
    [
        Row(organisation, "a@example.com") with { EmailSubscribed = true, GroupIds = [1, 2], Source = "fair", Reason = "row 1", FirstName = "Jan" },
        Row(organisation, "žofie@bücher.example") with
        {
            FirstName = "Žofie", LastName = "Nová\t\"x\\", Company = "ACME", Phone = "+420777000111", SmsSubscribed = true, GroupIds = [2],
        },
        Row(organisation, "no@example.com") with { EmailSubscribed = false, Phone = "+420777000112" },
        Row(organisation, "crm@example.com") with { ForeignId = "crm-1", Attributes = """{"plan":"pro","seats":3}""" },
        Row(organisation, null) with { Phone = "+420777000113", SmsSubscribed = false, Evidence = """{"ip":"192.0.2.1"}""" },
        Row(organisation, "known@example.com") with { LastName = "Malá", GroupIds = [1] },
        Row(organisation, "gone@example.com") with { EmailSubscribed = true, FirstName = "Petr" },
    ];

    private static ImportStep StepOf(ImportJob job, ContactWrite[] rows) => new()
    {
        Job = job, Rows = [.. rows], Origins = [.. rows.Select((_, i) => new ImportOrigin(i + 1, i + 2, []))],
        Place = new(9, rows.Length, rows.Length + 1), IgnoredColumns = [],
    };

    /// <summary>All contacts of an organisation, their consents and histories, without what is each one's own.</summary>
    private async Task<string[]> DescribedAsync(int organisation)
    {
        var described = new List<string>();
        foreach (var item in (await ListAsync(organisation, new())).Items.OrderBy(one => one.Email, StringComparer.Ordinal))
        {
            var contact = await FoundAsync(organisation, item.Id);
            var consents = await Store.Consents.FindAsync(organisation, ContactConsents.KeysOf([contact]), None);
            described.Add(JsonSerializer.Serialize(contact with { OrganisationId = 0, Id = 0, ExternalId = "" }));
            described.AddRange(consents.Select(one => JsonSerializer.Serialize(one with { OrganisationId = 0, Id = 0 })));
            described.AddRange((await HistoryAsync(contact)).Select(entry => $"{entry with { Id = 0 }}"));
        }
        return [.. described];
    }

    private async Task<ImportJob> ClaimedImportAsync()
    {
        var job = new ImportJob
        {
            OrganisationId = await NewOrganisationAsync(), ImportId = Random.Shared.NextInt64(), State = ImportState.Uploading,
            Format = ImportFormat.Csv, Actor = "test", CreatedAt = Monday,
        };
        await Store.Imports.BeginAsync(job, int.MaxValue, None);
        await Store.Imports.SubmitAsync(job.OrganisationId, job.ImportId, Monday, null, None);
        while (await Store.Imports.ClaimAsync(Monday, Monday.AddSeconds(15), None) is { } claimed)
            if (claimed.ImportId == job.ImportId) return claimed;
        throw new InvalidOperationException("The job was not to be had.");
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
