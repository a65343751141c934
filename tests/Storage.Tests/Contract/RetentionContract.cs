using System.Net;
using System.Text.Json;
using Contacts.Core.Audit;
using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Contacts.Core.Mail;
using Contacts.Core.Retention;
using Contacts.Core.Settings;
using Contacts.Core.Tickets;
using Contacts.Grains.Consent;
using Contacts.Grains.Organisations;
using Contacts.Grains.Retention;
using Contacts.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Contacts.Storage.Tests.Contract;

/// <summary>What is removed when it was kept for as long as an organisation wants, to the microsecond, and what stays.</summary>
public abstract class RetentionContract(IStoreFixture store) : StoreContract(store)
{
    private const string Address = "eva@example.com";
    private static readonly DateTimeOffset _afterMonday = Monday.AddMicroseconds(1);

    private static readonly ConsentEvidence _evidence =
        new() { Ip = "203.0.113.7", UserAgent = "Browser", Page = "https://example.com/news", TextVersion = "7" };

    [Fact]
    public async Task Tickets_that_are_old_enough_lose_texts_customers_and_their_mails()
    {
        var (organisation, other) = (await NewOrganisationAsync(), await NewOrganisationAsync());
        foreach (var owner in new[] { organisation, other }) await Store.Tickets.WriteAsync([Full(owner), Full(owner) with { At = Tuesday }], None);

        Assert.Equal(0, await RemoveAsync(organisation, RetainedData.TicketTexts, Monday));
        Assert.Equal("Secret", (await TicketAsync(organisation, 1)).Message);
        Assert.Equal(1, await RemoveAsync(organisation, RetainedData.TicketTexts, _afterMonday));

        var emptied = await TicketAsync(organisation, 1);
        Assert.Equal(("", "", null), (emptied.Ticket.Subject, emptied.Message, emptied.Notice));
        Assert.Equal((null, null, null, null), (emptied.Ticket.CustomerEmail, emptied.Ticket.CustomerPhone, emptied.CustomerFirstName, emptied.Ip));
        Assert.Equal((MailState.Dropped, "offer"), (emptied.Mail.State, emptied.Ticket.Category));
        Assert.Equal(1, (await Store.Tickets.ListAsync(organisation, new() { Search = "Secret" }, None)).Total);
        Assert.Equal("Secret", (await TicketAsync(organisation, 2)).Message);
        Assert.Equal("Secret", (await TicketAsync(other, 1)).Message);
    }

    [Fact]
    public async Task Addresses_of_old_tickets_and_of_the_audit_go_and_the_rest_stays()
    {
        var organisation = await NewOrganisationAsync();
        await Store.Tickets.WriteAsync([Full(organisation), Full(organisation) with { At = Tuesday }], None);
        await Store.Audit.AddAsync(organisation, Trail(Monday), None);
        await Store.Audit.AddAsync(organisation, Trail(Tuesday), None);

        foreach (var data in new[] { RetainedData.TicketAddresses, RetainedData.AuditAddresses })
        {
            Assert.Equal(0, await RemoveAsync(organisation, data, Monday));
            Assert.Equal(1, await RemoveAsync(organisation, data, _afterMonday));
        }

        var ticket = await TicketAsync(organisation, 1);
        Assert.Equal(("Secret", null, Address), (ticket.Message, ticket.Ip, ticket.Ticket.CustomerEmail));
        var counts = await Store.Tickets.CountAsync(
            [new(organisation, new("203.0.113.7", "203.0.113.0/24", null), 0, Monday.AddDays(-1))], None);
        Assert.Equal(1, counts[0].FromNetwork);
        var entries = (await Store.Audit.ListAsync(organisation, new(), None)).Entries;
        Assert.Equal([IPAddress.Loopback, null], entries.Select(entry => entry.Actor.Ip));
        Assert.All(entries, entry => Assert.Equal("PROD key 12", entry.Actor.Name));
    }

    [Fact]
    public async Task Evidence_loses_address_and_browser_and_keeps_what_was_agreed_to()
    {
        var organisation = await NewOrganisationAsync();
        var contact = await RegisteredAsync(SignUp(organisation, Monday));
        var entries = await HistoryAsync(contact);

        foreach (var data in new[] { RetainedData.ConsentAddresses, RetainedData.HistoryAddresses })
        {
            await RemoveAsync(organisation, data, Monday);
            Assert.Contains(_evidence.Ip!, (await ConsentAsync(organisation)).Evidence + (await HistoryAsync(contact))[0].Evidence);
            await RemoveAsync(organisation, data, _afterMonday);
        }

        var left = (_evidence with { Ip = null, UserAgent = null }).Write();
        AssertJson(left, (await ConsentAsync(organisation)).Evidence);
        var now = await HistoryAsync(contact);
        Assert.All(now.Where(entry => entry.Evidence is not null), entry => AssertJson(left, entry.Evidence));
        Assert.Contains(now, entry => entry.Evidence is not null);
        Assert.Equal(entries.Select(entry => (entry.Kind, entry.After, entry.Actor)), now.Select(entry => (entry.Kind, entry.After, entry.Actor)));
    }

    [Fact]
    public async Task Consents_in_journals_of_old_merges_lose_address_and_browser()
    {
        var organisation = await NewOrganisationAsync();
        var (old, recent, erased) = (
            await MergedAsync(organisation, Monday), await MergedAsync(organisation, Tuesday), await MergedAsync(organisation, Monday));
        await Store.ExecuteAsync($$"""UPDATE contact_merge SET journal = '{}' WHERE merge_id = '{{erased}}'""");
        var before = await JournalAsync(organisation, old);

        Assert.Equal(0, await RemoveAsync(organisation, RetainedData.MergeAddresses, Monday));
        Assert.Equivalent(before, await JournalAsync(organisation, old));
        Assert.Equal(1, await RemoveAsync(organisation, RetainedData.MergeAddresses, _afterMonday));
        Assert.Equal(0, await RemoveAsync(organisation, RetainedData.MergeAddresses, _afterMonday));

        var after = await JournalAsync(organisation, old);
        Assert.Equivalent(before with { Consents = [] }, after with { Consents = [] });
        Assert.Equal([_evidence with { Ip = null, UserAgent = null }, null, null], after.Consents.Select(EvidenceOf));
        Assert.Equal(
            before.Consents.Select(consent => (consent.Address, consent.RequestedAt)),
            after.Consents.Select(consent => (consent.Address, consent.RequestedAt)));
        Assert.Equal(_evidence, EvidenceOf((await JournalAsync(organisation, recent)).Consents[0]));
    }

    [Fact]
    public async Task A_consent_that_was_spoken_of_again_keeps_its_evidence_until_that_is_old()
    {
        var organisation = await NewOrganisationAsync();
        await RegisteredAsync(SignUp(organisation, Monday));
        await RemoveAsync(organisation, RetainedData.ConsentAddresses, _afterMonday);
        await WriteAsync(SignUp(organisation, Wednesday) with { FirstName = "Eva" });
        var consent = await ConsentAsync(organisation);
        Assert.Contains(_evidence.Ip!, consent.Evidence);

        await RemoveAsync(organisation, RetainedData.ConsentAddresses, consent.RequestedAt!.Value);
        Assert.Contains(_evidence.Ip!, (await ConsentAsync(organisation)).Evidence);

        await RemoveAsync(organisation, RetainedData.ConsentAddresses, consent.RequestedAt!.Value.AddMicroseconds(1));
        Assert.DoesNotContain(_evidence.Ip!, (await ConsentAsync(organisation)).Evidence);
    }

    [Fact]
    public async Task Histories_keep_kind_and_time()
    {
        var (organisation, other) = (await NewOrganisationAsync(), await NewOrganisationAsync());
        var (contact, stranger) = (await RegisteredAsync(SignUp(organisation, Monday)), await RegisteredAsync(SignUp(other, Monday)));
        await WriteAsync(SignUp(organisation, Wednesday) with { FirstName = "Eva" });
        var before = await HistoryAsync(contact);

        await RemoveAsync(organisation, RetainedData.Histories, _afterMonday);

        var after = await HistoryAsync(contact);
        Assert.Equal(before.Select(entry => (entry.Id, entry.At, entry.Kind)), after.Select(entry => (entry.Id, entry.At, entry.Kind)));
        Assert.All(after.Where(entry => entry.At == Monday), entry => Assert.Equal(
            (null, null, null, null, null, null),
            (entry.Source, entry.Actor, entry.Reason, entry.Before, entry.After, entry.Evidence)));
        Assert.Equal(before.Where(entry => entry.At > Monday), after.Where(entry => entry.At > Monday));
        Assert.All(await HistoryAsync(stranger), entry => Assert.NotNull(entry.Actor));
    }

    [Fact]
    public async Task Much_is_removed_in_small_batches_each_once()
    {
        var organisation = await NewOrganisationAsync();
        await Store.Tickets.WriteAsync([.. Enumerable.Range(0, 25).Select(_ => Full(organisation))], None);

        Assert.True(await Store.Retention.RemoveAsync(organisation, RetainedData.TicketTexts, Tuesday, 10, None));
        Assert.Equal(("", "Secret"), ((await TicketAsync(organisation, 10)).Message, (await TicketAsync(organisation, 11)).Message));
        Assert.True(await Store.Retention.RemoveAsync(organisation, RetainedData.TicketTexts, Tuesday, 10, None));
        Assert.True(await Store.Retention.RemoveAsync(organisation, RetainedData.TicketTexts, Tuesday, 10, None));
        Assert.False(await Store.Retention.RemoveAsync(organisation, RetainedData.TicketTexts, Tuesday, 10, None));
        Assert.Equal("", (await TicketAsync(organisation, 25)).Message);
    }

    [Fact]
    public async Task A_night_is_worked_through_once_by_one_process_and_by_the_settings()
    {
        var clock = new ServiceClock(new(2031, 5, 1, 1, 59, 0, TimeSpan.Zero));
        var organisation = await NewOrganisationAsync();
        await Store.Tickets.WriteAsync([Full(organisation) with { At = clock.GetUtcNow().AddDays(-10) }], None);
        await RegisteredAsync(SignUp(organisation, clock.GetUtcNow().AddDays(-3)));
        await SettingsAsync(organisation, new() { TicketDays = 10, IpDays = 0, PendingDays = 4 });
        var forgetful = await NewOrganisationAsync();
        var merge = await MergedAsync(forgetful, clock.GetUtcNow().AddDays(-91));
        var work = Work(clock);

        await work.RunAsync(None); // The night before is caught up.
        Assert.Equal("Secret", (await TicketAsync(organisation, 1)).Message);
        clock.Advance(TimeSpan.FromMinutes(1));
        await work.RunAsync(None);
        Assert.Equal(("", ConsentState.Pending), ((await TicketAsync(organisation, 1)).Message, (await ConsentAsync(organisation)).State));

        await Store.Tickets.WriteAsync([Full(organisation) with { At = clock.GetUtcNow().AddDays(-20) }], None);
        await work.RunAsync(None);
        Assert.Equal("Secret", (await TicketAsync(organisation, 2)).Message);

        clock.Advance(TimeSpan.FromDays(1));
        var hold = HoldOf(clock, "another");
        Assert.True(await Store.Retention.HoldAsync(hold, None));
        await work.RunAsync(None);
        Assert.Equal("Secret", (await TicketAsync(organisation, 2)).Message);
        clock.Advance(TimeSpan.FromMinutes(1)); // The other process ended: its hold is over.
        await work.RunAsync(None);
        Assert.Equal("", (await TicketAsync(organisation, 2)).Message);
        var lapsed = await ConsentAsync(organisation);
        Assert.Equal((ConsentState.None, null), (lapsed.State, lapsed.Held));
        Assert.Null(EvidenceOf((await JournalAsync(forgetful, merge)).Consents[0])!.Ip);
        Assert.False(await Store.Retention.HoldAsync(HoldOf(clock, "another"), None));
    }

    private static RetentionHold HoldOf(ServiceClock clock, string holder) => new(
        (long)(clock.GetUtcNow() - DateTimeOffset.UnixEpoch - TimeSpan.FromHours(2)).TotalDays, holder, clock.GetUtcNow(),
        clock.GetUtcNow().AddMinutes(1));

    private RetentionWork Work(ServiceClock clock)
    {
        var catalogue = new OrganisationCatalogue(Store.Organisations, clock);
        var consents = new UnconfirmedConsents(Store.Contacts, Store.Consents, clock);
        return new(Store.Retention, Store.Organisations, catalogue, consents, clock, NullLogger<RetentionWork>.Instance);
    }

    private async Task SettingsAsync(int organisation, RetentionSettings retention)
    {
        var stored = (await Store.Organisations.FindAsync(organisation, None))!;
        var document = SettingsDocument.Write(new OrganisationSettings { Retention = retention });
        Assert.True(await Store.Organisations.SaveAsync(organisation, "Test", document, stored.Version, None));
    }

    private static CommandTrail Trail(DateTimeOffset at) => new()
    {
        Actor = new() { Kind = ActorKind.Key, Id = 12, Name = "PROD key 12", Ip = IPAddress.Loopback },
        Acts = [new() { At = at, Action = AuditActions.LinkKeyRotated, TargetKind = AuditTargets.LinkKey, TargetId = "1" }],
    };

    private static TicketWrite Full(int organisation) => TicketsContract.WithMail(TicketsContract.Ticket(organisation, "Secret")) with
    {
        Notice = "internal", Category = "offer", Email = Address, Phone = "+420777123456", FirstName = "Eva", LastName = "Malá",
        Ip = "203.0.113.7", Network = "203.0.113.0/24", SendTo = "x@example.org",
    };

    private static ContactWrite SignUp(int organisation, DateTimeOffset at) => Write(organisation, Address) with
    {
        At = at, Evidence = _evidence.Write(), Source = "landing",
        Confirmation = new() { IsForKnown = true, Lifetime = TimeSpan.FromDays(300), Language = "en", MayMail = true },
    };

    /// <summary>A merge whose journal has a consent with all evidence, one with an address alone, and one without any.</summary>
    private async Task<string> MergedAsync(int organisation, DateTimeOffset at)
    {
        var (survivor, legacy) = (await NewContactAsync(), await NewContactAsync());
        var decision = MergeDecisions.Decide(survivor, legacy, await BookAsync(survivor, legacy), new("admin", at));
        var changes = decision.Changes!;
        var consent = ConsentRow.Unknown(organisation, new(ConsentChannel.Email, Address)) with { RequestedAt = Monday };
        var journal = MergeDecisions.Read(changes.Merge!.Journal) with
        {
            Consents =
            [
                consent with { Evidence = _evidence.Write() }, consent with { Evidence = ConsentEvidence.Of("203.0.113.7", null).Write() },
                consent,
            ],
        };
        var text = JsonSerializer.Serialize(journal, JsonSerializerOptions.Web);
        Assert.Equal(
            ApplyOutcome.Applied, await Store.Contacts.ApplyAsync(changes with { Merge = changes.Merge with { Journal = text } }, None));
        return changes.Merge.MergeId;

        Task<ContactRow> NewContactAsync() => RegisteredAsync(Write(organisation, $"{NewId()}@example.com"));
    }

    private async Task<MergeJournal> JournalAsync(int organisation, string mergeId) =>
        MergeDecisions.Read((await Store.Contacts.FindMergeAsync(organisation, mergeId, None))!.Journal);

    private static ConsentEvidence? EvidenceOf(ConsentRow consent) =>
        consent.Evidence is { } json ? JsonSerializer.Deserialize<ConsentEvidence>(json, JsonSerializerOptions.Web) : null;

    private Task<TicketDetail> TicketAsync(int organisation, long number) => Store.Tickets.FindAsync(organisation, number, None)!;

    private async Task<ConsentRow> ConsentAsync(int organisation) =>
        (await Store.Consents.FindAsync(organisation, [new(ConsentChannel.Email, Address)], None)).Single();

    /// <summary>How many batches removed something.</summary>
    private async Task<int> RemoveAsync(int organisation, RetainedData data, DateTimeOffset before)
    {
        var batches = 0;
        while (await Store.Retention.RemoveAsync(organisation, data, before, 500, None)) batches++;
        return batches;
    }
}
