using Contacts.Core.Settings;
using Contacts.Core.Tickets;

namespace Contacts.Grains.Tests.Tickets;

public sealed class SpamScoreTests
{
    private static readonly SpamSettings _usual = new();

    public static TheoryData<string, SpamSignals, int> Table() => new()
    {
        { "", new(), 0 },
        { "honeypot", new() { HoneypotFilled = true }, 100 },
        { "", new() { Country = "CZ", PhoneCountry = "CZ" }, 0 },
        { "", new() { PhoneCountry = "CZ" }, 0 },
        { "phone-from-other-country", new() { Country = "US", PhoneCountry = "CZ" }, 30 },
        { "", new() { FromAddress = 20, FromNetwork = 60, SameText = 3, OfOrganisation = 5_000, Links = 2 }, 0 },
        { "many-from-address", new() { FromAddress = 21 }, 60 },
        { "many-from-address", new() { FromAddress = 61 }, 100 },
        { "many-from-network", new() { FromNetwork = 61 }, 50 },
        { "many-from-network", new() { FromNetwork = 201 }, 100 },
        { "same-text", new() { SameText = 4 }, 40 },
        { "same-text", new() { SameText = 11 }, 100 },
        { "many-of-organisation", new() { OfOrganisation = 5_001 }, 20 },
        { "many-links", new() { Links = 3 }, 30 },
        { "many-links", new() { Links = 6 }, 60 },
        { "many-links", new() { Links = 11 }, 100 },
        { "disposable-mail", new() { DisposableMail = true }, 50 },
        { "no-customer-email", new() { HasCustomerEmail = false }, 15 },
        { "many-from-address same-text", new() { FromAddress = 21, SameText = 4 }, 100 },
        { "many-links disposable-mail no-customer-email", new() { Links = 3, DisposableMail = true, HasCustomerEmail = false }, 95 },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Each_signal_has_its_points_and_they_add_up(string reasons, SpamSignals signals, int score)
    {
        var verdict = SpamScore.Judge(signals, _usual);

        Assert.Equal((reasons, score), (string.Join(' ', verdict.Reasons.Select(reason => reason.Name)), verdict.Score));
        Assert.Equal(score, verdict.Reasons.Sum(reason => reason.Points));
    }

    [Theory]
    [InlineData("ru", "country-blocked")]
    [InlineData("US", "country-not-allowed")]
    [InlineData("cz", "")]
    [InlineData(null, "")]
    public void Countries_are_the_organisations_own_choice(string? country, string reasons)
    {
        var settings = new SpamSettings { AllowedCountries = ["CZ", "SK", "RU"], BlockedCountries = ["RU"] };

        var verdict = SpamScore.Judge(new() { Country = country }, settings);

        Assert.Equal(reasons, string.Join(' ', verdict.Reasons.Select(reason => reason.Name)));
        Assert.Equal(reasons.Length > 0, verdict.Score >= _usual.Threshold);
    }

    [Fact]
    public void A_flood_is_one_whose_score_no_better_count_can_raise()
    {
        Assert.True(SpamScore.IsFlood(61, 0));
        Assert.True(SpamScore.IsFlood(0, 11));
        Assert.False(SpamScore.IsFlood(60, 10));
    }
}
