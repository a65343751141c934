using System.Collections.Immutable;
using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using static Contacts.Grains.Tests.Contacts.SampleRows;

namespace Contacts.Grains.Tests.Consent;

/// <summary>How consents follow contacts. Each line gives one state, and then what follows for each state of the other address.</summary>
public sealed class ContactConsentsTests
{
    private const string Old = "old@x.example", New = "new@x.example";

    private static readonly ConsentState[] _states = Enum.GetValues<ConsentState>();
    private static readonly ConsentAct _act = new("key", At.AddDays(1), "api");

    /// <summary>For the states that the new address may be in: none, pending, given, confirmed, withdrawn, suppressed.</summary>
    [Theory]
    [InlineData(ConsentState.None, "None", "None None None None Withdrawn Suppressed")]
    [InlineData(ConsentState.Pending, "None", "Pending Pending Pending Pending Withdrawn Suppressed")]
    [InlineData(ConsentState.Given, "None", "Given Given Given Confirmed Withdrawn Suppressed")]
    [InlineData(ConsentState.Confirmed, "None", "Given Given Given Confirmed Withdrawn Suppressed")]
    [InlineData(ConsentState.Withdrawn, "Withdrawn", "Withdrawn Withdrawn Withdrawn Withdrawn Withdrawn Suppressed")]
    [InlineData(ConsentState.Suppressed, "Suppressed", "Withdrawn Withdrawn Withdrawn Withdrawn Withdrawn Suppressed")]
    public void A_change_of_address_takes_the_consent_along(ConsentState state, string stays, string follows)
    {
        foreach (var (target, expected) in _states.Zip(follows.Split(' ')))
        {
            var book = Book((Old, state), (New, target));
            var before = Contact(1, Old) with { EmailSubscribed = ConsentRule.IsYes(state) };

            var after = ContactConsents.Update(book, before, before with { Email = New, EmailKey = New }, null, _act);

            Assert.Equal((target, stays, expected), (target, State(book, Old), State(book, New)));
            Assert.Equal(expected is "Given" or "Confirmed", after.EmailSubscribed);
        }
    }

    [Fact]
    public void What_was_confirmed_for_one_address_is_not_confirmed_for_another()
    {
        var book = Book((Old, ConsentState.Confirmed));
        var before = Contact(1, Old) with { EmailSubscribed = true };

        ContactConsents.Update(book, before, before with { Email = New, EmailKey = New }, null, _act);

        Assert.Equal((ConsentState.Given, null), (book.Email(New)!.State, book.Email(New)!.ConfirmedAt));
    }

    [Fact]
    public void The_stricter_of_two_holds_for_the_survivor_of_a_merge_and_a_no_stays_with_the_other_address()
    {
        foreach (var survivor in _states)
        foreach (var legacy in _states)
        {
            var book = Book((Old, legacy), (New, survivor));

            var after = Merge(book, Contact(1, New), Contact(2, Old));

            var stricter = ConsentRule.Stricter(survivor, legacy);
            Assert.Equal((survivor, legacy, Carried(stricter, survivor)), (survivor, legacy, book.Email(New)!.State));
            Assert.Equal(ConsentRule.IsYes(stricter), after.EmailSubscribed);
            Assert.Equal(ConsentRule.IsNo(legacy) ? legacy : ConsentState.None, book.Email(Old)!.State);
        }
    }

    [Fact]
    public void The_undo_of_a_merge_gives_both_addresses_what_they_had()
    {
        foreach (var survivor in _states)
        foreach (var legacy in _states)
        {
            var (one, other) = (Contact(1, New) with { EmailSubscribed = ConsentRule.IsYes(survivor) },
                Contact(2, Old) with { EmailSubscribed = ConsentRule.IsYes(legacy) });
            var merged = Book((Old, legacy), (New, survivor));
            Merge(merged, one, other);

            var (undone, first, second) = Undo(merged, one, other);

            Assert.Equal((survivor, legacy), (undone.Email(New)!.State, undone.Email(Old)!.State));
            Assert.Equal((one.EmailSubscribed, other.EmailSubscribed), (first.EmailSubscribed, second.EmailSubscribed));
            Assert.All(undone.Changes, row => Assert.True(row.Sequence > 0, "Links sent before count no more."));
        }
    }

    [Fact]
    public void The_undo_of_a_merge_does_not_take_back_what_was_said_since()
    {
        foreach (var survivor in _states)
        {
            var one = Contact(1, New) with { EmailSubscribed = ConsentRule.IsYes(survivor) };
            var other = Contact(2, Old) with { EmailSubscribed = true };
            var merged = Book((Old, ConsentState.Given), (New, survivor));
            Merge(merged, one, other);
            merged.Set(ConsentRule.Withdraw(merged.Email(New)!, _act) with { Version = merged.Email(New)!.Version + 1 });

            var (undone, first, _) = Undo(merged, one, other);

            Assert.True(ConsentRule.IsNo(undone.Email(New)!.State), $"{survivor}");
            Assert.False(first.EmailSubscribed);
        }
    }

    [Theory]
    [InlineData(true, "Given Given Given Confirmed Given Given")]
    [InlineData(false, "Withdrawn Withdrawn Withdrawn Withdrawn Withdrawn Suppressed")]
    [InlineData(null, "None Pending Given Confirmed Withdrawn Suppressed")]
    public void An_explicit_field_of_an_update_holds(bool? said, string follows)
    {
        foreach (var (state, expected) in _states.Zip(follows.Split(' ')))
        {
            var book = Book((Old, state));
            var contact = Contact(1, Old) with { EmailSubscribed = ConsentRule.IsYes(state) };

            var after = ContactConsents.Update(book, contact, contact, new() { EmailSubscribed = said }, _act);

            Assert.Equal((state, expected), (state, State(book, Old)));
            Assert.Equal(expected is "Given" or "Confirmed", after.EmailSubscribed);
        }
    }

    [Fact]
    public void Consent_to_text_messages_does_not_follow_to_another_number()
    {
        var book = new ConsentBook(1, [], At);
        var before = Contact(1, Old) with { Phone = "+420700000001", SmsSubscribed = true };
        ContactConsents.AssumeGiven(book, before);

        Assert.False(ContactConsents.Update(book, before, before with { Phone = "+420700000002" }, null, _act).SmsSubscribed);
        Assert.True(ContactConsents.Update(book, before, before with { Company = "Acme" }, null, _act).SmsSubscribed);
    }

    /// <summary>Between two that said "yes" the survivor's own stays as it is; a "no" and a request are taken over.</summary>
    private static ConsentState Carried(ConsentState stricter, ConsentState survivor) =>
        ConsentRule.IsYes(stricter) || ConsentRule.IsNo(survivor) ? survivor
        : stricter == ConsentState.Suppressed ? ConsentState.Withdrawn
        : stricter;

    private static ContactRow Merge(ConsentBook book, ContactRow survivor, ContactRow legacy) =>
        ContactConsents.Merge(book, survivor, legacy, MergeRule.Merge(survivor, legacy).Survivor, _act);

    /// <summary>The undo of a merge whose changes were stored, each a version higher.</summary>
    private static (ConsentBook Book, ContactRow Survivor, ContactRow Legacy) Undo(ConsentBook merged, ContactRow survivor, ContactRow legacy)
    {
        ConsentRow[] stored = [.. new[] { Old, New }.Select(address => merged.Email(address)!)];
        var book = new ConsentBook(1, stored.Select(row => merged.Changes.Contains(row) ? row with { Version = row.Version + 1 } : row), At);
        return (book, ContactConsents.Undo(book, merged.Before, survivor, _act), ContactConsents.Undo(book, merged.Before, legacy, _act));
    }

    private static ConsentBook Book(params (string Address, ConsentState State)[] rows) => new(
        1, rows.Select(row => ConsentRow.Unknown(1, new(ConsentChannel.Email, row.Address)) with
        {
            Id = row.Address.Length, Version = 1, State = row.State, RequestedAt = At, ConfirmedAt = row.State == ConsentState.Confirmed ? At : null,
            WithdrawnAt = ConsentRule.IsNo(row.State) ? At : null, ExpiresAt = row.State == ConsentState.Pending ? At.AddDays(9) : null,
        }), At);

    private static string State(ConsentBook book, string address) => book.Email(address)!.State.ToString();
}
