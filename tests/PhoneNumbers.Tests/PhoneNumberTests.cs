namespace Contacts.PhoneNumbers.Tests;

public sealed class PhoneNumberTests
{
    [Theory]
    [InlineData("+1 650 253 0000", "US")]
    [InlineData("+1 416 979 1234", "CA")]
    [InlineData("+1 268 464 1234", "AG")]
    [InlineData("+1 787 234 5678", "PR")]
    [InlineData("+44 1481 256789", "GG")]
    [InlineData("+44 20 7946 0018", "GB")]
    [InlineData("+7 912 345 67 89", "RU")]
    [InlineData("+7 771 000 9998", "KZ")]
    [InlineData("+39 06698 12345", "VA")]
    [InlineData("+39 06 123 45678", "IT")]
    [InlineData("+800 1234 5678", null)]
    [InlineData("+882 16 5551234", null)]
    public void A_number_knows_its_region_among_those_that_share_a_calling_code(string text, string? region)
    {
        Assert.True(PhoneNumber.TryParse(text, null, out var number, out var error), error.ToString());
        Assert.Equal(region, number.Region);
    }

    [Fact]
    public void Leading_zeros_are_part_of_the_number()
    {
        Assert.True(PhoneNumber.TryParse("+390612345678", null, out var rome, out _));
        Assert.Equal("+39 0612345678", rome.ToInternational());
        Assert.True(PhoneNumber.TryReadE164("+390012", out var two));
        Assert.True(PhoneNumber.TryReadE164("+39012", out var one));
        Assert.NotEqual(one, two);
        Assert.Equal("+390012", two.ToE164());
    }

    [Fact]
    public void A_stored_number_is_read_back_even_where_the_plan_has_it_no_more()
    {
        Assert.False(PhoneNumber.TryParse("+420100000000", null, out _, out _));
        Assert.True(PhoneNumber.TryReadE164("+420100000000", out var number));
        Assert.Equal("+420 100000000", number.ToInternational());
        Assert.Equal("CZ", number.Region);
    }

    [Theory]
    [InlineData("+13400000000", "VI")]
    [InlineData("+10000000000", null)]
    public void A_number_that_nobody_has_belongs_to_the_region_whose_leading_digits_it_has(string text, string? region)
    {
        Assert.True(PhoneNumber.TryReadE164(text, out var number));
        Assert.Equal(region, number.Region);
    }

    [Theory]
    [InlineData("")]
    [InlineData("+")]
    [InlineData("420777123456")]
    [InlineData("+420 777123456")]
    [InlineData("+4207")]
    [InlineData("+210777123456")]
    [InlineData("+420123456789012345678901234567890")]
    public void Only_the_stored_form_is_read_back(string text)
    {
        Assert.False(PhoneNumber.TryReadE164(text, out var number));
        Assert.Equal(default, number);
    }

    [Fact]
    public void The_longest_number_keeps_all_its_digits()
    {
        Assert.True(PhoneNumber.TryReadE164("+99299999999999999999", out var number));
        Assert.Equal("99999999999999999", number.NationalNumber);
        Assert.Equal("+992 99999999999999999", number.ToInternational());
    }

    [Fact]
    public void No_number_has_empty_texts()
    {
        PhoneNumber none = default;

        Assert.Equal(("", "", "", ""), (none.ToE164(), none.ToInternational(), none.NationalNumber, none.ToString()));
        Assert.Null(none.Region);
    }
}
