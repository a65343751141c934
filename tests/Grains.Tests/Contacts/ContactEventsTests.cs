using System.Text.Json.Nodes;
using Contacts.Core;
using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using static Contacts.Grains.Tests.Contacts.SampleRows;

namespace Contacts.Grains.Tests.Contacts;

public sealed class ContactEventsTests
{
    private static readonly ContactRow _ann = Contact(1, "a@x.cz", 1) with { FirstName = "Ann" };

    [Fact]
    public void One_entry_for_each_kind_of_change_with_the_changed_fields_only()
    {
        var after = _ann with { Email = "b@x.cz", FirstName = "Barášek", Groups = Members(1, 2), EmailSubscribed = true };

        var events = ContactEvents.OfChange(_ann, after, Note);

        Assert.Equal([EventKinds.EmailChanged, EventKinds.Updated, EventKinds.ConsentGiven], events.Select(entry => entry.Kind));
        Assert.Equal(("""{"email":"a@x.cz"}""", """{"email":"b@x.cz"}"""), (events[0].Before, events[0].After));
        Assert.Equal("""{"firstName":"Ann","groups":[]}""", events[1].Before);
        Assert.Equal("""{"firstName":"Barášek","groups":[2]}""", events[1].After);
        Assert.Equal(("""{"emailSubscribed":false}""", """{"emailSubscribed":true}"""), (events[2].Before, events[2].After));
        Assert.All(events, entry => Assert.Equal((1L, "key", "because", SampleRows.At), (entry.ContactId, entry.Actor, entry.Reason, entry.At)));
    }

    [Fact]
    public void Consents_in_both_directions_are_two_entries()
    {
        var events = ContactEvents.OfChange(_ann with { SmsSubscribed = true }, _ann with { EmailSubscribed = true }, Note);

        Assert.Equal([EventKinds.ConsentGiven, EventKinds.ConsentWithdrawn], events.Select(entry => entry.Kind));
        Assert.Equal("""{"smsSubscribed":false}""", events[1].After);
    }

    [Fact]
    public void Nothing_changed_is_no_entry()
    {
        Assert.Empty(ContactEvents.OfChange(_ann, _ann with { Version = 8 }, Note));
    }

    [Fact]
    public void A_cleared_value_is_null()
    {
        Assert.Equal("""{"phone":null}""", ContactEvents.OfChange(_ann with { Phone = "+420777123456" }, _ann, Note)[0].After);
    }

    [Fact]
    public void A_merge_journal_survives_being_stored()
    {
        var decision = MergeDecisions.Decide(_ann, Contact(2, "b@x.cz", 2), Book(), Note, merged => merged with { Email = "b@x.cz", EmailKey = "b@x.cz" });

        var journal = MergeDecisions.Read(decision.Changes!.Merge!.Journal);

        Assert.True(ContactRules.IsSame(_ann, journal.SurvivorBefore));
        Assert.Equal([2], Ids(journal.LegacyBefore));
        Assert.Equal(("b@x.cz", 2), (journal.SurvivorAfter.Email, journal.SurvivorAfter.Groups.Length));
        Assert.Equal([2, 1], decision.Changes.Contacts.Select(contact => contact.Id)); // The address is released before it is taken.
        Assert.Equal([EventKinds.Merged, EventKinds.Merged, EventKinds.EmailChanged], decision.Changes.Events.Select(entry => entry.Kind));
    }

    [Fact]
    public void A_merge_journal_of_the_time_before_a_field_was_added_has_it_empty()
    {
        var stored = JsonNode.Parse(MergeDecisions.Decide(_ann, Contact(2, "b@x.cz") with { Company = "Acme" }, Book(), Note).Changes!.Merge!.Journal)!;
        stored.AsObject().Remove("consents");
        foreach (var (_, row) in stored.AsObject()) row!.AsObject().Remove("company");

        var journal = MergeDecisions.Read(stored.ToJsonString());

        Assert.Equal(("", "", ""), (journal.SurvivorBefore.Company, journal.LegacyBefore.Company, journal.SurvivorAfter.Company));
        Assert.Equal("Ann", journal.SurvivorAfter.FirstName);
        Assert.Empty(journal.Consents);
    }

    private static ConsentBook Book() => new(1, [], default);
}
