using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Contacts.Core.Mail;
using Contacts.Core.Tickets;
using Contacts.Grains.Tickets;
using Microsoft.Extensions.Logging.Abstractions;

namespace Contacts.Storage.Tests.Contract;

public abstract class TicketsContract(IStoreFixture store) : StoreContract(store)
{
    internal static TicketWrite Ticket(int organisation, string message = "Hello") => new()
    {
        OrganisationId = organisation, ExternalId = NewId(), Subject = message, Message = message, Status = TicketStatus.New, Score = 0,
        TextHash = MessageText.Hash(message), At = Monday,
    };

    internal static TicketWrite WithMail(TicketWrite ticket) => ticket with { MailId = NewId(), MailTo = "desk@example.com" };

    [Fact]
    public async Task Everything_about_a_ticket_comes_back()
    {
        var organisation = await NewOrganisationAsync();
        var contact = (await WriteAsync(Write(organisation, "jan@example.com"))).ContactId;
        var written = WithMail(Ticket(organisation, "Dobrý den\r\n'; --\t😀")) with
        {
            Subject = "Žádost", Notice = "internal", Category = "offer", Email = "jan@example.com", Phone = "+420777123456", FirstName = "Jan",
            LastName = "Barášek", Ip = "203.0.113.7", Network = "203.0.113.0/24", Country = "CZ", Score = 45, ContactId = contact,
            Reasons = [new() { Name = "many-links", Points = 30 }, new() { Name = "no-customer-email", Points = 15 }],
            SendTo = "x@example.org", MailNote = "x@example.org is not an allowed recipient.",
        };

        var number = (await Store.Tickets.WriteAsync([written], None))[0];

        var found = await Store.Tickets.FindAsync(organisation, written.ExternalId, None);
        var ticket = found!.Ticket;
        Assert.Equal((written.ExternalId, 1L, "Žádost", TicketStatus.New), (ticket.Id, number, ticket.Subject, ticket.Status));
        Assert.Matches("^TEST-[0-9A-F]+-1$", ticket.Key);
        Assert.Equal(("offer", "jan@example.com", "+420777123456", "+420 777123456"),
            (ticket.Category, ticket.CustomerEmail, ticket.CustomerPhone, ticket.CustomerPhoneInternational));
        Assert.Equal(("CZ", 45, Monday, contact), (ticket.Country, ticket.Score, ticket.CreatedAt, ticket.ContactId!.Value));
        Assert.Equal((written.Message, "internal", "Jan", "Barášek"), (found.Message, found.Notice, found.CustomerFirstName, found.CustomerLastName));
        Assert.Equal(("203.0.113.7", "x@example.org"), (found.Ip, found.SendTo));
        Assert.Equal(written.Reasons.ToArray(), found.Reasons.ToArray());
        Assert.Equal(new() { To = "desk@example.com", State = MailState.Queued, Note = written.MailNote }, found.Mail);
        Assert.Equal(ticket, (await Store.Tickets.FindAsync(organisation, 1, None))!.Ticket);
        Assert.Equal(ticket, Assert.Single((await Store.Tickets.ListAsync(organisation, new(), None)).Items));
    }

    [Fact]
    public async Task A_ticket_with_the_least_is_found_only_in_its_organisation()
    {
        var (organisation, other) = (await NewOrganisationAsync(), await NewOrganisationAsync());
        var written = Ticket(organisation);
        await Store.Tickets.WriteAsync([written], None);

        Assert.Equal(new TicketMail(), (await Store.Tickets.FindAsync(organisation, written.ExternalId, None))!.Mail);
        Assert.Null(await Store.Tickets.FindAsync(other, written.ExternalId, None));
        Assert.Null(await Store.Tickets.FindAsync(other, 1, None));
        Assert.Equal(0, (await Store.Tickets.ListAsync(other, new(), None)).Total);
    }

    [Fact]
    public async Task Numbers_have_no_gaps_and_follow_the_rows_of_each_organisation()
    {
        var (one, two) = (await NewOrganisationAsync(), await NewOrganisationAsync());

        var first = await Store.Tickets.WriteAsync([Ticket(one), Ticket(two), Ticket(one), Ticket(one), Ticket(two)], None);
        var second = await Store.Tickets.WriteAsync([Ticket(two), Ticket(one)], None);

        Assert.Equal([1L, 1L, 2L, 3L, 2L], first);
        Assert.Equal([3L, 4L], second);
    }

    [Fact]
    public async Task Numbers_have_no_gaps_when_many_write_at_once_and_some_fail()
    {
        var organisation = await NewOrganisationAsync();
        var taken = Ticket(organisation);
        await Store.Tickets.WriteAsync([taken], None);

        var batches = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(async () =>
        {
            // A batch that fails as a whole takes its numbers back.
            TicketWrite[] batch = i % 4 == 0 ? [Ticket(organisation), taken] : [Ticket(organisation), Ticket(organisation)];
            try
            {
                return await Store.Tickets.WriteAsync(batch, None);
            }
            catch (Exception) when (i % 4 == 0)
            {
                return [];
            }
        })));

        Assert.Equal(Enumerable.Range(2, 60).Select(i => (long)i), batches.SelectMany(numbers => numbers).Order());
    }

    [Fact]
    public async Task A_bad_ticket_of_a_batch_fails_alone_and_leaves_no_gap()
    {
        var organisation = await NewOrganisationAsync();
        await using var writer = new TicketWriter(Store.Tickets, new(), TimeProvider.System, NullLogger<TicketWriter>.Instance);
        var taken = Ticket(organisation);
        await writer.WriteAsync(taken);

        var writes = Enumerable.Range(0, 40).Select(i => writer.WriteAsync(i % 8 == 3 ? taken : Ticket(organisation))).ToList();
        await Assert.ThrowsAnyAsync<Exception>(() => Task.WhenAll(writes));

        Assert.Equal([3, 11, 19, 27, 35], writes.Select((write, i) => (write, i)).Where(it => it.write.IsFaulted).Select(it => it.i));
        Assert.Equal(Enumerable.Range(2, 35).Select(i => (long)i), writes.Where(write => write.IsCompletedSuccessfully).Select(write => write.Result));
    }

    [Fact]
    public async Task Lists_are_newest_first_paged_and_without_spam_unless_asked_for()
    {
        var organisation = await NewOrganisationAsync();
        await Store.Tickets.WriteAsync(
        [
            Ticket(organisation, "a") with { Category = "offer" }, Ticket(organisation, "b") with { Status = TicketStatus.Spam },
            Ticket(organisation, "c") with { Status = TicketStatus.Done }, Ticket(organisation, "d") with { Category = "offer" },
        ], None);

        Assert.Equal("4 3 1/3", await ListedAsync(organisation, new()));
        Assert.Equal("3/3", await ListedAsync(organisation, new() { PageSize = 1, Page = 2 }));
        Assert.Equal("/3", await ListedAsync(organisation, new() { Page = 2 }));
        Assert.Equal("2/1", await ListedAsync(organisation, new() { Status = TicketStatus.Spam }));
        Assert.Equal("3/1", await ListedAsync(organisation, new() { Status = TicketStatus.Done }));
        Assert.Equal("4 1/2", await ListedAsync(organisation, new() { Category = "offer" }));
        Assert.Equal("/0", await ListedAsync(organisation, new() { Category = "other" }));
    }

    [Theory]
    [InlineData("HELLÓ wor", "1")]
    [InlineData("second line", "1")]
    [InlineData("barasek jan", "2")]
    [InlineData("jan barášek", "2")]
    [InlineData("JAN@example", "2")]
    [InlineData("777-123-456", "2")]
    [InlineData("100%", "3")]
    [InlineData("_", "3")]
    [InlineData("3", "3 2")]
    [InlineData("other-3", "")]
    [InlineData("no such thing", "")]
    public async Task Search_finds_parts_of_subject_message_and_customer(string term, string found)
    {
        var organisation = await NewOrganisationAsync();
        await Store.Tickets.WriteAsync(
        [
            Ticket(organisation, "Hello world\nsecond line"),
            Ticket(organisation, "b") with { Email = "jan@example.com", Phone = "+420777123456", FirstName = "Jan", LastName = "Barášek" },
            Ticket(organisation, "100% of _ it"),
        ], None);

        Assert.Equal(found, (await ListedAsync(organisation, new() { Search = term })).Split('/')[0]);
    }

    [Theory]
    [InlineData("\u200B")]
    [InlineData("\u0301 ")]
    public async Task A_term_that_matches_no_text_finds_no_ticket(string term)
    {
        var organisation = await NewOrganisationAsync();
        await Store.Tickets.WriteAsync([Ticket(organisation, "text")], None);

        Assert.Equal("/0", await ListedAsync(organisation, new() { Search = term }));
        Assert.Equal("1/1", await ListedAsync(organisation, new() { Search = " " }));
    }

    [Fact]
    public async Task Search_finds_a_key()
    {
        var organisation = await NewOrganisationAsync();
        await Store.Tickets.WriteAsync([Ticket(organisation, "a"), Ticket(organisation, "b")], None);
        var key = (await Store.Tickets.FindAsync(organisation, 2, None))!.Ticket.Key;

        Assert.Equal("2/1", await ListedAsync(organisation, new() { Search = key }));
        Assert.Equal("2/1", await ListedAsync(organisation, new() { Search = key.ToLowerInvariant() }));
    }

    [Fact]
    public async Task Counts_are_of_the_organisation_and_since_the_time_given()
    {
        var (organisation, other) = (await NewOrganisationAsync(), await NewOrganisationAsync());
        TicketWrite From(int of, string ip, string text, DateTimeOffset at) =>
            Ticket(of, text) with { Ip = ip, Network = "10.0.0.0/24", At = at };
        await Store.Tickets.WriteAsync(
        [
            From(organisation, "10.0.0.1", "a", Monday), From(organisation, "10.0.0.1", "a", Tuesday),
            From(organisation, "10.0.0.2", "b", Tuesday), From(other, "10.0.0.1", "a", Tuesday), Ticket(organisation, "a") with { At = Tuesday },
        ], None);

        var counts = await Store.Tickets.CountAsync(
        [
            new(organisation, new("10.0.0.1", "10.0.0.0/24"), MessageText.Hash("A"), Monday),
            new(organisation, new("10.0.1.1", "10.0.1.0/24"), MessageText.Hash("c"), Monday),
            new(organisation, null, MessageText.Hash("b"), Monday.AddDays(-1)),
        ], None);

        Assert.Equal([new(1, 2, 0, 2), new(0, 0, 0, 0), new(0, 0, 0, 1)], counts);
    }

    [Fact]
    public async Task Counts_are_of_the_site_too_and_texts_of_spam_are_not_counted()
    {
        var organisation = await NewOrganisationAsync();
        TicketWrite From(int network, TicketStatus status) => Ticket(organisation, "a") with
        {
            Ip = $"2001:db8:1:{network}::1", Network = $"2001:db8:1:{network}::/64", Site = "2001:db8:1::/48", Status = status, At = Tuesday,
        };
        await Store.Tickets.WriteAsync(
            [From(1, TicketStatus.New), From(2, TicketStatus.Spam), From(2, TicketStatus.Done), From(3, TicketStatus.Spam)], None);

        var counts = await Store.Tickets.CountAsync(
        [
            new(organisation, new("2001:db8:1:2::1", "2001:db8:1:2::/64", "2001:db8:1::/48"), MessageText.Hash("a"), Monday),
            new(organisation, new("2001:db8:2:2::1", "2001:db8:2:2::/64", "2001:db8:2::/48"), MessageText.Hash("b"), Monday),
        ], None);

        Assert.Equal([new(2, 2, 4, 2), new(0, 0, 0, 0)], counts);
    }

    [Fact]
    public async Task A_change_of_status_counts_only_from_the_status_it_begins_with_and_queues_one_mail()
    {
        var organisation = await NewOrganisationAsync();
        var spam = Ticket(organisation) with { Status = TicketStatus.Spam };
        await Store.Tickets.WriteAsync([spam], None);
        var release = new TicketStatusChange
        {
            OrganisationId = organisation, Number = 1, From = TicketStatus.Spam, To = TicketStatus.New, At = Tuesday, MailId = NewId(),
            MailTo = "desk@example.com", MailNote = "note",
        };

        var changed = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Store.Tickets.ChangeStatusAsync(release, None))));

        Assert.Single(changed, done => done);
        var found = (await Store.Tickets.FindAsync(organisation, 1, None))!;
        Assert.Equal((TicketStatus.New, Tuesday), (found.Ticket.Status, found.Ticket.UpdatedAt));
        Assert.Equal(new() { To = "desk@example.com", State = MailState.Queued, Note = "note" }, found.Mail);
        Assert.True(await Store.Tickets.ChangeStatusAsync(release with { From = TicketStatus.New, To = TicketStatus.Spam, MailId = null }, None));
        Assert.True(await Store.Tickets.ChangeStatusAsync(release with { MailId = NewId(), MailTo = "other@example.com" }, None));
        Assert.Equal("desk@example.com", (await Store.Tickets.FindAsync(organisation, 1, None))!.Mail.To);
        Assert.False(await Store.Tickets.ChangeStatusAsync(release with { Number = 2 }, None));
    }

    [Fact]
    public async Task Tickets_follow_a_merge_to_the_survivor()
    {
        var organisation = await NewOrganisationAsync();
        var survivor = await RegisteredAsync(Write(organisation, "a@example.com"));
        var legacy = await RegisteredAsync(Write(organisation, "b@example.com"));
        await Store.Tickets.WriteAsync(
            [Ticket(organisation, "a") with { ContactId = survivor.Id }, Ticket(organisation, "b") with { ContactId = legacy.Id }], None);

        var decision = MergeDecisions.Decide(
            survivor, legacy, new ConsentBook(organisation, [], Tuesday), new ChangeNote("test", Tuesday));
        Assert.Equal(ApplyOutcome.Applied, await Store.Contacts.ApplyAsync(decision.Changes!, None));

        Assert.Equal(["b", "a"], (await Store.Tickets.OfContactAsync(organisation, survivor.Id, None)).Select(ticket => ticket.Subject));
        Assert.All((await Store.Tickets.ListAsync(organisation, new(), None)).Items, ticket => Assert.Equal(survivor.Id, ticket.ContactId));
    }

    private async Task<string> ListedAsync(int organisation, TicketQuery query)
    {
        var page = await Store.Tickets.ListAsync(organisation, query, None);
        return $"{string.Join(' ', page.Items.Select(ticket => ticket.Number))}/{page.Total}";
    }
}
