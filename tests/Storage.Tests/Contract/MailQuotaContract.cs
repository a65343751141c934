using Contacts.Core.Mail;
using Contacts.Core.Settings;
using Contacts.Core.Tickets;
using Contacts.Grains.Mail;
using Contacts.Grains.Organisations;

namespace Contacts.Storage.Tests.Contract;

/// <summary>
/// Mails by recipient and hour, and the digests of those beyond. Times are long past, so that no other test's mails are due.
/// </summary>
public abstract class MailQuotaContract(IStoreFixture store) : StoreContract(store)
{
    private static readonly DateTimeOffset _noon = new(1999, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(_noon.AddMinutes(10));

    [Fact]
    public async Task A_recipient_gets_so_many_mails_in_an_hour_and_the_others_are_held()
    {
        var organisation = await NewOrganisationAsync(perHour: 3);
        await QueueAsync(organisation, 5, "a@example.com");
        await QueueAsync(organisation, 2, "b@example.com");

        var admitted = await TakeAsync(organisation, "one");

        Assert.Equal([1, 2, 3, 6, 7], admitted.Select(NumberOf).Order());
        Assert.Equal((MailState.Queued, MailState.Held), ((await MailAsync(organisation, 3)).State, (await MailAsync(organisation, 4)).State));
        await QueueAsync(organisation, 1, "a@example.com");
        Assert.Empty(await TakeAsync(organisation, "one"));
        _clock.Advance(TimeSpan.FromHours(1));
        await QueueAsync(organisation, 1, "a@example.com");
        Assert.Contains(9, (await TakeAsync(organisation, "one")).Select(NumberOf));
    }

    [Fact]
    public async Task Processes_at_once_let_no_mail_too_many_through()
    {
        var organisation = await NewOrganisationAsync(perHour: 20);
        await QueueAsync(organisation, 100, "a@example.com");

        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
        {
            var all = new List<OutgoingMail>();
            for (var round = 0; round < 10; round++) all.AddRange(await TakeAsync(organisation, $"lease {i}", most: 7));
            return all;
        })));
        var rest = await TakeAsync(organisation, "last");

        Assert.Equal(20, taken.Sum(mails => mails.Count) + rest.Count);
        Assert.Equal(20, taken.SelectMany(mails => mails).Concat(rest).Select(NumberOf).Distinct().Count());
    }

    [Fact]
    public async Task A_mail_that_is_tried_again_counts_once()
    {
        var organisation = await NewOrganisationAsync(perHour: 1);
        await QueueAsync(organisation, 1, "a@example.com");
        await TakeAsync(organisation, "one");

        _clock.Advance(TimeSpan.FromSeconds(20)); // The process has died: its lease is over.

        Assert.Single(await TakeAsync(organisation, "two"));
    }

    [Fact]
    public async Task Held_mails_become_one_digest_after_the_hour_and_are_sent_with_it()
    {
        var organisation = await NewOrganisationAsync(perHour: 1);
        await QueueAsync(organisation, 4, "a@example.com");
        await ReportAsync(await TakeAsync(organisation, "one"), MailState.Sent);
        await QueueDigestsAsync();
        Assert.Empty(await TakeAsync(organisation, "one")); // The hour is not over.

        _clock.SetUtcNow(_noon.AddHours(1));
        await QueueDigestsAsync();
        var digest = Assert.Single(await TakeAsync(organisation, "dead"));
        _clock.Advance(TimeSpan.FromSeconds(20));
        var again = Assert.Single(await TakeAsync(organisation, "one")); // Whoever had it has died: the same one comes again.

        var tickets = await DigestAsync(digest);
        Assert.Equal((MailKinds.Digest, "a@example.com", 3), (digest.Kind, digest.To, tickets.Total));
        Assert.Equal(["text 1", "text 2", "text 3"], tickets.First.Select(ticket => ticket.Message));
        Assert.EndsWith("-4", tickets.First[^1].Key, StringComparison.Ordinal);
        Assert.Equal((digest.MailId, 3), (again.MailId, (await DigestAsync(again)).First.Length));
        Assert.Equal(MailState.Held, (await MailAsync(organisation, 4)).State);
        await ReportAsync([again], MailState.Sent);
        for (var number = 1; number <= 4; number++) Assert.Equal(MailState.Sent, (await MailAsync(organisation, number)).State);
        await QueueDigestsAsync();
        Assert.Empty(await TakeAsync(organisation, "one"));
    }

    [Fact]
    public async Task A_digest_that_fails_says_so_at_each_of_its_mails_and_one_that_is_put_off_at_none()
    {
        var organisation = await NewOrganisationAsync(perHour: 1);
        await QueueAsync(organisation, 3, "a@example.com");
        await ReportAsync(await TakeAsync(organisation, "one"), MailState.Sent);
        _clock.SetUtcNow(_noon.AddHours(1));
        await QueueDigestsAsync();

        await ReportAsync(await TakeAsync(organisation, "one"), MailState.Queued, "451 busy");
        Assert.Equal((MailState.Held, null), ((await MailAsync(organisation, 3)).State, (await MailAsync(organisation, 3)).Note));
        await ReportAsync(await TakeAsync(organisation, "one"), MailState.Failed, "550 no");

        foreach (var number in new[] { 2, 3 })
            Assert.Equal((MailState.Failed, "550 no"), ((await MailAsync(organisation, number)).State, (await MailAsync(organisation, number)).Note));
    }

    [Fact]
    public async Task Processes_at_once_make_one_digest()
    {
        var organisation = await NewOrganisationAsync(perHour: 1);
        await QueueAsync(organisation, 30, "a@example.com");
        await ReportAsync(await TakeAsync(organisation, "one"), MailState.Sent);
        _clock.SetUtcNow(_noon.AddHours(1));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(QueueDigestsAsync)));

        Assert.Equal(29, (await DigestAsync(Assert.Single(await TakeAsync(organisation, "one")))).Total);
    }

    [Fact]
    public async Task A_mail_that_was_held_alone_comes_by_itself()
    {
        var organisation = await NewOrganisationAsync(perHour: 1);
        await QueueAsync(organisation, 2, "a@example.com");
        await ReportAsync(await TakeAsync(organisation, "one"), MailState.Sent);
        _clock.SetUtcNow(_noon.AddHours(1));

        await QueueDigestsAsync();

        var mail = Assert.Single(await TakeAsync(organisation, "one"));
        Assert.Equal((MailKinds.Ticket, 2), (mail.Kind, NumberOf(mail)));
    }

    [Fact]
    public async Task Mails_of_other_kinds_are_not_counted()
    {
        var organisation = await NewOrganisationAsync(perHour: 1);
        await Store.Outbox.QueueAsync(
            [.. Enumerable.Range(0, 3).Select(_ => new QueuedMail
            {
                OrganisationId = organisation, Kind = MailKinds.Confirmation, Recipient = "a@example.com", Data = "{}", At = _noon,
            })],
            None);

        Assert.Equal(3, (await TakeAsync(organisation, "one")).Count);
    }

    private async Task<int> NewOrganisationAsync(int perHour)
    {
        var organisation = await NewOrganisationAsync();
        var stored = (await Store.Organisations.FindAsync(organisation, None))!;
        var settings = SettingsDocument.Write(new() { Support = new() { MailsPerHour = perHour } });
        Assert.True(await Store.Organisations.SaveAsync(organisation, "Test", settings, stored.Version, None));
        return organisation;
    }

    private async Task QueueAsync(int organisation, int count, string recipient) => await Store.Tickets.WriteAsync(
        [.. Enumerable.Range(0, count).Select(i => TicketsContract.WithMail(TicketsContract.Ticket(organisation, $"text {i}")) with
        {
            MailTo = recipient, At = _noon.AddMinutes(-1),
        })], None);

    /// <summary>Leases what is due and counts it.</summary>
    private async Task<IReadOnlyList<OutgoingMail>> TakeAsync(int organisation, string lease, int most = 1000)
    {
        var quota = new MailQuota(Store.Outbox, new OrganisationCatalogue(Store.Organisations, TimeProvider.System), _clock);
        var now = _clock.GetUtcNow();
        var mails = await Store.Outbox.LeaseAsync(most, lease, now, now.AddSeconds(15), None);
        return [.. (await quota.AdmitAsync(mails, lease, None)).Where(mail => mail.OrganisationId == organisation)];
    }

    private static long NumberOf(OutgoingMail mail) => TicketMailData.Read(mail.Data).Ticket;

    private Task<TicketDigest> DigestAsync(OutgoingMail mail) => Store.Tickets.DigestAsync(mail.OrganisationId, mail.MailId, None);

    private Task QueueDigestsAsync() => Store.Outbox.QueueDigestsAsync(_clock.GetUtcNow(), None);

    private Task ReportAsync(IReadOnlyList<OutgoingMail> mails, MailState state, string? note = null) => Store.Outbox.ReportAsync(
        [.. mails.Select(mail => new MailReport
        {
            OrganisationId = mail.OrganisationId, MailId = mail.MailId, Lease = "one", State = state, DueAt = _clock.GetUtcNow(), Note = note,
        })], None);

    private async Task<TicketMail> MailAsync(int organisation, long number) => (await Store.Tickets.FindAsync(organisation, number, None))!.Mail;
}
