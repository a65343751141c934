using System.Net;
using Contacts.Grains.Tickets.Countries;

namespace Contacts.Grains.Tests.Tickets.Countries;

public sealed class BundledCountriesTests
{
    private static readonly IPAddress _inTheNetherlands = IPAddress.Parse("193.0.6.139");

    private readonly FakeTimeProvider _time = new();
    private readonly LogCapture _log = new();
    private readonly BundledCountries _countries;

    public BundledCountriesTests() => _countries = new(_time, _log.For<BundledCountries>());

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
        var asked = Enumerable.Range(0, 20).Select(_ => _countries.FindOrNullAsync(_inTheNetherlands).AsTask());

        Assert.All(await Task.WhenAll(asked), country => Assert.Equal("NL", country));
    }

    [Fact]
    public async Task What_cannot_be_loaded_is_tried_again_once_a_minute_and_logged_once()
    {
        var (attempts, works) = (0, false);
        var countries = new BundledCountries(_time, _log.For<BundledCountries>(), () =>
        {
            attempts++;
            return works ? BundledCountries.Unpack() : throw new IOException("No room.");
        });

        for (var form = 0; form < 10; form++) Assert.Null(await countries.FindOrNullAsync(_inTheNetherlands));
        Assert.Equal(1, attempts);
        _time.Advance(BundledCountries.RetryAfter);
        for (var form = 0; form < 10; form++) Assert.Null(await countries.FindOrNullAsync(_inTheNetherlands));
        Assert.Equal(2, attempts);
        Assert.EndsWith("No room.", Assert.Single(_log.Lines).Text, StringComparison.Ordinal);

        works = true;
        Assert.Null(await countries.FindOrNullAsync(_inTheNetherlands));
        _time.Advance(BundledCountries.RetryAfter);
        Assert.Equal("NL", await countries.FindOrNullAsync(_inTheNetherlands));
    }
}
