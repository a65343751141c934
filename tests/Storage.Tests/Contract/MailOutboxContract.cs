using Contacts.Core.Mail;

namespace Contacts.Storage.Tests.Contract;

/// <summary>Mails of any kind. Times are long past, so that no other test's mails are due.</summary>
public abstract class MailOutboxContract(IStoreFixture store) : StoreContract(store)
{
    private static readonly DateTimeOffset _noon = new(1998, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_mail_comes_back_as_it_was_queued_and_only_once()
    {
        var organisation = await NewOrganisationAsync();
        var queued = Mail(organisation, _noon) with
        {
            Kind = MailKinds.Confirmation, Recipient = "jan@example.com", Data = """{"consentId": 7, "email": "žofie@example.com"}""",
            TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        };

        await Store.Outbox.QueueAsync([queued], None);
        await Store.Outbox.QueueAsync([queued with { Recipient = "eve@example.com" }, Mail(organisation, _noon)], None);

        var mails = await LeasedAsync(organisation, 10, _noon);
        Assert.Equal(2, mails.Length);
        var mail = Assert.Single(mails, mail => mail.MailId == queued.MailId);
        Assert.Equal((queued.Kind, queued.Recipient, queued.At, queued.TraceParent), (mail.Kind, mail.To, mail.QueuedAt, mail.TraceParent));
        Assert.Equal("žofie@example.com", (string)System.Text.Json.Nodes.JsonNode.Parse(mail.Data)!["email"]!);
        Assert.False(mail.IsCounted);
    }

    [Fact]
    public async Task Urgent_mails_go_first_but_not_before_usual_ones_that_waited_for_the_head_start()
    {
        var organisation = await NewOrganisationAsync();
        var noon = _noon.AddYears(-1); // Before all other tests, which would be leased too.
        var old = Mail(organisation, noon);
        var urgent = Mail(organisation, noon.AddSeconds(1) + IMailOutbox.HeadStart) with { Priority = MailPriority.Urgent };
        var fresh = Mail(organisation, noon.AddSeconds(2));
        var later = Mail(organisation, noon.AddSeconds(3) + IMailOutbox.HeadStart) with { Priority = MailPriority.Urgent };
        await Store.Outbox.QueueAsync([later, fresh, urgent, old], None);

        var order = new List<string>();
        for (var i = 0; i < 4; i++)
            order.AddRange((await LeasedAsync(organisation, 1, noon + (2 * IMailOutbox.HeadStart))).Select(mail => mail.MailId));

        Assert.Equal([old.MailId, urgent.MailId, fresh.MailId, later.MailId], order);
    }

    [Fact]
    public async Task The_oldest_mail_of_an_organisation_is_one_that_still_waits()
    {
        var (organisation, other) = (await NewOrganisationAsync(), await NewOrganisationAsync());
        await Store.Outbox.QueueAsync(
            [Mail(organisation, _noon), Mail(organisation, _noon.AddHours(1)), Mail(other, _noon.AddMinutes(1))], None);

        Assert.Equal(_noon, await Store.Outbox.FindOldestAsync(organisation, None));
        var mail = Assert.Single(await LeasedAsync(organisation, 10, _noon));
        await Store.Outbox.ReportAsync(
            [new() { OrganisationId = organisation, MailId = mail.MailId, Lease = "one", State = MailState.Sent, DueAt = _noon }], None);
        Assert.Equal(_noon.AddHours(1), await Store.Outbox.FindOldestAsync(organisation, None));
        Assert.Null(await Store.Outbox.FindOldestAsync(await NewOrganisationAsync(), None));
    }

    [Fact]
    public async Task What_is_not_due_is_not_leased_whatever_its_priority()
    {
        var organisation = await NewOrganisationAsync();
        await Store.Outbox.QueueAsync([Mail(organisation, _noon) with { Priority = MailPriority.Urgent }, Mail(organisation, _noon)], None);

        Assert.Empty(await LeasedAsync(organisation, 10, _noon - TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task A_dropped_mail_is_not_sent_and_no_attempt()
    {
        var organisation = await NewOrganisationAsync();
        await Store.Outbox.QueueAsync([Mail(organisation, _noon)], None);
        var mail = Assert.Single(await LeasedAsync(organisation, 1, _noon));

        await Store.Outbox.ReportAsync(
            [
                new()
                {
                    OrganisationId = organisation, MailId = mail.MailId, Lease = "one", State = MailState.Dropped, CountsAsAttempt = false,
                    DueAt = _noon,
                },
            ], None);

        Assert.Empty(await LeasedAsync(organisation, 10, _noon.AddDays(1)));
    }

    private static QueuedMail Mail(int organisation, DateTimeOffset at) => new()
    {
        OrganisationId = organisation, Kind = "test", Recipient = "a@example.com", Data = "{}", At = at,
    };

    private async Task<OutgoingMail[]> LeasedAsync(int organisation, int most, DateTimeOffset now)
    {
        var mails = await Store.Outbox.LeaseAsync(most, "one", now, Wednesday, None);
        return [.. mails.Where(mail => mail.OrganisationId == organisation)];
    }
}
