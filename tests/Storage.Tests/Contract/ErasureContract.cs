using System.Collections.Immutable;
using System.Globalization;
using Contacts.Core.Audit;
using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Contacts.Core.Erasure;
using Contacts.Core.Idempotency;
using Contacts.Core.Imports;
using Contacts.Core.Mail;
using Contacts.Core.PersonalData;
using Contacts.Core.Settings;
using Contacts.Core.Tickets;

namespace Contacts.Storage.Tests.Contract;

/// <summary>What an erasure leaves of a person, and of others.</summary>
public abstract class ErasureContract(IStoreFixture store) : ErasureSetting(store)
{
    /// <summary>Columns with personal data in which nothing of the known person is, by the reason.</summary>
    private static readonly Dictionary<string, string> _notFilled = new()
    {
        ["of the staff"] = "organisation.settings console_user.email passkey.name console_session.ip console_session.user_agent "
            + "erasure.reason erasure.actor contact_merge.actor import_job.actor import_job.undo_reason import_job.undo_actor "
            + "audit_event.actor_name",
        ["has a test of its own"] = "audit_event.ip idempotency.answer",
        ["mails of the version before"] = "mail_outbox.recipient mail_outbox.note",
    };

    [Fact]
    public async Task Nothing_is_left_of_a_person_in_any_table()
    {
        var organisation = await NewOrganisationAsync();
        var groups = await NewGroupsAsync(organisation, "A");
        var eva = new KnownPerson(Store, organisation);
        await eva.SignUpAsync(groups);
        await eva.MergeAgainAsync();
        await eva.WriteTicketsAsync();
        await eva.WriteMailsAsync();
        await eva.ImportAsync();
        await eva.LeaveTracesAsync();
        var other = await RegisteredAsync(Write(organisation, "ida@example.com"));
        Assert.Empty(await NotFilledAsync(eva));

        var records = (await Store.PersonalData.ReadAsync(organisation, eva.Legacy.ExternalId, Identity, None))!.Records;
        Assert.Equal((3, 3, 4), (Count("ticket"), Count("mail"), Count("import")));

        var result = await EraseAsync(organisation, eva.Legacy.ExternalId);

        Assert.Equal(EraseOutcome.Done, result.Outcome);
        Assert.Null(await Store.PersonalData.ReadAsync(organisation, eva.Legacy.ExternalId, Identity, None));
        Assert.Equal(
            new ErasureCounts { Contacts = 3, Events = 9, Merges = 2, Consents = 4, Tickets = 3, Mails = 9, Imports = 3 }, result.Counts);
        foreach (var needle in eva.Needles) Assert.Empty(await Store.TablesWithAsync(needle));
        foreach (var contact in new[] { eva.Elder, eva.Survivor, eva.Legacy })
        {
            Assert.Null(await Store.Contacts.ResolveAsync(organisation, contact.ExternalId, None));
            Assert.Equal(EraseOutcome.NotFound, (await EraseAsync(organisation, contact.ExternalId)).Outcome);
            Assert.All(
                await HistoryAsync(contact),
                entry => Assert.Equal((null, null, null, null), (entry.Actor, entry.Source, entry.Before, entry.After)));
            Assert.NotEmpty(await HistoryAsync(contact));
        }
        Assert.Equal([other.Id], (await ListAsync(organisation, new() { PageSize = 10 })).Items.Select(contact => contact.Id));
        Assert.Equal(0, (await ListAsync(organisation, new() { GroupId = groups[0] })).Total);
        Assert.Empty(await SearchAsync(organisation, "zofie"));

        int Count(string kind) => records.Count(record => record.Kind == kind);
    }

    [Fact]
    public async Task An_erasure_is_listed_until_it_is_logged_and_with_what_was_done_of_whom()
    {
        var organisation = await NewOrganisationAsync();
        var eva = new KnownPerson(Store, organisation);
        await eva.SignUpAsync();
        var ida = await RegisteredAsync(Write(organisation, "ida@example.com"));
        var trail = new CommandTrail
        {
            Actor = new() { Kind = ActorKind.Key, Id = 12, Name = "PROD key 12" },
            Acts = [new() { At = Wednesday, Action = "contact.erased", TargetKind = AuditTargets.Contact, TargetId = ida.ExternalId }],
        };

        var first = await EraseAsync(organisation, eva.Survivor.ExternalId);
        var second = await EraseAsync(
            Request(ida.ExternalId) with { Suppress = false, Tickets = TicketErasure.Keep, Trail = trail }, organisation);

        var page = await Store.Erasures.ListAsync(organisation, 1, null, None);
        Assert.True(page.HasMore);
        var newest = Assert.Single(page.Items);
        Assert.Equal((second.EraseId, Reason, "admin", false, TicketErasure.Keep, Wednesday),
            (newest.EraseId, newest.Reason, newest.Actor, newest.Suppress, newest.Tickets, newest.At));
        var oldest = Assert.Single((await Store.Erasures.ListAsync(organisation, 10, newest.Number, None)).Items);
        Assert.Equal((first.EraseId, first.Counts, true), (oldest.EraseId, oldest.Counts, oldest.Suppress));
        Assert.Equal([eva.Survivor.ExternalId, eva.Legacy.ExternalId], oldest.ContactIds.AsEnumerable());
        Assert.Equal([oldest.Number, newest.Number], await UnloggedAsync(organisation));
        await Store.Erasures.SetLoggedAsync([oldest], None);
        Assert.Equal([newest.Number], await UnloggedAsync(organisation));
        Assert.True((await Store.Erasures.ListAsync(organisation, 10, newest.Number, None)).Items[0].IsLogged);
        Assert.Equal("contact.erased", Assert.Single((await Store.Audit.ListAsync(organisation, new(), None)).Entries).Act.Action);
    }

    [Fact]
    public async Task All_that_a_person_had_is_suppressed_and_again_by_the_hashes_alone()
    {
        var (organisation, bare) = (await NewOrganisationAsync(), await NewOrganisationAsync());
        var eva = new KnownPerson(Store, organisation);
        await eva.SignUpAsync();
        var had = new[] { Key(eva.Address), Key(eva.OldAddress), Sms(eva.Phone) };

        await EraseAsync(organisation, eva.Survivor.ExternalId);

        Assert.Equal(3, (await Store.Suppressions.FindAsync(organisation, had, None)).Count);
        Assert.Equal(ContactWriteOutcome.Suppressed, (await WriteAsync(Write(organisation, eva.Address, ContactWriteKind.Import))).Outcome);
        var hashes = (await Store.Erasures.ListAsync(organisation, 1, null, None)).Items[0].Hashes;
        Assert.Equal(0, await Store.Erasures.SuppressAsync(organisation, hashes, Wednesday, None));
        Assert.Equal(hashes.Length, await Store.Erasures.SuppressAsync(bare, hashes, Wednesday, None));
        Assert.All(hashes, hash => Assert.Matches("^[0-9a-f]{64}$", hash));
    }

    [Fact]
    public async Task Who_is_not_to_be_suppressed_may_come_back_as_somebody_new()
    {
        var organisation = await NewOrganisationAsync();
        var eva = new KnownPerson(Store, organisation);
        await eva.SignUpAsync();

        await EraseAsync(Request(eva.Survivor.ExternalId) with { Suppress = false }, organisation);
        var again = await RegisteredAsync(Write(organisation, eva.Address));

        Assert.NotEqual((eva.Survivor.Id, eva.Survivor.ExternalId), (again.Id, again.ExternalId));
        Assert.Single(await HistoryAsync(again));
        Assert.Equal(EraseOutcome.NotFound, (await EraseAsync(organisation, eva.Survivor.ExternalId)).Outcome);
        Assert.Equal(EraseOutcome.Done, (await EraseAsync(organisation, again.ExternalId)).Outcome);
    }

    [Fact]
    public async Task Tickets_that_are_kept_lose_their_customer_and_are_still_mailed()
    {
        var organisation = await NewOrganisationAsync();
        var eva = new KnownPerson(Store, organisation);
        await eva.SignUpAsync();
        var ticket = eva.Ticket() with { ContactId = eva.Survivor.Id, Message = "Where is my order?", Notice = "call back" };
        await Store.Tickets.WriteAsync([ticket], None);

        await EraseAsync(Request(eva.Survivor.ExternalId) with { Tickets = TicketErasure.Keep }, organisation);

        var found = (await Store.Tickets.FindAsync(organisation, ticket.ExternalId, None))!;
        Assert.Equal(("Where is my order?", "call back", "offer"), (found.Message, found.Notice, found.Ticket.Category));
        Assert.Equal((null, null, null), (found.Ticket.CustomerEmail, found.Ticket.CustomerPhone, found.Ip));
        Assert.Equal((null, null, null), (found.CustomerFirstName, found.CustomerLastName, found.SendTo));
        Assert.Equal(MailState.Queued, found.Mail.State);
        Assert.Equal(1, (await Store.Tickets.ListAsync(organisation, new() { Search = "my order" }, None)).Total);
        Assert.Equal(0, (await Store.Tickets.ListAsync(organisation, new() { Search = eva.Tag }, None)).Total);
        var erasure = (await Store.Erasures.ListAsync(organisation, 1, null, None)).Items[0];
        Assert.Equal([ticket.MailId!, $"{ticket.MailId}.1"], erasure.MailIds.Order());
    }

    [Fact]
    public async Task What_another_contact_has_by_now_stays_with_it()
    {
        var organisation = await NewOrganisationAsync();
        var eva = new KnownPerson(Store, organisation);
        await eva.SignUpAsync();
        var changed = await FoundAsync(organisation, eva.Survivor.Id);
        await ApplyAsync(changed with { Email = "new@example.com", EmailKey = "new@example.com" });
        var ida = await RegisteredAsync(Write(organisation, eva.Address) with { Phone = eva.Phone });
        await Store.Tickets.WriteAsync([eva.Ticket()], None);

        var result = await EraseAsync(organisation, eva.Survivor.ExternalId);

        Assert.Equal((EraseOutcome.Done, 0), (result.Outcome, result.Counts.Tickets));
        Assert.Equivalent(ida, await FoundAsync(organisation, ida.Id));
        Assert.NotEmpty(await Store.Consents.FindAsync(organisation, [Key(eva.Address)], None));
        Assert.Empty(await Store.Suppressions.FindAsync(organisation, [Key(eva.Address), Sms(eva.Phone)], None));
        Assert.Equal(ContactWriteOutcome.Unchanged, (await WriteAsync(Write(organisation, eva.Address))).Outcome);
    }

    [Fact]
    public async Task Suppressed_is_also_what_other_settings_make_of_an_address_but_not_what_others_have()
    {
        var organisation = await NewOrganisationAsync();
        var one = await RegisteredAsync(Write(organisation, "e.va@gmail.com"));
        var two = await RegisteredAsync(Write(organisation, "i.da@gmail.com"));
        var ida = await RegisteredAsync(Write(organisation, "ida@gmail.com"));

        foreach (var contact in new[] { one, two }) await EraseAsync(organisation, contact.ExternalId);

        var keys = new[] { Key("e.va@gmail.com"), Key("eva@gmail.com"), Key("i.da@gmail.com"), Key("ida@gmail.com") };
        Assert.Equal(keys[..3].ToHashSet(), [.. await Store.Suppressions.FindAsync(organisation, keys, None)]);
        Assert.Equivalent(ida, await FoundAsync(organisation, ida.Id));
        Assert.NotEmpty(await Store.Consents.FindAsync(organisation, [keys[3]], None));
    }

    [Fact]
    public async Task Who_was_one_with_the_person_for_a_while_loses_what_was_the_persons()
    {
        var organisation = await NewOrganisationAsync();
        var eva = new KnownPerson(Store, organisation);
        await eva.SignUpAsync();
        var ida = await RegisteredAsync(Write(organisation, "ida@example.com") with { LastName = "Nová" });
        await RejoinAsync(ida, await FoundAsync(organisation, eva.Survivor.Id));
        await Store.Tickets.WriteAsync(
            [
                eva.Ticket() with { ContactId = ida.Id },
                eva.Ticket() with { ContactId = ida.Id, Email = ida.Email, Message = "Of Ida" },
            ], None);

        await EraseAsync(organisation, eva.Survivor.ExternalId);

        var history = await HistoryAsync(ida);
        Assert.Equal([EventKinds.Unmerged, EventKinds.Merged, EventKinds.Registered], history.Select(entry => entry.Kind));
        Assert.All(history[..2], entry => Assert.Equal((null, null, null), (entry.Before, entry.After, entry.Reason)));
        AssertJson("""{"email":"ida@example.com","lastName":"Nová","emailSubscribed":true}""", history[2].After);
        Assert.Equal(["Of Ida", ""], (await TicketsAsync(organisation)).Select(ticket => ticket.Message).OrderDescending());
        var now = await FoundAsync(organisation, ida.Id);
        Assert.Equal((ida.Email, "Nová", ""), (now.Email, now.LastName, now.Company));
    }

    [Fact]
    public async Task The_journal_of_a_merge_is_gone_and_the_merge_is_not()
    {
        var organisation = await NewOrganisationAsync();
        var eva = new KnownPerson(Store, organisation);
        await eva.SignUpAsync();
        var before = Assert.Single(await Store.Contacts.MergesAsync(organisation, eva.Survivor.Id, None));

        await EraseAsync(organisation, eva.Survivor.ExternalId);

        var after = (await Store.Contacts.FindMergeAsync(organisation, before.MergeId, None))!;
        Assert.Equal(before with { Journal = MergeDecisions.ErasedJournal, Reason = null }, after);
    }

    [Fact]
    public async Task A_contact_without_an_address_is_erased_by_its_number()
    {
        var organisation = await NewOrganisationAsync();
        var eva = new KnownPerson(Store, organisation);
        var contact = await RegisteredAsync(eva.Write(null, ContactWriteKind.Create) with { Phone = eva.Phone, FirstName = eva.Tag });
        await Store.Tickets.WriteAsync([eva.Ticket() with { Email = null }], None);

        var result = await EraseAsync(organisation, contact.ExternalId);

        Assert.Equal((EraseOutcome.Done, 1), (result.Outcome, result.Counts.Tickets));
        foreach (var needle in eva.Needles) Assert.Empty(await Store.TablesWithAsync(needle));
        Assert.Single(await Store.Suppressions.FindAsync(organisation, [Sms(eva.Phone)], None));
    }

    [Fact]
    public async Task What_a_removed_contact_has_left_is_erased_once()
    {
        var organisation = await NewOrganisationAsync();
        var eva = new KnownPerson(Store, organisation);
        await eva.SignUpAsync();
        await ApplyAsync((await FoundAsync(organisation, eva.Survivor.Id)).Removed());
        Assert.NotEmpty(await Store.TablesWithAsync(eva.Tag));

        Assert.Equal(EraseOutcome.Done, (await EraseAsync(organisation, eva.Survivor.ExternalId)).Outcome);

        foreach (var needle in eva.Needles) Assert.Empty(await Store.TablesWithAsync(needle));
        Assert.Equal(EraseOutcome.NotFound, (await EraseAsync(organisation, eva.Survivor.ExternalId)).Outcome);
    }

    [Fact]
    public async Task A_reason_that_names_the_person_is_refused()
    {
        var organisation = await NewOrganisationAsync();
        var eva = new KnownPerson(Store, organisation);
        await eva.SignUpAsync();

        var reason = $"{eva.Address.ToUpperInvariant()} asked";
        var result = await EraseAsync(Request(eva.Survivor.ExternalId) with { Reason = reason }, organisation);

        Assert.Equal(EraseOutcome.Invalid, result.Outcome);
        Assert.NotNull(result.Problem);
        Assert.NotNull(await Store.Contacts.FindAsync(organisation, eva.Survivor.Id, None));
    }

    [Fact]
    public async Task There_is_nobody_behind_an_unknown_id_or_one_of_another_organisation()
    {
        var (organisation, other) = (await NewOrganisationAsync(), await NewOrganisationAsync());
        var eva = new KnownPerson(Store, organisation);
        await eva.SignUpAsync();

        Assert.Equal(EraseOutcome.NotFound, (await EraseAsync(other, eva.Survivor.ExternalId)).Outcome);
        Assert.Equal(EraseOutcome.NotFound, (await EraseAsync(organisation, "0000000000000000")).Outcome);
        Assert.Null(await Store.Erasures.GatherAsync(other, eva.Survivor.ExternalId, Identity, None));
        var person = await Store.Erasures.GatherAsync(organisation, eva.Legacy.ExternalId, Identity, None);
        Assert.Equal([eva.Survivor.Id, eva.Legacy.Id], person!.ContactIds.AsEnumerable());
    }

    [Fact]
    public async Task From_where_a_person_used_the_console_is_forgotten()
    {
        var organisation = await NewOrganisationAsync();
        var eva = new KnownPerson(Store, organisation);
        await eva.SignUpAsync();
        foreach (var name in new[] { eva.Address, "ida@example.com" })
            await Store.Audit.AddAsync(organisation, new()
            {
                Actor = new() { Kind = ActorKind.User, Id = 7, Name = name, Ip = System.Net.IPAddress.Loopback },
                Acts = [new() { At = Monday, Action = AuditActions.LinkKeyRotated, TargetKind = AuditTargets.LinkKey, TargetId = "1" }],
            }, None);

        await EraseAsync(organisation, eva.Survivor.ExternalId);

        var entries = (await Store.Audit.ListAsync(organisation, new(), None)).Entries;
        Assert.Equal(
            [("ida@example.com", true), (eva.Address, false)], entries.Select(entry => (entry.Actor.Name, entry.Actor.Ip is not null)));
    }

    /// <summary>The columns with personal data in which nothing of a person is, but for those with a reason; space-separated.</summary>
    private async Task<string> NotFilledAsync(KnownPerson person)
    {
        var columns = PersonalColumns.Tables.SelectMany(table => table.Personal.Select(column => $"{table.Table}.{column}"))
            .Intersect((await Store.ColumnsAsync()).Select(column => $"{column.Table}.{column.Column}")).ToHashSet();
        columns.ExceptWith(_notFilled.Values.SelectMany(places => places.Split(' ')));
        foreach (var needle in person.Needles) columns.ExceptWith(await Store.TablesWithAsync(needle));
        return string.Join(' ', columns);
    }

    private async Task<long[]> UnloggedAsync(int organisation) =>
    [
        .. (await Store.Erasures.UnloggedAsync(int.MaxValue, None)).Where(row => row.OrganisationId == organisation)
            .Select(row => row.Number),
    ];

    private async Task ApplyAsync(ContactRow contact) => Assert.Equal(
        ApplyOutcome.Applied,
        await Store.Contacts.ApplyAsync(new() { OrganisationId = contact.OrganisationId, Contacts = [contact], At = Tuesday }, None));

    /// <summary>Merges a contact into another one and takes that back.</summary>
    private async Task RejoinAsync(ContactRow survivor, ContactRow legacy)
    {
        var note = new ChangeNote("admin", Tuesday, "by mistake");
        var decision = MergeDecisions.Decide(survivor, legacy, await BookAsync(survivor, legacy), note);
        Assert.Equal(ApplyOutcome.Applied, await Store.Contacts.ApplyAsync(decision.Changes!, None));
        var merge = (await Store.Contacts.FindMergeAsync(survivor.OrganisationId, decision.Answer.MergeId!, None))!;
        var (one, other) = (
            (await Store.Contacts.FindRowAsync(survivor.OrganisationId, survivor.Id, None))!,
            (await Store.Contacts.FindRowAsync(survivor.OrganisationId, legacy.Id, None))!);
        var then = MergeRule.Undo(MergeDecisions.Read(merge.Journal), one, other);
        var undo = MergeDecisions.Undo(merge, (one, other), then, note with { At = Wednesday });
        Assert.Equal(ApplyOutcome.Applied, await Store.Contacts.ApplyAsync(undo.Changes!, None));
    }

    private async Task<ImmutableArray<TicketDetail>> TicketsAsync(int organisation)
    {
        var found = ImmutableArray.CreateBuilder<TicketDetail>();
        foreach (var ticket in (await Store.Tickets.ListAsync(organisation, new(), None)).Items)
            found.Add((await Store.Tickets.FindAsync(organisation, ticket.Id, None))!);
        return found.DrainToImmutable();
    }
}
