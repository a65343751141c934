using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Contacts.Core.Mail;
using Contacts.Core.Tickets;
using Contacts.Grains.Mail;
using Contacts.Grains.Organisations;
using Contacts.Grains.Tickets;
using Contacts.Mail;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Contacts.Storage.Tests.Contract;

public abstract class TicketMailsContract(IStoreFixture store) : StoreContract(store)
{
    private static readonly DateTimeOffset _leaseEnd = Monday.AddSeconds(15);

    [Fact]
    public async Task A_mail_is_leased_with_its_ticket_and_without_the_notice()
    {
        var organisation = await NewOrganisationAsync();
        var ticket = TicketsContract.WithMail(TicketsContract.Ticket(organisation, "Hello")) with
        {
            Notice = "secret", Category = "offer", Email = "jan@example.com", Phone = "+420777123456",
            FirstName = "Jan", LastName = "Barášek", TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        };
        await Store.Tickets.WriteAsync([ticket, TicketsContract.Ticket(organisation, "no mail")], None);

        var mail = Assert.Single(await LeasedAsync(organisation, "one", Monday));

        var mailed = await MailedAsync(mail);

        Assert.Equal((1L, ticket.MailId, "desk@example.com", Monday, 0), (NumberOf(mail), mail.MailId, mail.To, mail.QueuedAt, mail.Attempts));
        Assert.Equal(("Hello", "Hello", "offer", "jan@example.com"), (mailed.Subject, mailed.Message, mailed.Category, mailed.CustomerEmail));
        Assert.Equal(("+420777123456", "Jan", "Barášek"), (mailed.CustomerPhone, mailed.CustomerFirstName, mailed.CustomerLastName));
        Assert.EndsWith("-1", mailed.Key, StringComparison.Ordinal);
        Assert.Equal((MailKinds.Ticket, ticket.TraceParent), (mail.Kind, mail.TraceParent));
        Assert.DoesNotContain("secret", $"{mail} {mailed}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_that_comes_of_a_change_of_status_keeps_its_trace()
    {
        var organisation = await NewOrganisationAsync();
        await Store.Tickets.WriteAsync([TicketsContract.Ticket(organisation, "Hello") with { Status = TicketStatus.Spam }], None);
        var release = new TicketStatusChange
        {
            OrganisationId = organisation, Number = 1, From = TicketStatus.Spam, To = TicketStatus.New, At = Monday, MailId = "abcdefgh12345678",
            MailTo = "desk@example.com", TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        };

        Assert.True(await Store.Tickets.ChangeStatusAsync(release, None));

        Assert.Equal(release.TraceParent, Assert.Single(await LeasedAsync(organisation, "one", Monday)).TraceParent);
    }

    [Fact]
    public async Task Copies_are_queued_with_a_mail_and_are_mails_of_their_own()
    {
        var organisation = await NewOrganisationAsync();
        var ticket = TicketsContract.WithMail(TicketsContract.Ticket(organisation)) with { MailCopies = ["b@example.com", "c@example.com"] };
        var spam = TicketsContract.Ticket(organisation) with { Status = TicketStatus.Spam };
        await Store.Tickets.WriteAsync([ticket, TicketsContract.Ticket(organisation), spam], None);
        await Store.Tickets.ChangeStatusAsync(
            new()
            {
                OrganisationId = organisation, Number = 3, From = TicketStatus.Spam, To = TicketStatus.New, At = Monday, MailId = "abcdefgh12345678",
                MailTo = "d@example.com", MailCopies = ["e@example.com"],
            }, None);

        var mails = await LeasedAsync(organisation, "one", Monday);

        Assert.Equal(
            [
                ("b@example.com", MailKinds.TicketCopy, 1L), ("c@example.com", MailKinds.TicketCopy, 1), ("d@example.com", MailKinds.Ticket, 3),
                ("desk@example.com", MailKinds.Ticket, 1), ("e@example.com", MailKinds.TicketCopy, 3),
            ], mails.Select(mail => (mail.To, mail.Kind, NumberOf(mail))).OrderBy(mail => mail.To, StringComparer.Ordinal));
        Assert.Equal(5, mails.Select(mail => mail.MailId).Distinct().Count());
        await Store.Outbox.ReportAsync([Report(mails.Single(mail => mail.To == "b@example.com"), "one", MailState.Failed, "550 no")], None);
        Assert.Equal(new() { To = "desk@example.com", State = MailState.Queued }, await MailAsync(organisation));
    }

    [Fact]
    public async Task Dispatchers_at_once_never_get_the_same_mail()
    {
        var organisation = await NewOrganisationAsync();
        await QueueAsync(organisation, 100);

        var taken = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Task.Run(async () =>
        {
            var all = new List<OutgoingMail>();
            while (await Store.Outbox.LeaseAsync(7, $"lease {i}", Monday, _leaseEnd, None) is { Count: > 0 } some) all.AddRange(some);
            return all;
        })));

        var numbers = taken.SelectMany(mails => mails).Where(mail => mail.OrganisationId == organisation).Select(NumberOf);
        Assert.Equal(Enumerable.Range(1, 100).Select(i => (long)i), numbers.Order());
    }

    [Fact]
    public async Task A_mail_of_a_dead_dispatcher_is_due_when_its_lease_ends_unless_that_was_renewed()
    {
        var organisation = await NewOrganisationAsync();
        await QueueAsync(organisation, 1);
        Assert.Single(await LeasedAsync(organisation, "one", Monday));

        Assert.Empty(await LeasedAsync(organisation, "two", Monday.AddSeconds(14)));
        await Store.Outbox.RenewAsync("one", Monday.AddSeconds(30), None);
        Assert.Empty(await LeasedAsync(organisation, "two", Monday.AddSeconds(16)));
        Assert.Single(await LeasedAsync(organisation, "two", Monday.AddSeconds(30)));
    }

    [Fact]
    public async Task What_was_sent_stays_sent_whoever_holds_it()
    {
        var organisation = await NewOrganisationAsync();
        await QueueAsync(organisation, 1);
        var mail = Assert.Single(await LeasedAsync(organisation, "one", Monday));
        await LeasedAsync(organisation, "two", Tuesday);

        await Store.Outbox.ReportAsync([Report(mail, "one", MailState.Sent)], None);
        await Store.Outbox.ReportAsync([Report(mail, "two", MailState.Queued, "too late")], None);

        Assert.Equal(new() { To = "desk@example.com", State = MailState.Sent, Attempts = 1 }, await MailAsync(organisation));
        Assert.Empty(await LeasedAsync(organisation, "three", Wednesday));
    }

    [Fact]
    public async Task What_was_sent_to_somebody_else_says_so()
    {
        var organisation = await NewOrganisationAsync();
        await QueueAsync(organisation, 1);
        var mail = Assert.Single(await LeasedAsync(organisation, "one", Monday));

        await Store.Outbox.ReportAsync([Report(mail, "one", MailState.Sent, "because") with { SentTo = "other@example.com" }], None);

        Assert.Equal(
            new() { To = "other@example.com", State = MailState.Sent, Attempts = 1, Note = "because" }, await MailAsync(organisation));
    }

    [Fact]
    public async Task A_failure_counts_only_while_the_lease_is_held()
    {
        var organisation = await NewOrganisationAsync();
        await QueueAsync(organisation, 1);
        var mail = Assert.Single(await LeasedAsync(organisation, "one", Monday));
        await LeasedAsync(organisation, "two", Tuesday);

        await Store.Outbox.ReportAsync([Report(mail, "one", MailState.Failed, "not mine")], None);
        Assert.Equal((MailState.Queued, 0), ((await MailAsync(organisation)).State, (await MailAsync(organisation)).Attempts));
        await Store.Outbox.ReportAsync([Report(mail, "two", MailState.Queued, "451 busy") with { DueAt = Wednesday }], None);

        Assert.Equal(
            new() { To = "desk@example.com", State = MailState.Queued, Attempts = 1, Note = "451 busy" }, await MailAsync(organisation));
        Assert.Empty(await LeasedAsync(organisation, "three", Wednesday.AddSeconds(-1)));
        var again = Assert.Single(await LeasedAsync(organisation, "three", Wednesday));
        Assert.Equal(1, again.Attempts);
        await Store.Outbox.ReportAsync([Report(mail, "three", MailState.Queued) with { CountsAsAttempt = false }], None);
        Assert.Equal((1, "451 busy"), ((await MailAsync(organisation)).Attempts, (await MailAsync(organisation)).Note));
    }

    [Fact]
    public async Task Mails_that_wait_are_counted_and_the_oldest_has_an_age_until_it_is_sent()
    {
        var organisation = await NewOrganisationAsync();
        var queuedAt = Monday.AddYears(-20);
        var ticket = TicketsContract.WithMail(TicketsContract.Ticket(organisation)) with { At = queuedAt };
        await Store.Tickets.WriteAsync([ticket], None);
        using var watch = new MailWatch(Store.Outbox, new FakeTimeProvider(queuedAt.AddSeconds(90)), NullLogger<MailWatch>.Instance);
        using var gauges = new Measurements();

        await watch.MeasureAsync(None);

        Assert.Contains("contacts.mail.oldest.age 90", gauges.Read());
        Assert.True((await Store.Outbox.CountWaitingAsync(None)).Count > 0);
        await Store.Outbox.ReportAsync([Report(organisation, ticket.MailId!, "any", MailState.Sent)], None);
        await watch.MeasureAsync(None);
        Assert.DoesNotContain("contacts.mail.oldest.age 90", gauges.Read());
    }

    [Fact]
    public async Task That_a_mail_has_waited_for_long_is_said_once_an_hour_and_that_none_does_any_more()
    {
        var organisation = await NewOrganisationAsync();
        var queuedAt = Monday.AddYears(-30); // Older than the mails of all other tests.
        var ticket = TicketsContract.WithMail(TicketsContract.Ticket(organisation)) with { At = queuedAt };
        await Store.Tickets.WriteAsync([ticket], None);
        var log = new LogCapture();
        var clock = new FakeTimeProvider(queuedAt + MailWatch.Old - TimeSpan.FromSeconds(1));
        using var watch = new MailWatch(Store.Outbox, clock, log.For<MailWatch>());

        await watch.MeasureAsync(None);
        Assert.Empty(log.Lines);
        clock.Advance(TimeSpan.FromSeconds(1));
        await watch.MeasureAsync(None);
        await watch.MeasureAsync(None);
        var (level, text) = Assert.Single(log.Lines);
        Assert.Equal(LogLevel.Warning, level);
        Assert.StartsWith("The oldest mail has waited for 10 minutes", text, StringComparison.Ordinal);
        clock.Advance(TimeSpan.FromHours(1));
        await watch.MeasureAsync(None);
        Assert.Equal(2, log.Lines.Count);

        await Store.Outbox.ReportAsync([Report(organisation, ticket.MailId!, "any", MailState.Sent)], None);
        await watch.MeasureAsync(None);
        await watch.MeasureAsync(None);
        Assert.Equal((LogLevel.Information, "No mail has waited for long any more"), log.Lines.Last());
        Assert.Equal(3, log.Lines.Count);
    }

    [Fact]
    public async Task Several_dispatchers_at_once_send_every_mail_once()
    {
        const int count = 60;
        var organisation = await NewOrganisationAsync();
        var recipient = $"desk-{organisation}@example.com";
        TicketWrite Ticket(int i) => TicketsContract.WithMail(TicketsContract.Ticket(organisation, $"text {i}")) with
        {
            MailTo = recipient, At = Monday.AddYears(-2),
        };
        await Store.Tickets.WriteAsync([.. Enumerable.Range(0, count).Select(Ticket)], None);
        var transport = new CountingTransport(recipient, count);
        var wake = new MailSignal();
        using var attempts = new Measurements();
        MailDispatcher[] dispatchers = [.. Enumerable.Range(0, 3).Select(_ => Dispatcher(transport, wake))];

        await Task.WhenAll(dispatchers.Select(dispatcher => dispatcher.StartAsync(None)));
        await transport.All.WaitAsync(TimeSpan.FromMinutes(1));
        await Task.WhenAll(dispatchers.Select(dispatcher => dispatcher.StopAsync(None)));

        Assert.Equal(count, transport.Sent.Count);
        Assert.Equal(count, transport.Sent.Distinct().Count());
        Assert.True(attempts.Read().Count(attempt => attempt == "contacts.mail.attempts 1 outcome=sent") >= count);
        var page = await Store.Tickets.ListAsync(organisation, new() { PageSize = 100 }, None);
        foreach (var ticket in page.Items)
        {
            var detail = await Store.Tickets.FindAsync(organisation, ticket.Id, None);
            Assert.Equal(new() { To = recipient, State = MailState.Sent, Attempts = 1 }, detail!.Mail);
        }
        foreach (var dispatcher in dispatchers) dispatcher.Dispose();
    }

    /// <summary>What is measured of mails, in this process: other tests are heard too.</summary>
    private sealed class Measurements : IDisposable
    {
        private readonly ConcurrentQueue<string> _measured = new();
        private readonly MeterListener _listener = new();

        public Measurements()
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name.StartsWith("contacts.mail.", StringComparison.Ordinal)) listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => _measured.Enqueue($"{instrument.Name} {value}"));
            _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
                _measured.Enqueue($"{instrument.Name} {value} {string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))}"));
            _listener.Start();
        }

        /// <summary>What was measured since the last time, gauges included.</summary>
        public List<string> Read()
        {
            _listener.RecordObservableInstruments();
            var measured = new List<string>();
            while (_measured.TryDequeue(out var one)) measured.Add(one);
            return measured;
        }

        public void Dispose() => _listener.Dispose();
    }

    private MailDispatcher Dispatcher(IMailTransport transport, MailSignal wake)
    {
        var options = new MailOptions { Concurrency = 4 };
        var organisations = new OrganisationCatalogue(Store.Organisations, TimeProvider.System);
        var composer = new TicketMailComposer(Store.Tickets, organisations, TimeProvider.System, NullLogger<TicketMailComposer>.Instance);
        var sender = new MailSender(transport, [composer], options, TimeProvider.System, NullLogger<MailSender>.Instance);
        var quota = new MailQuota(Store.Outbox, organisations, TimeProvider.System);
        return new(Store.Outbox, sender, quota, options, wake, TimeProvider.System, NullLogger<MailDispatcher>.Instance);
    }

    private sealed class CountingTransport(string recipient, int expected) : IMailTransport
    {
        private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task All => _all.Task;

        public ConcurrentQueue<string> Sent { get; } = new();

        public async Task<SendOutcome> SendAsync(MailMessage message, CancellationToken ct)
        {
            await Task.Yield();
            if (message.To.Address == recipient) Sent.Enqueue(message.MessageId);
            if (Sent.Count == expected) _all.TrySetResult();
            return new SendOutcome.Accepted("250 fine");
        }
    }

    /// <summary>Leases everything that is due; what belongs to other tests is of the past and stays leased.</summary>
    private async Task<OutgoingMail[]> LeasedAsync(int organisation, string lease, DateTimeOffset now)
    {
        var mails = await Store.Outbox.LeaseAsync(10_000, lease, now, now.AddSeconds(15), None);
        return [.. mails.Where(mail => mail.OrganisationId == organisation)];
    }

    private Task<IReadOnlyList<long>> QueueAsync(int organisation, int count) => Store.Tickets.WriteAsync(
        [.. Enumerable.Range(0, count).Select(i => TicketsContract.WithMail(TicketsContract.Ticket(organisation, $"text {i}")))], None);

    private static MailReport Report(OutgoingMail mail, string lease, MailState state, string? note = null) =>
        Report(mail.OrganisationId, mail.MailId, lease, state) with { Note = note };

    private static MailReport Report(int organisation, string mailId, string lease, MailState state) =>
        new() { OrganisationId = organisation, MailId = mailId, Lease = lease, State = state, DueAt = Monday };

    private static long NumberOf(OutgoingMail mail) => TicketMailData.Read(mail.Data).Ticket;

    private async Task<MailedTicket> MailedAsync(OutgoingMail mail) =>
        (await Store.Tickets.MailedAsync([(mail.OrganisationId, NumberOf(mail))], None))[0]!;

    private async Task<TicketMail> MailAsync(int organisation) => (await Store.Tickets.FindAsync(organisation, 1, None))!.Mail;
}
