using System.Net;
using Contacts.Grains.Tickets.Countries;

namespace Contacts.Grains.Tests.Tickets.Countries;

public sealed class BundledCountriesTests
{
    private readonly BundledCountries _countries = new();

    [Theory]
    [InlineData("193.0.6.139", "NL"), InlineData("2001:67c:2e8:22::c100:68b", "NL")] // RIPE NCC
    [InlineData("200.160.2.3", "BR"), InlineData("2001:12ff:0:2::3", "BR")] // NIC.br
    [InlineData("77.75.79.222", "CZ"), InlineData("2a02:598:a::79:222", "CZ")] // Seznam.cz
    [InlineData("202.12.29.211", "AU")] // APNIC
    [InlineData("133.11.0.1", "JP")] // the University of Tokyo
    [InlineData("141.76.2.1", "DE")] // TU Dresden
    [InlineData("8.8.8.8", "US"), InlineData("2001:4860:4860::8888", "US")] // Google
    [InlineData("127.0.0.1", null), InlineData("::1", null), InlineData("192.0.2.1", null)]
    public async Task It_knows_the_countries_of_well_known_addresses(string address, string? country) =>
        Assert.Equal(country, await _countries.FindOrNullAsync(IPAddress.Parse(address)));

    [Fact]
    public void It_passes_the_check_of_every_network()
    {
        using var content = BundledCountries.Unpack();
        using var database = CountryDatabase.Read(content);

        Assert.Contains("country", database.DatabaseType, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task All_who_ask_while_it_is_unpacked_get_the_country()
    {
        var asked = Enumerable.Range(0, 20).Select(_ => new BundledCountries().FindOrNullAsync(IPAddress.Parse("193.0.6.139")).AsTask());

        Assert.All(await Task.WhenAll(asked), country => Assert.Equal("NL", country));
    }
}
