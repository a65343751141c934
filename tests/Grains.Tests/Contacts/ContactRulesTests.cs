using Contacts.Core;
using Contacts.Core.Contacts;
using static Contacts.Grains.Tests.Contacts.Images;

namespace Contacts.Grains.Tests.Contacts;

public sealed class ContactRulesTests
{
    private static readonly ContactRow _ann = Contact(1, "a@x.cz", 1, 2) with { FirstName = "Ann", Phone = "+420777123456", EmailSubscribed = true };

    [Fact]
    public void Changes_only_what_was_sent()
    {
        var updated = ContactRules.Update(_ann, new CheckedUpdate { LastName = Optional.Of<string>("Gray"), SmsSubscribed = true })!;

        Assert.True(ContactRules.IsSame(_ann with { LastName = "Gray", SmsSubscribed = true }, updated));
    }

    [Fact]
    public void Is_the_same_contact_where_nothing_changes()
    {
        var changes = new CheckedUpdate { FirstName = Optional.Of<string>("Ann"), Groups = Members(2, 1, 2), EmailSubscribed = true };

        Assert.Same(_ann, ContactRules.Update(_ann, changes));
        Assert.Same(_ann, ContactRules.Update(_ann, new CheckedUpdate()));
    }

    [Fact]
    public void Clears_names_and_memberships()
    {
        var updated = ContactRules.Update(_ann, new CheckedUpdate { FirstName = Optional.Of<string>(null), Groups = [] })!;

        Assert.Equal("", updated.FirstName);
        Assert.Empty(updated.Groups);
    }

    [Fact]
    public void Clears_address_or_phone_but_not_both()
    {
        Assert.Null(ContactRules.Update(_ann, new CheckedUpdate { ClearEmail = true })!.EmailKey);
        Assert.Null(ContactRules.Update(_ann, new CheckedUpdate { Phone = Optional.Of<string>(null) })!.Phone);
        Assert.Null(ContactRules.Update(_ann, new CheckedUpdate { ClearEmail = true, Phone = Optional.Of<string>(null) }));
        Assert.Null(ContactRules.Update(_ann with { Phone = null }, new CheckedUpdate { ClearEmail = true }));
    }
}

public sealed class CheckedContactTests
{
    private static readonly CheckedContact _first = new()
    {
        Kind = ContactWriteKind.Register, Email = "a@x.cz", Actor = "key", FirstName = "Ann", Phone = "+420777123456", GroupNames = ["one", "two"],
    };

    [Fact]
    public void Of_two_sign_ups_later_values_win_and_groups_are_united()
    {
        var folded = _first.FoldOrNull(_first with { FirstName = "Anna", Phone = null, LastName = "Gray", GroupNames = ["three", "Two"] })!;

        Assert.Equal(("Anna", "Gray", "+420777123456"), (folded.FirstName, folded.LastName, folded.Phone));
        Assert.Equal(["one", "two", "three"], folded.GroupNames.ToArray());
    }

    [Fact]
    public void Of_two_customers_of_tickets_earlier_values_stay()
    {
        var first = _first with { Kind = ContactWriteKind.AddIfAbsent, LastName = null };
        var folded = first.FoldOrNull(first with { FirstName = "Anna", LastName = "Gray" })!;

        Assert.Equal(("Ann", "Gray"), (folded.FirstName, folded.LastName));
    }

    [Fact]
    public void What_is_recorded_differently_stays_two()
    {
        Assert.Null(_first.FoldOrNull(_first with { Source = "web" }));
        Assert.Null(_first.FoldOrNull(_first with { Actor = "other key" }));
        Assert.Null(_first.FoldOrNull(_first with { Kind = ContactWriteKind.AddIfAbsent }));
    }

    [Fact]
    public void Creates_stay_two()
    {
        var create = _first with { Kind = ContactWriteKind.Create };

        Assert.Null(create.FoldOrNull(create));
    }
}

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
        Assert.Equal("""{"firstName":"Ann","groups":[1]}""", events[1].Before);
        Assert.Equal("""{"firstName":"Barášek","groups":[1,2]}""", events[1].After);
        Assert.Equal(("""{"emailSubscribed":false}""", """{"emailSubscribed":true}"""), (events[2].Before, events[2].After));
        Assert.All(events, entry => Assert.Equal((1L, "key", "because", Images.At), (entry.ContactId, entry.Actor, entry.Reason, entry.At)));
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
        var decision = MergeDecisions.Decide(_ann, Contact(2, "b@x.cz", 2), Note, merged => merged with { Email = "b@x.cz", EmailKey = "b@x.cz" });

        var journal = MergeDecisions.Read(decision.Changes!.Merge!.Journal);

        Assert.True(ContactRules.IsSame(_ann, journal.SurvivorBefore));
        Assert.Equal([2], Ids(journal.LegacyBefore));
        Assert.Equal(("b@x.cz", 2), (journal.SurvivorAfter.Email, journal.SurvivorAfter.Groups.Length));
        Assert.Equal([2, 1], decision.Changes.Contacts.Select(contact => contact.Id)); // The address is released before it is taken.
        Assert.Equal([EventKinds.Merged, EventKinds.Merged, EventKinds.EmailChanged], decision.Changes.Events.Select(entry => entry.Kind));
    }
}
