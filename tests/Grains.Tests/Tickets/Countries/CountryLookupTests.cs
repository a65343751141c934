using System.Net;
using Contacts.Grains.Tickets.Countries;

namespace Contacts.Grains.Tests.Tickets.Countries;

public sealed class CountryLookupTests
{
    private readonly CountryLookup _countries = new(new Everywhere());

    [Theory]
    [InlineData("9.255.255.255"), InlineData("11.0.0.0"), InlineData("172.15.255.255"), InlineData("172.32.0.0"), InlineData("192.167.1.1")]
    [InlineData("192.169.0.0"), InlineData("100.63.255.255"), InlineData("100.128.0.0"), InlineData("169.253.1.1"), InlineData("203.0.113.7")]
    [InlineData("127.0.0.1"), InlineData("8.8.8.8"), InlineData("2001:4860:4860::8888"), InlineData("fec0::1")]
    public async Task The_database_tells_the_country_of_an_address(string address) =>
        Assert.Equal($"of {address}", await _countries.FindOrNullAsync(IPAddress.Parse(address)));

    [Fact]
    public async Task An_IPv4_address_in_the_form_of_IPv6_is_asked_for_as_what_it_is() =>
        Assert.Equal("of 8.8.8.8", await _countries.FindOrNullAsync(IPAddress.Parse("::ffff:8.8.8.8")));

    [Theory]
    [InlineData("10.0.0.0"), InlineData("10.255.255.255"), InlineData("172.16.0.1"), InlineData("172.31.255.255"), InlineData("192.168.1.1")]
    [InlineData("169.254.169.254"), InlineData("100.64.0.1"), InlineData("100.127.255.255"), InlineData("fc00::1"), InlineData("fdff::1")]
    [InlineData("fe80::1%2"), InlineData("febf::1"), InlineData("::ffff:10.1.2.3"), InlineData("::ffff:192.168.1.1")]
    public async Task A_private_address_is_in_no_country(string address) => Assert.Null(await _countries.FindOrNullAsync(IPAddress.Parse(address)));

    [Fact]
    public async Task No_address_is_in_no_country() => Assert.Null(await _countries.FindOrNullAsync(null));

    /// <summary>Knows a country for every address.</summary>
    private sealed class Everywhere : ICountries
    {
        public ValueTask<string?> FindOrNullAsync(IPAddress address) => new($"of {address}");
    }
}
