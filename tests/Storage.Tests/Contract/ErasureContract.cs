using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Contacts.Core.Erasure;
using Contacts.Core.Settings;
using Contacts.Core.Tickets;

namespace Contacts.Storage.Tests.Contract;

/// <summary>What an erasure leaves of a person, and of others.</summary>
public abstract class ErasureContract(IStoreFixture store) : StoreContract(store)
{
    private const string Reason = "asked by letter";

    private readonly string _tag = Guid.NewGuid().ToString("N")[..10];

    private string Address => $"eva.{_tag}@example.com";

    [Fact]
    public async Task Nothing_is_left_of_a_person_but_ids_and_that_it_was_erased()
    {
        var organisation = await NewOrganisationAsync();
        var groups = await NewGroupsAsync(organisation, "A");
        var (eva, old) = await MergedAsync(organisation, groups);
        await Store.Tickets.WriteAsync([Ticket(organisation) with { ContactId = old.Id }, Ticket(organisation)], None);
        var other = await RegisteredAsync(Write(organisation, "ida@example.com"));
        Assert.NotEmpty(await Store.TablesWithAsync(_tag));

        var result = await EraseAsync(organisation, old.ExternalId);

        Assert.Equal(EraseOutcome.Done, result.Outcome);
        Assert.Equal((2, 1, 2), (result.Counts.Contacts, result.Counts.Merges, result.Counts.Tickets));
        Assert.Empty(await Store.TablesWithAsync(_tag));
        foreach (var contact in new[] { eva, old })
        {
            Assert.Null(await Store.Contacts.ResolveAsync(organisation, contact.ExternalId, None));
            Assert.Equal(EraseOutcome.NotFound, (await EraseAsync(organisation, contact.ExternalId)).Outcome);
            var history = await HistoryAsync(contact);
            Assert.NotEmpty(history);
            Assert.All(history, entry => Assert.Equal((null, null, null), (entry.Actor, entry.Before, entry.After)));
        }
        Assert.Equal([other.Id], (await ListAsync(organisation, new() { PageSize = 10 })).Items.Select(contact => contact.Id));
        Assert.Equal(0, (await ListAsync(organisation, new() { GroupId = groups[0] })).Total);
        var erasure = Assert.Single((await Store.Erasures.ListAsync(organisation, 10, null, None)).Items);
        Assert.Equal((result.EraseId, Reason, result.Counts), (erasure.EraseId, erasure.Reason, erasure.Counts));
        Assert.Equal([eva.ExternalId, old.ExternalId], erasure.ContactIds.AsEnumerable());
    }

    /// <summary>A contact, and one that was merged into it.</summary>
    private async Task<(ContactRow Survivor, ContactRow Legacy)> MergedAsync(int organisation, params long[] groups)
    {
        var survivor = await RegisteredAsync(Write(organisation, Address) with { FirstName = $"Eva{_tag}", GroupIds = [.. groups] });
        var legacy = await RegisteredAsync(Write(organisation, $"old.{_tag}@example.com") with { Phone = "+420777123456", Company = $"ACME {_tag}" });
        var note = new ChangeNote("admin", Tuesday, $"the same person {_tag}");
        var decision = MergeDecisions.Decide(survivor, legacy, await BookAsync(survivor, legacy), note);
        Assert.Equal(ApplyOutcome.Applied, await Store.Contacts.ApplyAsync(decision.Changes!, None));
        return (survivor, legacy);
    }

    private TicketWrite Ticket(int organisation) => new()
    {
        OrganisationId = organisation, ExternalId = NewId(), Subject = $"Subject {_tag}", Message = $"Message {_tag}", Status = TicketStatus.New,
        Score = 0, TextHash = 1, At = Monday, Email = Address, FirstName = $"Eva{_tag}", MailId = NewId(), MailTo = "desk@example.com",
    };

    private Task<EraseResult> EraseAsync(int organisation, string contactId, TicketErasure tickets = TicketErasure.Redact) => Store.Erasures.EraseAsync(
        organisation, new() { ContactId = contactId, Reason = Reason, Actor = "admin", At = Wednesday, Tickets = tickets }, new(), None);
}
