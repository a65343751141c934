using System.Data.Common;
using Contacts.Core;
using Contacts.Core.Consent;
using Contacts.Core.Contacts;

namespace Contacts.Storage.Tests.Contract;

public abstract class ConcurrencyContract(IStoreFixture store) : StoreContract(store)
{
    [Fact]
    public async Task A_hundred_sign_ups_of_one_address_at_once_are_one_contact_with_all_groups()
    {
        var organisation = await NewOrganisationAsync();
        var groups = await NewGroupsAsync(organisation, [.. Enumerable.Range(0, 20).Select(i => $"G{i}")]);

        var results = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(() =>
            WriteAsync(Write(organisation, "eva@example.com") with { GroupIds = [groups[i % groups.Length]] }))));

        Assert.Single(results.Select(result => (result.ContactId, result.ExternalId)).Distinct());
        Assert.Single(results, result => result.Outcome == ContactWriteOutcome.Created);
        var contact = await FoundAsync(organisation, results[0].ContactId);
        Assert.Equal(groups.Order(), contact.Groups.Select(group => group.Id));
        Assert.Equal(1, (await ListAsync(organisation, new())).Total);
        var history = await HistoryAsync(contact);
        Assert.Equal(results.Count(result => result.Outcome != ContactWriteOutcome.Unchanged), history.Length);
        Assert.Equal(history.Length, contact.Version);
    }

    [Fact]
    public async Task Batches_of_the_same_addresses_in_any_order_all_succeed()
    {
        var organisation = await NewOrganisationAsync();
        var addresses = Enumerable.Range(0, 40).Select(i => $"c{i}@example.com").ToArray();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
        {
            var rows = addresses.ToArray();
            new Random(i).Shuffle(rows);
            var waiting = rows.Select(email => Write(organisation, email) with { FirstName = $"Name {i}" }).ToList();
            while (waiting.Count > 0)
            {
                var results = await Store.Contacts.WriteAsync(waiting, None);
                waiting = [.. waiting.Where((_, row) => results[row].Outcome == ContactWriteOutcome.Lost)];
            }
        })));

        var page = await ListAsync(organisation, new ContactQuery { PageSize = 100 });
        Assert.Equal(addresses.Order(), page.Items.Select(item => item.Email!).Order());
    }

    [Fact]
    public async Task Of_changes_from_one_version_one_is_applied()
    {
        var organisation = await NewOrganisationAsync();
        var contact = await RegisteredAsync(Write(organisation, "eva@example.com"));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => Store.Contacts.ApplyAsync(
            new ContactChangeSet { OrganisationId = organisation, Contacts = [contact with { FirstName = $"{i}" }], At = Tuesday }, None))));

        Assert.Single(outcomes, outcome => outcome == ApplyOutcome.Applied);
        Assert.Equal(19, outcomes.Count(outcome => outcome == ApplyOutcome.Conflict));
        Assert.Equal(2, (await FoundAsync(organisation, contact.Id)).Version);
    }

    [Fact]
    public async Task Of_two_contacts_that_want_one_address_one_gets_it()
    {
        var organisation = await NewOrganisationAsync();
        var contacts = new List<ContactRow>();
        foreach (var i in Enumerable.Range(0, 10)) contacts.Add(await RegisteredAsync(Write(organisation, $"c{i}@example.com")));

        var outcomes = await Task.WhenAll(contacts.Select(contact => Task.Run(() => Store.Contacts.ApplyAsync(
            new ContactChangeSet
            {
                OrganisationId = organisation, Contacts = [contact with { Email = "x@example.com", EmailKey = "x@example.com" }], At = Tuesday,
            }, None))));

        Assert.Single(outcomes, outcome => outcome == ApplyOutcome.Applied);
        Assert.Equal(9, outcomes.Count(outcome => outcome == ApplyOutcome.EmailTaken));
    }

    [Fact]
    public async Task Of_many_changes_at_once_a_bad_one_fails_alone()
    {
        var organisation = await NewOrganisationAsync();
        var contacts = new List<ContactRow>();
        foreach (var i in Enumerable.Range(0, 24)) contacts.Add(await RegisteredAsync(Write(organisation, $"c{i}@example.com")));
        var sets = contacts.Select(contact => Renamed(contact, "Eva")).ToArray();
        sets[3] = Renamed(contacts[3] with { Version = 7 }, "Old");
        sets[9] = Renamed(contacts[9] with { Email = "c0@example.com", EmailKey = "c0@example.com" }, "Taken");
        sets[15] = sets[15] with { Events = [new() { ContactId = contacts[15].Id, At = Tuesday, Kind = null! }] };
        sets[21] = sets[21] with { Trail = new() { Stamp = new() { Record = "never claimed", Owner = 1 } } };

        var outcomes = await Task.WhenAll(sets.Select(set => Task.Run(() => OutcomeAsync(set))));

        var expected = Enumerable.Repeat("Applied", sets.Length).ToArray();
        (expected[3], expected[9], expected[15], expected[21]) = ("Conflict", "EmailTaken", "refused", "unavailable");
        Assert.Equal(expected, outcomes);
        foreach (var (contact, outcome) in contacts.Zip(outcomes))
            Assert.Equal(outcome == "Applied" ? "Eva" : "", (await FoundAsync(organisation, contact.Id)).FirstName);
    }

    [Fact]
    public async Task Of_changes_that_write_a_new_consent_at_once_one_is_applied()
    {
        var organisation = await NewOrganisationAsync();
        var contacts = new List<ContactRow>();
        foreach (var i in Enumerable.Range(0, 12)) contacts.Add(await RegisteredAsync(Write(organisation, $"c{i}@example.com")));
        var consent = ConsentRow.Unknown(organisation, new(ConsentChannel.Sms, "+420777123456")) with { State = ConsentState.Withdrawn };

        var outcomes = await Task.WhenAll(contacts.Select(
            contact => Task.Run(() => OutcomeAsync(Renamed(contact, "Eva") with { Consents = [consent] }))));

        Assert.Single(outcomes, "Applied");
        Assert.Equal(11, outcomes.Count(outcome => outcome == "Conflict"));
        var found = await Task.WhenAll(contacts.Select(contact => FoundAsync(organisation, contact.Id)));
        Assert.Single(found, contact => contact.FirstName == "Eva");
    }

    private static ContactChangeSet Renamed(ContactRow contact, string name) =>
        Decision.Set(contact.OrganisationId, [contact with { FirstName = name }], [], Tuesday);

    private async Task<string> OutcomeAsync(ContactChangeSet set)
    {
        try
        {
            return (await Store.Contacts.ApplyAsync(set, None)).ToString();
        }
        catch (StoreUnavailableException)
        {
            return "unavailable";
        }
        catch (Exception refused) when (refused is DbException or ArgumentException)
        {
            return "refused";
        }
    }

    [Fact]
    public async Task Cancelled_calls_end_as_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.Contacts.FindAsync(1, 1, cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.Contacts.WriteAsync([Write(1, "x@example.com")], cancelled.Token));
    }
}
