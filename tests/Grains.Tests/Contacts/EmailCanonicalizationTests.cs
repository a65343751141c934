using Contacts.Core.Email;

namespace Contacts.Grains.Tests.Contacts;

public sealed class EmailCanonicalizationTests
{
    [Theory]
    [InlineData("Jan.Novak+news@GoogleMail.com", "jannovak@gmail.com")]
    [InlineData("jan.novak@gmail.com", "jannovak@gmail.com")]
    [InlineData("jannovak@gmail.com", "jannovak@gmail.com")]
    [InlineData("jannovak@googlemail.com", "jannovak@gmail.com")]
    [InlineData("a+b+c@gmail.com", "a@gmail.com")]
    [InlineData("+tag@gmail.com", "+tag@gmail.com")]
    [InlineData("a.+tag@gmail.com", "a.+tag@gmail.com")]
    [InlineData("jan.novak+x@outlook.com", "jan.novak@outlook.com")]
    [InlineData("a+x@hotmail.com", "a@hotmail.com")]
    [InlineData("a+x@icloud.com", "a@icloud.com")]
    [InlineData("a+x@fastmail.com", "a@fastmail.com")]
    [InlineData("a+x@proton.me", "a@proton.me")]
    [InlineData("a+x@yandex.ru", "a@yandex.ru")]
    [InlineData("a+x@zoho.com", "a@zoho.com")]
    [InlineData("a.+x@icloud.com", "a.+x@icloud.com")]
    [InlineData("a+x@yahoo.com", "a+x@yahoo.com")]
    [InlineData("a.b+x@example.com", "a.b+x@example.com")]
    [InlineData("a.b+x@mail.gmail.com", "a.b+x@mail.gmail.com")]
    public void Provider_rules_apply_to_their_own_domains_only(string text, string canonical)
    {
        Assert.True(EmailAddress.TryParse(text, out var address, out _));
        Assert.Equal(canonical, address.Canonical(EmailCanonicalization.Provider));
        Assert.Equal(address.Normalised, address.Canonical(EmailCanonicalization.None));
    }

    [Fact]
    public void The_default_address_has_empty_forms()
    {
        Assert.Equal("", default(EmailAddress).Normalised);
        Assert.Equal("", default(EmailAddress).Canonical(EmailCanonicalization.Provider));
    }
}
