using Contacts.Core.Contacts;
using static Contacts.Grains.Tests.Contacts.SampleRows;

namespace Contacts.Grains.Tests.Contacts;

public sealed class MergeRuleTests
{
    [Fact]
    public void Keeps_own_values_and_fills_empty_ones()
    {
        var survivor = Contact(1, "a@x.cz") with { FirstName = "Ann", Phone = null, Source = null };
        var legacy = Contact(2, "b@x.cz") with { FirstName = "Bob", LastName = "Gray", Company = "Acme", Phone = "+420777123456", Source = "web" };

        var (merged, gone) = MergeRule.Merge(survivor, legacy);

        Assert.Equal(("a@x.cz", "a@x.cz"), (merged.Email, merged.EmailKey));
        Assert.Equal(("Ann", "Gray", "Acme", "+420777123456", "web"), (merged.FirstName, merged.LastName, merged.Company, merged.Phone, merged.Source));
        Assert.Equal((1, 1L), (merged.OrganisationId, merged.Id));
        Assert.Equal(1, gone.MergedInto);
        Assert.Empty(gone.Groups);
        Assert.Equal("b@x.cz", gone.Email);
    }

    [Fact]
    public void Gives_its_address_to_a_phone_only_survivor()
    {
        var merged = MergeRule.Merge(Contact(1, null) with { Phone = "+420777123456" }, Contact(2, "b@x.cz")).Survivor;

        Assert.Equal(("b@x.cz", "b@x.cz"), (merged.Email, merged.EmailKey));
    }

    [Fact]
    public void Unites_groups()
    {
        Assert.Equal([1, 2, 3], Ids(MergeRule.Merge(Contact(1, "a@x.cz", 1, 3), Contact(2, "b@x.cz", 2, 3)).Survivor));
    }

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    [InlineData(false, false, false)]
    public void Takes_the_stricter_consent(bool own, bool other, bool expected)
    {
        var survivor = Contact(1, "a@x.cz") with { EmailSubscribed = own, SmsSubscribed = own };
        var merged = MergeRule.Merge(survivor, Contact(2, "b@x.cz") with { EmailSubscribed = other, SmsSubscribed = other }).Survivor;

        Assert.Equal((expected, expected), (merged.EmailSubscribed, merged.SmsSubscribed));
    }
}
