using Contacts.Core.Email;

namespace Contacts.Grains.Tests.Contacts;

public sealed class EmailAddressTests
{
    [Theory]
    [InlineData("jan.novak@example.cz", "jan.novak@example.cz")]
    [InlineData(" \t\r\nJan.Novak@Example.CZ\u3000\n", "jan.novak@example.cz")]
    [InlineData("a@b.cz", "a@b.cz")]
    [InlineData("o'brien+tag_x-y@mail.example.co.uk", "o'brien+tag_x-y@mail.example.co.uk")]
    [InlineData("!#$%&'*+-/=?^_`{|}~@example.com", "!#$%&'*+-/=?^_`{|}~@example.com")]
    [InlineData("1@2.3com", "1@2.3com")]
    [InlineData("a@r3---sn-ab.example.com", "a@r3---sn-ab.example.com")]
    [InlineData("Bara\u0301s\u030Cek@example.cz", "barášek@example.cz")]
    [InlineData("BARÁŠEK@EXAMPLE.CZ", "barášek@example.cz")]
    [InlineData("ΟΔΟΣ@example.gr", "οδοσ@example.gr")]
    [InlineData("İ@example.com", "i\u0307@example.com")]
    [InlineData("K@example.com", "k@example.com")]
    [InlineData("用户@例子.广告", "用户@xn--fsqu00a.xn--4rr70v")]
    [InlineData("उदाहरण@example.in", "उदाहरण@example.in")]
    [InlineData("١٢@example.com", "١٢@example.com")]
    [InlineData("jan@příklad.cz", "jan@xn--pklad-zsa96e.cz")]
    [InlineData("jan@PR\u030CI\u0301KLAD.cz", "jan@xn--pklad-zsa96e.cz")]
    [InlineData("a@faß.de", "a@xn--fa-hia.de")]
    [InlineData("a@fass.de", "a@fass.de")]
    [InlineData("a@XN--FA-HIA.de", "a@xn--fa-hia.de")]
    [InlineData("a@BÜCHER.example", "a@xn--bcher-kva.example")]
    [InlineData("a@ｅｘａｍｐｌｅ．ｃｏｍ", "a@example.com")]
    [InlineData("a@例え。テスト", "a@xn--r8jz45g.xn--zckzah")]
    [InlineData("a@مثال.إختبار", "a@xn--mgbh0fb.xn--kgbechtv")]
    [InlineData("a@דוגמה.טעסט", "a@xn--6dbbec0c.xn--deba0ad")]
    [InlineData("a@😀.example", "a@xn--e28h.example")]
    public void Accepts(string text, string normalised)
    {
        Assert.True(EmailAddress.TryParse(text, out var address, out var error));
        Assert.Equal(EmailAddressError.None, error);
        Assert.Equal(normalised, address.Normalised);
    }

    [Theory]
    [InlineData(null, EmailAddressError.Blank)]
    [InlineData(" \t ", EmailAddressError.Blank)]
    [InlineData("jan", EmailAddressError.AtSign)]
    [InlineData("a@b@c.cz", EmailAddressError.AtSign)]
    [InlineData("a@b.cz,c@d.cz", EmailAddressError.AtSign)]
    [InlineData("a＠b.cz", EmailAddressError.AtSign)]
    [InlineData("@b.cz", EmailAddressError.EmptyLocalPart)]
    [InlineData("a@", EmailAddressError.MisplacedDot)]
    [InlineData("\"a\"@b.cz", EmailAddressError.QuotedLocalPart)]
    [InlineData("\"a@c\"@b.cz", EmailAddressError.QuotedLocalPart)]
    [InlineData("a@[127.0.0.1]", EmailAddressError.AddressLiteral)]
    [InlineData("a@[IPv6:::1]", EmailAddressError.AddressLiteral)]
    [InlineData("a@127.0.0.1", EmailAddressError.NumericTopLevelDomain)]
    [InlineData("a@example.１２３", EmailAddressError.NumericTopLevelDomain)]
    [InlineData("a@localhost", EmailAddressError.DomainWithoutDot)]
    [InlineData("a@příklad", EmailAddressError.DomainWithoutDot)]
    [InlineData(".a@b.cz", EmailAddressError.MisplacedDot)]
    [InlineData("a.@b.cz", EmailAddressError.MisplacedDot)]
    [InlineData("a..b@b.cz", EmailAddressError.MisplacedDot)]
    [InlineData("á..b@b.cz", EmailAddressError.MisplacedDot)]
    [InlineData("a@.b.cz", EmailAddressError.MisplacedDot)]
    [InlineData("a@b.cz.", EmailAddressError.MisplacedDot)]
    [InlineData("a@b..cz", EmailAddressError.MisplacedDot)]
    [InlineData("a@b。。cz", EmailAddressError.MisplacedDot)]
    [InlineData("a@-b.cz", EmailAddressError.MisplacedHyphen)]
    [InlineData("a@b-.cz", EmailAddressError.MisplacedHyphen)]
    [InlineData("a@b.-cz", EmailAddressError.MisplacedHyphen)]
    [InlineData("a@-č.cz", EmailAddressError.MisplacedHyphen)]
    [InlineData("a@č-.cz", EmailAddressError.MisplacedHyphen)]
    [InlineData("a@b_c.cz", EmailAddressError.ForbiddenCharacter)]
    [InlineData("a(c)@b.cz", EmailAddressError.ForbiddenCharacter)]
    [InlineData("a@b.cz(c)", EmailAddressError.ForbiddenCharacter)]
    [InlineData("<a@b.cz>", EmailAddressError.ForbiddenCharacter)]
    [InlineData("mailto:a@b.cz", EmailAddressError.ForbiddenCharacter)]
    [InlineData("a\\b@b.cz", EmailAddressError.ForbiddenCharacter)]
    [InlineData("a,b@b.cz", EmailAddressError.ForbiddenCharacter)]
    [InlineData("a@b.cz:25", EmailAddressError.ForbiddenCharacter)]
    [InlineData("a;@b.cz", EmailAddressError.ForbiddenCharacter)]
    [InlineData("😀@b.cz", EmailAddressError.ForbiddenCharacter)]
    [InlineData("a“b@b.cz", EmailAddressError.ForbiddenCharacter)]
    [InlineData("a．b@b.cz", EmailAddressError.ForbiddenCharacter)]
    [InlineData("\u0301a@b.cz", EmailAddressError.ForbiddenCharacter)]
    [InlineData("=\u0338@b.cz", EmailAddressError.ForbiddenCharacter)]
    [InlineData("a.\u0327@b.cz", EmailAddressError.ForbiddenCharacter)]
    [InlineData("a\u20DD@b.cz", EmailAddressError.ForbiddenCharacter)]
    [InlineData("a\uE000@b.cz", EmailAddressError.ForbiddenCharacter)]
    [InlineData("a\u0378@b.cz", EmailAddressError.ForbiddenCharacter)]
    [InlineData("a@b\uE000.cz", EmailAddressError.ForbiddenCharacter)]
    [InlineData("a@\u0301b.cz", EmailAddressError.ForbiddenCharacter)]
    [InlineData("Jan Novák <a@b.cz>", EmailAddressError.Space)]
    [InlineData("a b@c.cz", EmailAddressError.Space)]
    [InlineData("a@b. cz", EmailAddressError.Space)]
    [InlineData("\u200Ba b@c.cz", EmailAddressError.InvisibleCharacter)]
    [InlineData("a@xn--.cz", EmailAddressError.BrokenEncodedLabel)]
    [InlineData("a@xn--a.cz", EmailAddressError.BrokenEncodedLabel)]
    [InlineData("a@xn--abc-.cz", EmailAddressError.BrokenEncodedLabel)]
    [InlineData("a@xn--99999999.cz", EmailAddressError.BrokenEncodedLabel)]
    [InlineData("a@xn--příklad.cz", EmailAddressError.BrokenEncodedLabel)]
    [InlineData("a@xn----dia.cz", EmailAddressError.MisplacedHyphen)]
    [InlineData("a@אa.example", EmailAddressError.MixedDirections)]
    [InlineData("a@1א.example", EmailAddressError.MixedDirections)]
    [InlineData("a@א.1a.example", EmailAddressError.MixedDirections)]
    [InlineData("a@١٢٣.example", EmailAddressError.MixedDirections)]
    public void Refuses(string? text, EmailAddressError expected)
    {
        Assert.False(EmailAddress.TryParse(text, out var address, out var error));
        Assert.Equal(expected, error);
        Assert.Equal("", address.Normalised);
    }

    [Theory]
    [InlineData(0x00), InlineData(0x09), InlineData(0x0A), InlineData(0x7F), InlineData(0x85), InlineData(0xA0), InlineData(0xAD)]
    [InlineData(0x34F), InlineData(0x61C), InlineData(0x115F)]
    [InlineData(0x1160), InlineData(0x1680), InlineData(0x17B4), InlineData(0x180B)]
    [InlineData(0x180E), InlineData(0x2007), InlineData(0x200B)]
    [InlineData(0x200C), InlineData(0x200D), InlineData(0x200E), InlineData(0x200F)]
    [InlineData(0x2028), InlineData(0x202A), InlineData(0x202E)]
    [InlineData(0x202F), InlineData(0x2060), InlineData(0x2066), InlineData(0x2069)]
    [InlineData(0x206F), InlineData(0x2800), InlineData(0x3000)]
    [InlineData(0x3164), InlineData(0xFE00), InlineData(0xFE0F), InlineData(0xFEFF)]
    [InlineData(0xFFA0), InlineData(0xFFF9), InlineData(0x16FE4), InlineData(0x1BCA0), InlineData(0x1D159), InlineData(0x1D173)]
    [InlineData(0xE0001), InlineData(0xE0041), InlineData(0xE0100), InlineData(0xE01EF)]
    public void Refuses_what_one_cannot_see_in_both_parts(int point)
    {
        var character = char.ConvertFromUtf32(point);
        string[] texts =
            [$"a{character}b@c.cz", $"á{character}b@c.cz", $"a{character}@c.cz", $"a@b{character}c.cz", $"a@č{character}c.cz"];
        foreach (var text in texts)
        {
            Assert.False(EmailAddress.TryParse(text, out _, out var error));
            Assert.Equal(EmailAddressError.InvisibleCharacter, error);
        }
    }

    [Theory]
    [InlineData("\u00A0a@b.cz"), InlineData("a@b.cz\u00A0"), InlineData("\uFEFFa@b.cz")]
    [InlineData("a@b.cz\u200B"), InlineData("a@b.cz\u202F")]
    public void Does_not_trim_what_is_no_ordinary_white_space(string text)
    {
        Assert.False(EmailAddress.TryParse(text, out _, out var error));
        Assert.Equal(EmailAddressError.InvisibleCharacter, error);
    }

    [Theory]
    [InlineData("m@xn--bcher-kva.de", "m@bücher.de")]
    [InlineData("用户@xn--fsqu00a.mail.xn--4rr70v", "用户@例子.mail.广告")]
    [InlineData("xn--bcher-kva@xn--99999999.axn--bcher-kva.de", "xn--bcher-kva@xn--99999999.axn--bcher-kva.de")]
    public void Is_readable_with_its_domain_in_unicode(string normalised, string readable) =>
        Assert.Equal(readable, EmailAddress.Readable(normalised));

    [Fact]
    public void Is_readable_as_it_stands_where_its_domain_is_ascii()
    {
        var text = string.Concat("jan.novak", "@example.cz");
        Assert.Same(text, EmailAddress.Readable(text));
    }

    [Fact]
    public void Refuses_an_encoded_label_with_a_joiner_in_it()
    {
        // Both are valid by UTS 46: "क्‍ष" with a joiner after the virama, and a blank braille pattern.
        foreach (var label in new[] { "\u0915\u094D\u200D\u0937", "\u2800" })
        {
            var encoded = "xn--" + Punycode.EncodeOrNull(label);
            Assert.False(EmailAddress.TryParse($"a@{encoded}.cz", out _, out var error));
            Assert.Equal(EmailAddressError.BrokenEncodedLabel, error);
        }
    }

    [Fact]
    public void Refuses_half_a_surrogate_pair_anywhere()
    {
        foreach (var text in new[] { "a\uD83D@b.cz", "\uDE00a@b.cz", "a@b\uD83D.cz", "a@b.cz\uD83D", "\uDE00\uD83D@b.cz" })
        {
            Assert.False(EmailAddress.TryParse(text, out _, out var error));
            Assert.Equal(EmailAddressError.UnpairedSurrogate, error);
        }
    }

    [Fact]
    public void A_plain_address_is_not_copied()
    {
        var text = string.Concat("jan.novak", "@example.cz");
        Assert.True(EmailAddress.TryParse(text, out var address, out _));
        Assert.Same(text, address.Normalised);
    }
}
