using System.Net;
using Contacts.GeoDatabase;
using Contacts.GeoDatabase.Tests;
using Contacts.Grains.Tickets;
using Microsoft.Extensions.Logging.Abstractions;

namespace Contacts.Grains.Tests.Tickets;

/// <summary>Of a database that knows a country for every address.</summary>
public sealed class CountryLookupTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();
    private readonly CountryLookup _countries;

    public CountryLookupTests()
    {
        var country = new Dictionary<string, object> { ["country_code"] = "US" };
        // Of IPv6 all but ::/80, where the tree has IPv4.
        var all = new MmdbWriter(24, 6).Add("0.0.0.0/1", country).Add("128.0.0.0/1", country);
        for (var bit = 1; bit <= 80; bit++)
            all.Add($"{OneBit(bit)}/{bit}", country);
        File.WriteAllBytes(_file, all.ToBytes());
        _countries = new(new ReloadingCountryDatabase(_file, TimeProvider.System), NullLogger<CountryLookup>.Instance);
    }

    [Theory]
    [InlineData("9.255.255.255"), InlineData("11.0.0.0"), InlineData("172.15.255.255"), InlineData("172.32.0.0"), InlineData("192.167.1.1")]
    [InlineData("192.169.0.0"), InlineData("100.63.255.255"), InlineData("100.128.0.0"), InlineData("169.253.1.1"), InlineData("203.0.113.7")]
    [InlineData("127.0.0.1"), InlineData("8.8.8.8"), InlineData("::ffff:8.8.8.8"), InlineData("2001:4860:4860::8888"), InlineData("fec0::1")]
    public void The_database_tells_the_country_of_an_address(string address) => Assert.Equal("US", _countries.FindOrNull(IPAddress.Parse(address)));

    [Theory]
    [InlineData("10.0.0.0"), InlineData("10.255.255.255"), InlineData("172.16.0.1"), InlineData("172.31.255.255"), InlineData("192.168.1.1")]
    [InlineData("169.254.169.254"), InlineData("100.64.0.1"), InlineData("100.127.255.255"), InlineData("fc00::1"), InlineData("fdff::1")]
    [InlineData("fe80::1%2"), InlineData("febf::1"), InlineData("::ffff:10.1.2.3"), InlineData("::ffff:192.168.1.1")]
    public void A_private_address_is_in_no_country(string address) => Assert.Null(_countries.FindOrNull(IPAddress.Parse(address)));

    public void Dispose()
    {
        _countries.Dispose();
        File.Delete(_file);
    }

    private static IPAddress OneBit(int bit)
    {
        var bytes = new byte[16];
        bytes[(bit - 1) / 8] = (byte)(0x80 >> (bit - 1) % 8);
        return new IPAddress(bytes);
    }
}
