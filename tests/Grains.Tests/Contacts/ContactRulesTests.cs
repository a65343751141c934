using Contacts.Core;
using Contacts.Core.Contacts;
using static Contacts.Grains.Tests.Contacts.SampleRows;

namespace Contacts.Grains.Tests.Contacts;

public sealed class ContactRulesTests
{
    private static readonly ContactRow _ann = Contact(1, "a@x.cz", 1, 2) with { FirstName = "Ann", Phone = "+420777123456", EmailSubscribed = true };

    [Fact]
    public void Changes_only_what_was_sent()
    {
        var updated = ContactRules.Update(_ann, new CheckedUpdate { LastName = Optional.Of<string>("Gray"), SmsSubscribed = true }, out _)!;

        Assert.True(ContactRules.IsSame(_ann with { LastName = "Gray", SmsSubscribed = true }, updated));
    }

    [Fact]
    public void Is_the_same_contact_where_nothing_changes()
    {
        var changes = new CheckedUpdate { FirstName = Optional.Of<string>("Ann"), Groups = Members(2, 1, 2), EmailSubscribed = true };

        Assert.Same(_ann, ContactRules.Update(_ann, changes, out _));
        Assert.Same(_ann, ContactRules.Update(_ann, new CheckedUpdate(), out _));
    }

    [Fact]
    public void Clears_names_and_memberships()
    {
        var updated = ContactRules.Update(_ann, new CheckedUpdate { FirstName = Optional.Of<string>(null), Groups = [] }, out _)!;

        Assert.Equal("", updated.FirstName);
        Assert.Empty(updated.Groups);
    }

    [Fact]
    public void Clears_address_or_phone_but_not_both()
    {
        Assert.Null(ContactRules.Update(_ann, new CheckedUpdate { ClearEmail = true }, out _)!.EmailKey);
        Assert.Null(ContactRules.Update(_ann, new CheckedUpdate { Phone = Optional.Of<string>(null) }, out _)!.Phone);
        Assert.Null(ContactRules.Update(_ann, new CheckedUpdate { ClearEmail = true, Phone = Optional.Of<string>(null) }, out _));
        Assert.Null(ContactRules.Update(_ann with { Phone = null }, new CheckedUpdate { ClearEmail = true }, out _));
    }
}
