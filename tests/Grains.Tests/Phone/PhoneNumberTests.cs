using Contacts.Core.Phone;

namespace Contacts.Grains.Tests.Phone;

public sealed class PhoneNumberTests
{
    [Theory]
    [InlineData("+420 777123456")]
    [InlineData("+420777123456")]
    [InlineData("00420777123456")]
    [InlineData("00 420 777 123 456")]
    [InlineData("(+420) 777-123-456")]
    [InlineData("+420 (777) 123.456")]
    [InlineData("+420/777/123/456")]
    [InlineData("  +420 777 123 456  ")]
    [InlineData("\t+420777123456\r\n")]
    [InlineData("\u00A0+420777123456\u3000")]
    [InlineData("+420\u00A0777\u202F123\u00A0456")]
    [InlineData("\u202A+420 777 123 456\u202C")]
    [InlineData("\uFF0B\uFF14\uFF12\uFF10 \uFF17\uFF17\uFF17\uFF11\uFF12\uFF13\uFF14\uFF15\uFF16")]
    [InlineData("+\u0664\u0662\u0660 \u0667\u0667\u0667\u0661\u0662\u0663\u0664\u0665\u0666")]
    [InlineData("+420 \u096D\u096D\u096D 123 456")]
    [InlineData("+420\u2013777\u2013123\u2013456")]
    public void Reads_every_usual_spelling_of_an_international_number(string text)
    {
        Assert.True(PhoneNumber.TryParse(text, null, out var number, out var error), error.ToString());
        Assert.Equal("+420777123456", number);
        Assert.Equal("+420 777123456", PhoneNumber.ToInternational(number));
        Assert.Equal("CZ", PhoneNumber.RegionOf(number));
    }

    [Theory]
    [InlineData("777 123 456", "CZ", "+420777123456")]
    [InlineData("777 123 456", "cz", "+420777123456")]
    [InlineData("420777123456", "CZ", "+420777123456")]
    [InlineData("+44 20 7946 0018", "CZ", "+442079460018")]
    [InlineData("011 420 777 123 456", "US", "+420777123456")]
    [InlineData("00 420 777 123 456", "US", "+420777123456")]
    [InlineData("00420777123456", "JP", "+420777123456")]
    [InlineData("+00420777123456", "CZ", "+420777123456")]
    [InlineData("(650) 253-0000", "US", "+16502530000")]
    [InlineData("+44 (0) 20 7946 0018", null, "+442079460018")]
    [InlineData("06 698 12345", "IT", "+390669812345")]
    [InlineData("011 15 2345-6789", "AR", "+5491123456789")]
    [InlineData("8 912 345-67-89", "RU", "+79123456789")]
    [InlineData("00777012", "JP", "+8100777012")]
    public void Reads_a_number_as_its_region_dials_it(string text, string? region, string expected)
    {
        Assert.True(PhoneNumber.TryParse(text, region, out var number, out var error), error.ToString());
        Assert.Equal(expected, number);
    }

    [Theory]
    [InlineData(null, PhoneNumberError.Empty)]
    [InlineData(" \u00A0\t", PhoneNumberError.Empty)]
    [InlineData("+", PhoneNumberError.NotANumber)]
    [InlineData("()", PhoneNumberError.NotANumber)]
    [InlineData("1-800-FLOWERS", PhoneNumberError.NotANumber)]
    [InlineData("+420 777123456 ext. 5", PhoneNumberError.NotANumber)]
    [InlineData("+420777123456;ext=5", PhoneNumberError.NotANumber)]
    [InlineData("+420777123456x5", PhoneNumberError.NotANumber)]
    [InlineData("+420777123456#5", PhoneNumberError.NotANumber)]
    [InlineData("tel:+420777123456", PhoneNumberError.NotANumber)]
    [InlineData("call +420777123456", PhoneNumberError.NotANumber)]
    [InlineData("+420\t777123456", PhoneNumberError.NotANumber)]
    [InlineData("+420777\u0000123456", PhoneNumberError.NotANumber)]
    [InlineData("+420777123456 +420777123457", PhoneNumberError.NotANumber)]
    [InlineData("+420777123456, 777123457", PhoneNumberError.NotANumber)]
    [InlineData("420+777123456", PhoneNumberError.NotANumber)]
    [InlineData("++420777123456", PhoneNumberError.NotANumber)]
    [InlineData("+ (+420) 777123456", PhoneNumberError.NotANumber)]
    [InlineData("+420777123456/777123457", PhoneNumberError.TooLong)]
    [InlineData("+420 777 123 456 777 123 456 777 123 456", PhoneNumberError.TooLong)]
    [InlineData("777123456", PhoneNumberError.MissingCountryCode)]
    [InlineData("420777123456", PhoneNumberError.MissingCountryCode)]
    [InlineData("+210 123456789", PhoneNumberError.UnknownCountryCode)]
    [InlineData("+0777123456", PhoneNumberError.UnknownCountryCode)]
    [InlineData("000 420 777123456", PhoneNumberError.UnknownCountryCode)]
    [InlineData("00", PhoneNumberError.TooShort)]
    [InlineData("+4", PhoneNumberError.TooShort)]
    [InlineData("+420", PhoneNumberError.TooShort)]
    [InlineData("+420 77712345", PhoneNumberError.TooShort)]
    [InlineData("+420 7771234567890", PhoneNumberError.TooLong)]
    [InlineData("+420 100000000", PhoneNumberError.NotValid)]
    [InlineData("+420 (0) 777123456", PhoneNumberError.NotValid)]
    public void Refuses_what_is_no_number_and_says_why(string? text, PhoneNumberError expected)
    {
        Assert.False(PhoneNumber.TryParse(text, null, out var number, out var error));
        Assert.Equal(("", expected), (number, error));
    }

    [Theory]
    [InlineData("7", "CZ", PhoneNumberError.TooShort)]
    [InlineData("253-0000", "US", PhoneNumberError.TooShort)]
    [InlineData("7771234567890", "CZ", PhoneNumberError.TooLong)]
    [InlineData("100 000 000", "CZ", PhoneNumberError.NotValid)]
    [InlineData("0777 123 456", "CZ", PhoneNumberError.NotValid)]
    [InlineData("011 210 123456", "US", PhoneNumberError.UnknownCountryCode)]
    [InlineData("00 210 123456", "US", PhoneNumberError.UnknownCountryCode)]
    [InlineData("777 123 456 ext 5", "CZ", PhoneNumberError.NotANumber)]
    public void Refuses_what_is_no_number_in_its_region_and_says_why(string text, string region, PhoneNumberError expected)
    {
        Assert.False(PhoneNumber.TryParse(text, region, out _, out var error));
        Assert.Equal(expected, error);
    }

    [Fact]
    public void Refuses_a_longer_text_than_the_limit_unread()
    {
        var atLimit = "+420777123456".PadRight(64, '-');

        Assert.True(PhoneNumber.TryParse(atLimit, null, out _, out _));
        Assert.False(PhoneNumber.TryParse(atLimit + "-", null, out _, out var error));
        Assert.Equal(PhoneNumberError.TooLong, error);
    }

    [Fact]
    public void White_space_around_a_number_does_not_count()
    {
        var padding = new string('\u3000', 40);

        Assert.True(PhoneNumber.TryParse(padding + "+420777123456" + padding, null, out var number, out _));
        Assert.Equal("+420777123456", number);
        Assert.False(PhoneNumber.TryParse(padding + padding, null, out _, out var error));
        Assert.Equal(PhoneNumberError.Empty, error);
    }

    [Theory]
    [InlineData("XX")]
    [InlineData("")]
    [InlineData("CZE")]
    [InlineData("001")]
    [InlineData("1")]
    public void An_unknown_default_region_is_none(string region)
    {
        Assert.False(PhoneNumber.IsKnownRegion(region));
        Assert.False(PhoneNumber.TryParse("777123456", region, out _, out var error));
        Assert.Equal(PhoneNumberError.MissingCountryCode, error);
        Assert.True(PhoneNumber.TryParse("+420777123456", region, out _, out _));
    }

    [Theory]
    [InlineData("+16502530000", "US", "+1 6502530000")]
    [InlineData("+14169791234", "CA", "+1 4169791234")]
    [InlineData("+390612345678", "IT", "+39 0612345678")]
    [InlineData("+390669812345", "VA", "+39 0669812345")]
    [InlineData("+77710009998", "KZ", "+7 7710009998")]
    [InlineData("+80012345678", null, "+800 12345678")]
    [InlineData("+882165551234", null, "+882 165551234")]
    public void A_number_knows_its_region_and_its_calling_code(string number, string? region, string international)
    {
        Assert.True(PhoneNumber.TryParse(number, null, out var parsed, out var error), error.ToString());
        Assert.Equal((number, region, international), (parsed, PhoneNumber.RegionOf(number), PhoneNumber.ToInternational(number)));
    }

    [Theory]
    [InlineData("+420100000000", "+420 100000000")]
    [InlineData("+210777123456", "+210777123456")]
    [InlineData("420777123456", "420777123456")]
    [InlineData("+420", "+420")]
    [InlineData("", "")]
    [InlineData(null, null)]
    public void A_stored_number_is_shown_even_where_the_plan_has_it_no_more(string? stored, string? shown) =>
        Assert.Equal(shown, PhoneNumber.ToInternational(stored));

    [Fact]
    public void No_text_makes_it_throw_and_what_it_accepts_can_be_read_again()
    {
        const string characters = "0011234567890123456789+ -().\u00A0\uFF11x\0";
        string?[] regions = ["CZ", "US", "GB", "IT", "AR", "BR", "JP", "KR", "MX", "RU", "AG", "TH", null];
        var random = new Random(20_260_731);
        for (var i = 0; i < 20_000; i++)
        {
            var text = new string(random.GetItems<char>(i % 2 == 0 ? characters : characters[..22], random.Next(20)));
            if (PhoneNumber.TryParse(text, regions[i % regions.Length], out var number, out var error))
                Assert.True(PhoneNumber.TryParse(PhoneNumber.ToInternational(number), null, out var again, out _) && again == number, text);
            else
                Assert.NotEqual(PhoneNumberError.None, error);
        }
    }
}
