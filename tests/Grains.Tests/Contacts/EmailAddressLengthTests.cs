using System.Text;
using Contacts.Core.Email;

namespace Contacts.Grains.Tests.Contacts;

public sealed class EmailAddressLengthTests
{
    private static readonly string _label = new('d', 63);

    [Theory]
    [InlineData("a", 64)]
    [InlineData("A", 64)]
    [InlineData("ž", 32)]
    [InlineData("z\u030C", 32)]
    [InlineData("語", 21)]
    public void Local_part_has_at_most_64_octets_in_normal_form(string character, int most)
    {
        Assert.Equal(EmailAddressError.None, ErrorOf(Times(character, most) + "@b.cz"));
        Assert.Equal(EmailAddressError.LocalPartTooLong, ErrorOf(Times(character, most + 1) + "@b.cz"));
    }

    [Fact]
    public void A_label_has_at_most_63_octets()
    {
        Assert.Equal(EmailAddressError.None, ErrorOf($"a@{_label}.cz"));
        Assert.Equal(EmailAddressError.LabelTooLong, ErrorOf($"a@{_label}d.cz"));
        Assert.Equal(EmailAddressError.LabelTooLong, ErrorOf($"a@b.{_label}d"));
        Assert.Equal(EmailAddressError.LabelTooLong, ErrorOf($"a@{Times("ž語", 26)}.cz"));
        Assert.Equal(EmailAddressError.None, ErrorOf($"a@{Times("ž語", 25)}.cz"));
        Assert.Equal(EmailAddressError.LabelTooLong, ErrorOf($"a@{Times("ž", 58)}.cz"));
        Assert.Equal(EmailAddressError.None, ErrorOf($"a@{Times("ž", 57)}.cz"));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("A")]
    [InlineData("á")]
    public void The_whole_has_at_most_254_octets(string first)
    {
        var rest = $"@{_label}.{_label}.{_label}.";
        var left = 254 - Encoding.UTF8.GetByteCount(first) - rest.Length;
        Assert.True(EmailAddress.TryParse(first + rest + new string('e', left), out var address, out _));
        Assert.Equal(254, Encoding.UTF8.GetByteCount(address.Normalised));
        Assert.Equal(EmailAddressError.TooLong, ErrorOf(first + rest + new string('e', left + 1)));
    }

    [Fact]
    public void A_long_spelling_of_a_short_address_is_accepted()
    {
        var local = Times("\u03B1\u0313\u0300\u0345", 21);
        Assert.True(EmailAddress.TryParse(local + "@b.cz", out var address, out _));
        Assert.Equal(Times("\u1F82", 21) + "@b.cz", address.Normalised);
    }

    [Fact]
    public void A_megabyte_is_refused() => Assert.Equal(EmailAddressError.TooLong, ErrorOf(Times("a\u0323\u0301", 350_000) + "@b.cz"));

    private static EmailAddressError ErrorOf(string text)
    {
        EmailAddress.TryParse(text, out _, out var error);
        return error;
    }

    private static string Times(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
