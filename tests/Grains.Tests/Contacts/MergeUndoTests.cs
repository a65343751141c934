using Contacts.Core.Contacts;
using static Contacts.Grains.Tests.Contacts.SampleRows;

namespace Contacts.Grains.Tests.Contacts;

public sealed class MergeUndoTests
{
    private static readonly ContactRow _ann = Contact(1, "a@x.cz", 1) with { FirstName = "Ann", EmailSubscribed = true };
    private static readonly ContactRow _bob = Contact(2, "b@x.cz", 2) with { LastName = "Gray", SmsSubscribed = true };

    [Fact]
    public void Gives_both_back_as_they_were()
    {
        var merge = Merged(_ann, _bob);

        var (ann, bob) = Undone(merge, merge.SurvivorAfter);

        Assert.True(ContactRules.IsSame(_ann, ann));
        Assert.True(ContactRules.IsSame(_bob, bob));
    }

    [Fact]
    public void Keeps_what_changed_since()
    {
        var merge = Merged(_ann, _bob);
        var now = merge.SurvivorAfter with { Company = "Acme", LastName = "Black", Email = "c@x.cz", EmailKey = "c@x.cz", Version = 9 };

        var (ann, bob) = Undone(merge, now);

        Assert.Equal(("Ann", "Black", "Acme", "c@x.cz", "c@x.cz"), (ann.FirstName, ann.LastName, ann.Company, ann.Email, ann.EmailKey));
        Assert.Equal(9, ann.Version);
        Assert.Equal(("Gray", "b@x.cz"), (bob.LastName, bob.Email));
    }

    [Fact]
    public void Keeps_groups_joined_since_and_not_those_left_since()
    {
        var merge = Merged(Contact(1, "a@x.cz", 1, 2), Contact(2, "b@x.cz", 3));

        var (ann, bob) = Undone(merge, merge.SurvivorAfter with { Groups = Members(2, 3, 4) });

        Assert.Equal([2, 4], Ids(ann));
        Assert.Equal([3], Ids(bob));
    }

    [Fact]
    public void Gives_the_old_address_back_after_a_merge_with_rename()
    {
        var merge = Merged(_ann, _bob);
        merge = merge with { SurvivorAfter = merge.SurvivorAfter with { Email = "b@x.cz", EmailKey = "b@x.cz" } };

        var (ann, bob) = Undone(merge, merge.SurvivorAfter);

        Assert.Equal(("a@x.cz", "b@x.cz"), (ann.EmailKey, bob.EmailKey));
    }

    [Fact]
    public void Holds_a_consent_withdrawn_since_against_both()
    {
        var merge = Merged(_ann, _bob with { EmailSubscribed = true });

        var (ann, bob) = Undone(merge, merge.SurvivorAfter with { EmailSubscribed = false });

        Assert.Equal((false, false), (ann.EmailSubscribed, bob.EmailSubscribed));
    }

    [Fact]
    public void Gives_the_survivor_alone_a_consent_given_since()
    {
        var merge = Merged(_ann with { EmailSubscribed = false }, _bob);

        var (ann, bob) = Undone(merge, merge.SurvivorAfter with { EmailSubscribed = true });

        Assert.Equal((true, false), (ann.EmailSubscribed, bob.EmailSubscribed));
    }

    [Fact]
    public void Leaves_what_a_later_merge_brought()
    {
        var third = Contact(3, "c@x.cz", 2, 5) with { LastName = "White", EmailSubscribed = false };
        var first = Merged(_ann, _bob with { EmailSubscribed = true });
        var second = Merged(first.SurvivorAfter, third);

        var (ann, bob) = Undone(first, second.SurvivorAfter, second);

        Assert.Equal([1, 2, 5], Ids(ann)); // Group 2 is the third one's too.
        Assert.Equal("White", ann.LastName);
        Assert.False(ann.EmailSubscribed); // The third one did not consent,
        Assert.True(bob.EmailSubscribed); // which says nothing about Bob.
    }

    [Fact]
    public void Undone_in_the_other_order_gives_back_all_three()
    {
        var third = Contact(3, "c@x.cz", 5) with { LastName = "White" };
        var first = Merged(_ann, _bob);
        var second = Merged(first.SurvivorAfter, third);

        var (between, white) = Undone(second, second.SurvivorAfter);
        var (ann, bob) = Undone(first, between);

        Assert.True(ContactRules.IsSame(_ann, ann));
        Assert.True(ContactRules.IsSame(_bob, bob));
        Assert.True(ContactRules.IsSame(third, white));
    }
}
