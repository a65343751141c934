namespace Contacts.PhoneNumbers.Tests;

public sealed class ParsingTests
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
    [InlineData("+420\u00A0777\u202F123\u00A0456")]
    [InlineData("\u202A+420 777 123 456\u202C")]
    [InlineData("\uFF0B\uFF14\uFF12\uFF10 \uFF17\uFF17\uFF17\uFF11\uFF12\uFF13\uFF14\uFF15\uFF16")]
    [InlineData("+\u0664\u0662\u0660 \u0667\u0667\u0667\u0661\u0662\u0663\u0664\u0665\u0666")]
    [InlineData("+420 \u096D\u096D\u096D 123 456")]
    [InlineData("+420\u2013777\u2013123\u2013456")]
    public void Reads_every_usual_spelling_of_an_international_number(string text)
    {
        var number = Parsed(text, null);

        Assert.Equal("+420777123456", number.ToE164());
        Assert.Equal("+420 777123456", number.ToInternational());
        Assert.Equal("CZ", number.Region);
        Assert.Equal(420, number.CountryCode);
        Assert.Equal("777123456", number.NationalNumber);
    }

    [Theory]
    [InlineData("777 123 456", "CZ", "+420777123456")]
    [InlineData("777 123 456", "cz", "+420777123456")]
    [InlineData("420777123456", "CZ", "+420777123456")]
    [InlineData("+44 20 7946 0018", "CZ", "+442079460018")]
    [InlineData("011 420 777 123 456", "US", "+420777123456")]
    [InlineData("0011 420 777 123 456", "AU", "+420777123456")]
    [InlineData("00 420 777 123 456", "US", "+420777123456")]
    [InlineData("+00420777123456", "CZ", "+420777123456")]
    [InlineData("(650) 253-0000", "US", "+16502530000")]
    [InlineData("1 650 253 0000", "US", "+16502530000")]
    [InlineData("020 7946 0018", "GB", "+442079460018")]
    [InlineData("+44 (0) 20 7946 0018", null, "+442079460018")]
    [InlineData("06 698 12345", "IT", "+390669812345")]
    [InlineData("+39 06 698 12345", null, "+390669812345")]
    [InlineData("011 15 2345-6789", "AR", "+5491123456789")]
    [InlineData("+54 9 11 2345 6789", null, "+5491123456789")]
    [InlineData("044 222 123 4567", "MX", null)]
    [InlineData("222 123 4567", "MX", "+522221234567")]
    [InlineData("0 15 11 96123 4567", "BR", "+5511961234567")]
    [InlineData("460 1234", "AG", "+12684601234")]
    [InlineData("1 333 9127", "KY", "+13453339127")]
    [InlineData("8 912 345-67-89", "RU", "+79123456789")]
    [InlineData("0077 7 012345", "JP", null)]
    [InlineData("00777012", "JP", "+8100777012")]
    public void Reads_a_national_number_as_its_region_dials_it(string text, string? region, string? expected)
    {
        var found = PhoneNumber.TryParse(text, region, out var number, out _);

        Assert.Equal(expected ?? "", number.ToE164());
        Assert.Equal(expected is not null, found);
    }

    [Theory]
    [InlineData(null, PhoneNumberError.Empty)]
    [InlineData("", PhoneNumberError.Empty)]
    [InlineData(" \u00A0 ", PhoneNumberError.Empty)]
    [InlineData("+", PhoneNumberError.NotANumber)]
    [InlineData("()", PhoneNumberError.NotANumber)]
    [InlineData("1-800-FLOWERS", PhoneNumberError.NotANumber)]
    [InlineData("+420 777123456 ext. 5", PhoneNumberError.NotANumber)]
    [InlineData("+420777123456;ext=5", PhoneNumberError.NotANumber)]
    [InlineData("+420777123456x5", PhoneNumberError.NotANumber)]
    [InlineData("+420777123456#5", PhoneNumberError.NotANumber)]
    [InlineData("tel:+420777123456", PhoneNumberError.NotANumber)]
    [InlineData("+420\t777123456", PhoneNumberError.NotANumber)]
    [InlineData("+420777123456\n", PhoneNumberError.NotANumber)]
    [InlineData("+420777\u0000123456", PhoneNumberError.NotANumber)]
    [InlineData("+420777123456 +420777123457", PhoneNumberError.NotANumber)]
    [InlineData("+420777123456, 777123457", PhoneNumberError.NotANumber)]
    [InlineData("420+777123456", PhoneNumberError.NotANumber)]
    [InlineData("+420777123456/777123457", PhoneNumberError.TooLong)]
    [InlineData("+420 777 123 456 777 123 456 777 123 456", PhoneNumberError.TooLong)]
    [InlineData("777123456", PhoneNumberError.MissingCountryCode)]
    [InlineData("420777123456", PhoneNumberError.MissingCountryCode)]
    [InlineData("+210 123456789", PhoneNumberError.UnknownCountryCode)]
    [InlineData("+0777123456", PhoneNumberError.UnknownCountryCode)]
    [InlineData("000 420 777123456", PhoneNumberError.UnknownCountryCode)]
    [InlineData("+42", PhoneNumberError.TooShort)]
    [InlineData("+420", PhoneNumberError.TooShort)]
    [InlineData("+420 77712345", PhoneNumberError.TooShort)]
    [InlineData("+420 7771234567890", PhoneNumberError.TooLong)]
    [InlineData("+420 100000000", PhoneNumberError.NotValid)]
    [InlineData("+420 (0) 777123456", PhoneNumberError.NotValid)]
    public void Refuses_what_is_no_number_and_says_why(string? text, PhoneNumberError expected)
    {
        Assert.False(PhoneNumber.TryParse(text, null, out var number, out var error));
        Assert.Equal(expected, error);
        Assert.Equal(default, number);
    }

    [Theory]
    [InlineData("7", "CZ", PhoneNumberError.TooShort)]
    [InlineData("77712345", "CZ", PhoneNumberError.TooShort)]
    [InlineData("7771234567890", "CZ", PhoneNumberError.TooLong)]
    [InlineData("100 000 000", "CZ", PhoneNumberError.NotValid)]
    [InlineData("0777 123 456", "CZ", PhoneNumberError.NotValid)]
    [InlineData("00 210 123456", "CZ", PhoneNumberError.UnknownCountryCode)]
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
        var atLimit = "+420777123456".PadRight(PhoneNumber.MaxTextLength);

        Assert.True(PhoneNumber.TryParse(atLimit, null, out _, out _));
        Assert.False(PhoneNumber.TryParse(atLimit + " ", null, out _, out var error));
        Assert.Equal(PhoneNumberError.TooLong, error);
    }

    [Theory]
    [InlineData("XX")]
    [InlineData("")]
    [InlineData("CZE")]
    [InlineData("001")]
    [InlineData("1")]
    public void An_unknown_default_region_is_none(string region)
    {
        Assert.False(PhoneNumber.TryParse("777123456", region, out _, out var error));
        Assert.Equal(PhoneNumberError.MissingCountryCode, error);
        Assert.True(PhoneNumber.TryParse("+420777123456", region, out _, out _));
        Assert.False(PhoneNumber.IsKnownRegion(region));
        Assert.Null(PhoneNumber.CallingCodeOf(region));
    }

    [Theory]
    [InlineData("CZ", 420)]
    [InlineData("us", 1)]
    [InlineData("CA", 1)]
    [InlineData("Gg", 44)]
    [InlineData("VA", 39)]
    public void Tells_the_calling_code_of_a_region(string region, int expected)
    {
        Assert.True(PhoneNumber.IsKnownRegion(region));
        Assert.Equal(expected, PhoneNumber.CallingCodeOf(region));
    }

    [Fact]
    public void No_text_makes_it_throw_and_what_it_accepts_can_be_read_again()
    {
        const string Characters = "0011234567890123456789+ -().\u00A0\uFF11x\0";
        var random = new Random(20_260_731);
        var regions = NumberingPlans.All.Select(plan => plan.Region).ToArray();
        for (var i = 0; i < 100_000; i++)
        {
            var characters = i % 2 == 0 ? Characters : Characters[..22];
            var text = new string(random.GetItems<char>(characters, random.Next(PhoneNumber.MaxTextLength + 3)));
            if (PhoneNumber.TryParse(text, regions[i % regions.Length], out var number, out var error))
                Assert.True(PhoneNumber.TryParse(number.ToE164(), null, out var again, out _) && again == number, text);
            else
                Assert.NotEqual(PhoneNumberError.None, error);
        }
    }

    private static PhoneNumber Parsed(string text, string? region)
    {
        Assert.True(PhoneNumber.TryParse(text, region, out var number, out var error), error.ToString());
        return number;
    }
}
