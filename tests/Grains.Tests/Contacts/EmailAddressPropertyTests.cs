using Contacts.Core.Email;
using Contacts.Core.Text;
using Contacts.Grains.Tests.Text;

namespace Contacts.Grains.Tests.Contacts;

public sealed class EmailAddressPropertyTests
{
    private static readonly string[] _domains =
    [
        "gmail.com", "GoogleMail.com", "outlook.com", "Proton.me", "icloud.com",
        "příklad.cz", "faß.de", "例え。テスト", "דוגמה.טעסט", "xn--fa-hia.de",
    ];

    [Fact]
    public void Whatever_is_accepted_is_a_fixed_point()
    {
        var random = new Random(1905);
        var accepted = 0;
        for (var i = 0; i < 40_000; i++)
        {
            var domain = random.Next(2) == 0
                ? _domains[random.Next(_domains.Length)]
                : Fixture.RandomText(random, 5) + "." + Letters(random);
            var text = $"{(random.Next(2) == 0 ? Fixture.RandomText(random, 4) : Letters(random))}@{domain}";
            if (EmailAddress.TryParse(text, out var address, out _))
            {
                accepted++;
                AssertFixed(address.Normalised);
            }
        }
        Assert.True(accepted > 5_000, $"only {accepted} accepted");
    }

    [Fact]
    public void Every_character_is_refused_or_gives_a_fixed_point()
    {
        for (var point = 0; point <= 0x10FFFF; point++)
        {
            var character = point is >= 0xD800 and <= 0xDFFF ? ((char)point).ToString() : char.ConvertFromUtf32(point);
            if (EmailAddress.TryParse($"a{character}b@c.cz", out var address, out _)) AssertFixed(address.Normalised);
            if (EmailAddress.TryParse($"a@{character}.cz", out address, out _)) AssertFixed(address.Normalised);
        }
    }

    [Fact]
    public void No_text_makes_it_throw()
    {
        var random = new Random(42);
        for (var i = 0; i < 40_000; i++)
        {
            var text = Fixture.RandomText(random, 16);
            var parsed = EmailAddress.TryParse(text, out var address, out var error);
            Assert.Equal(parsed, error == EmailAddressError.None);
            Assert.Equal(parsed, address.Normalised.Length > 0);
        }
    }

    [Fact]
    public void Domains_agree_with_another_implementation_of_uts_46()
    {
        foreach (var row in Fixture.Rows(DomainFixture.Lines))
        {
            var accepted = EmailAddress.TryParse("a@" + Fixture.FromHex(row[0]), out var address, out var error);
            if (accepted) Assert.Equal("a@" + row[1], address.Normalised);
            else if (row[1] != "-") AssertRefusedBeyondUts46(row[0], row[1], error);
        }
    }

    // Four rules are stricter than UTS 46: no joiners, no hyphen at the end of a label, no numeric top level, at least one dot.
    private static void AssertRefusedBeyondUts46(string source, string ascii, EmailAddressError error)
    {
        var labels = ascii.Split('.');
        var isStricter = error switch
        {
            EmailAddressError.InvisibleCharacter => source.Split(' ').Any(point => point is "200c" or "200d"),
            EmailAddressError.MisplacedHyphen => labels.Select(Decoded).Any(label => label.StartsWith('-') || label.EndsWith('-')),
            EmailAddressError.NumericTopLevelDomain => labels[^1].All(char.IsAsciiDigit),
            EmailAddressError.DomainWithoutDot => labels.Length == 1,
            _ => false,
        };
        Assert.True(isStricter, $"{source} is {ascii}, refused as {error}");
    }

    private static string Decoded(string label) =>
        label.StartsWith("xn--", StringComparison.Ordinal) ? Punycode.DecodeOrNull(label.AsSpan(4))! : label;

    private static void AssertFixed(string normalised)
    {
        Assert.True(EmailAddress.TryParse(normalised, out var again, out var error), $"{normalised}: {error}");
        Assert.Equal(normalised, again.Normalised);
        Assert.Equal(normalised, Normalization.ToNfc(normalised));
        var canonical = again.Canonical(EmailCanonicalization.Provider);
        Assert.True(EmailAddress.TryParse(canonical, out var reparsed, out error), $"{canonical}: {error}");
        Assert.Equal(canonical, reparsed.Normalised);
        Assert.Equal(canonical, reparsed.Canonical(EmailCanonicalization.Provider));
    }

    private static string Letters(Random random) => random.GetString("abcXYZ+.1", 1 + random.Next(5));
}
