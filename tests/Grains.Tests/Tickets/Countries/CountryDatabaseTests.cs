using System.Net;
using Contacts.Grains.Tickets.Countries;

namespace Contacts.Grains.Tests.Tickets.Countries;

public sealed class CountryDatabaseTests
{
    [Theory, InlineData(4), InlineData(6)]
    public void Each_network_has_its_country_and_nothing_around_it_has_one(int ipVersion)
    {
        using var database = Open(new MmdbWriter(ipVersion)
            .Add("1.2.3.0/24", MmdbWriter.Nested("CZ", "US")).Add("1.2.4.7/32", MmdbWriter.Flat("SK")).Add("128.0.0.0/1", MmdbWriter.Nested("DE")));

        Assert.Equal(
            ["-", "CZ", "CZ", "-", "SK", "-", "-", "DE", "DE"],
            Find(database, "1.2.2.255", "1.2.3.0", "1.2.3.255", "1.2.4.0", "1.2.4.7", "1.2.4.8", "127.255.255.255", "128.0.0.0", "255.255.255.255"));
    }

    [Fact]
    public void IPv6_networks_are_found_down_to_single_addresses()
    {
        using var database = Open(new MmdbWriter(6)
            .Add("2001:db8::/32", MmdbWriter.Nested("NL")).Add("2a00::1/128", MmdbWriter.Flat("FR")).Add("10.0.0.0/8", MmdbWriter.Flat("GB")));

        Assert.Equal(
            ["NL", "-", "FR", "FR", "-", "GB"],
            Find(database, "2001:db8:ffff::1", "2001:db9::", "2a00::1", "2a00::1%7", "2a00::2", "10.1.2.3"));
    }

    [Fact]
    public void A_database_for_IPv4_knows_no_IPv6_address()
    {
        using var database = Open(new MmdbWriter(4).Add("0.0.0.0/1", MmdbWriter.Flat("US")).Add("128.0.0.0/1", MmdbWriter.Flat("US")));

        Assert.Equal(["-", "US"], Find(database, "2001:db8::1", "200.1.1.1"));
    }

    [Fact]
    public void All_IPv4_addresses_have_the_country_of_a_network_that_covers_them()
    {
        using var database = Open(new MmdbWriter(6).Add("::/64", MmdbWriter.Flat("CH")));

        Assert.Equal(["CH"], Find(database, "1.2.3.4"));
    }

    [Fact]
    public void The_country_goes_before_the_registered_one_and_that_before_the_flat_field()
    {
        var both = MmdbWriter.Nested(null, "US");
        both["country_code"] = "FR";
        using var database = Open(new MmdbWriter(4)
            .Add("1.0.0.0/8", MmdbWriter.Nested("CZ", "US")).Add("2.0.0.0/8", both).Add("3.0.0.0/8", MmdbWriter.Flat("FR")));

        Assert.Equal(["CZ", "US", "FR"], Find(database, "1.1.1.1", "2.1.1.1", "3.1.1.1"));
    }

    [Theory, InlineData("", "-"), InlineData("c", "-"), InlineData("CZE", "-"), InlineData("1Z", "-"), InlineData("@[", "-"),
     InlineData("č", "-"), InlineData("čč", "-"), InlineData("cz", "CZ"), InlineData("zA", "ZA")]
    public void A_country_is_two_letters_in_upper_case(string stored, string answer)
    {
        using var database = Open(new MmdbWriter(4).Add("1.0.0.0/8", MmdbWriter.Flat(stored)).Add("2.0.0.0/8", MmdbWriter.Flat("DE")));

        Assert.Equal([answer], Find(database, "1.1.1.1"));
    }

    [Fact]
    public void The_country_of_a_record_of_another_shape_is_unknown()
    {
        object[] shapes =
        [
            "CZ", 7u, new Dictionary<string, object>(), new Dictionary<string, object> { ["country_code"] = 42u },
            new Dictionary<string, object> { ["country"] = "CZ" }, new Dictionary<string, object> { ["country"] = MmdbWriter.Flat("CZ") },
        ];
        var writer = new MmdbWriter(4).Add("200.0.0.0/8", MmdbWriter.Flat("DE"));
        for (var i = 0; i < shapes.Length; i++) writer.Add($"{i}.0.0.0/8", shapes[i]);
        using var database = Open(writer);

        Assert.All(shapes.Index(), shape => Assert.Equal(["-"], Find(database, $"{shape.Index}.1.1.1")));
        Assert.Equal(["DE"], Find(database, "200.1.1.1"));
    }

    [Fact]
    public void A_database_tells_what_it_is()
    {
        using var database = Open(new MmdbWriter(4).Add("1.0.0.0/8", MmdbWriter.Flat("CZ")));

        Assert.Equal("Test-Country", database.DatabaseType);
        Assert.Equal(DateTime.UnixEpoch.AddSeconds(1_760_000_000), database.BuiltAt);
    }

    private static CountryDatabase Open(MmdbWriter writer) => CountryDatabase.Read(new MemoryStream(writer.ToBytes()));

    /// <summary>The country of each, "-" where it is unknown.</summary>
    private static string[] Find(CountryDatabase database, params string[] addresses) =>
        [.. addresses.Select(address => database.FindOrNull(IPAddress.Parse(address)) ?? "-")];
}
