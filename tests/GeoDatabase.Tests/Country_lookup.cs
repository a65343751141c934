using System.Net;

namespace Contacts.GeoDatabase.Tests;

public sealed class Country_lookup
{
    public static TheoryData<int, int> Shapes => new() { { 24, 4 }, { 24, 6 }, { 28, 4 }, { 28, 6 }, { 32, 4 }, { 32, 6 } };

    [Theory, MemberData(nameof(Shapes))]
    public void Answers_for_each_network_and_nothing_around_it(int recordSize, int ipVersion)
    {
        var database = Open(new MmdbWriter(recordSize, ipVersion)
            .Add("1.2.3.0/24", Layouts.GeoLite2("CZ", "US"))
            .Add("1.2.4.7/32", Layouts.Flat("SK"))
            .Add("128.0.0.0/1", Layouts.GeoLite2("DE")));

        Assert.Null(Find(database, "1.2.2.255"));
        Assert.Equal("CZ", Find(database, "1.2.3.0"));
        Assert.Equal("CZ", Find(database, "1.2.3.255"));
        Assert.Null(Find(database, "1.2.4.0"));
        Assert.Equal("SK", Find(database, "1.2.4.7"));
        Assert.Null(Find(database, "1.2.4.8"));
        Assert.Null(Find(database, "127.255.255.255"));
        Assert.Equal("DE", Find(database, "128.0.0.0"));
        Assert.Equal("DE", Find(database, "255.255.255.255"));
    }

    [Theory, MemberData(nameof(Shapes))]
    public void Treats_mapped_addresses_as_the_IPv4_address_they_carry(int recordSize, int ipVersion)
    {
        var database = Open(new MmdbWriter(recordSize, ipVersion).Add("77.75.0.0/16", Layouts.Flat("CZ")));

        Assert.Equal("CZ", Find(database, "::ffff:77.75.1.2"));
        Assert.Null(Find(database, "::ffff:77.76.1.2"));
    }

    [Theory, InlineData(24), InlineData(28), InlineData(32)]
    public void Finds_IPv6_networks_down_to_single_addresses(int recordSize)
    {
        var database = Open(new MmdbWriter(recordSize, 6)
            .Add("2001:db8::/32", Layouts.GeoLite2("NL"))
            .Add("2a00::1/128", Layouts.GeoLite2("FR"))
            .Add("10.0.0.0/8", Layouts.Flat("GB")));

        Assert.Equal("NL", Find(database, "2001:db8:ffff::1"));
        Assert.Null(Find(database, "2001:db9::"));
        Assert.Equal("FR", Find(database, "2a00::1"));
        Assert.Equal("FR", Find(database, "2a00::1%7"));
        Assert.Null(Find(database, "2a00::2"));
        Assert.Equal("GB", Find(database, "10.1.2.3"));
    }

    [Fact]
    public void Knows_no_IPv6_address_in_an_IPv4_database()
    {
        var database = Open(new MmdbWriter(24, 4).Add("0.0.0.0/1", Layouts.Flat("US")).Add("128.0.0.0/1", Layouts.Flat("US")));

        Assert.Null(Find(database, "2001:db8::1"));
        Assert.Equal("US", Find(database, "200.1.1.1"));
    }

    [Fact]
    public void Gives_all_IPv4_addresses_the_record_of_a_network_that_covers_them()
    {
        var database = Open(new MmdbWriter(28, 6).Add("::/64", Layouts.Flat("CH")));

        Assert.Equal("CH", Find(database, "1.2.3.4"));
        Assert.Equal("CH", Find(database, "::ffff:1.2.3.4"));
    }

    [Fact]
    public void Prefers_the_country_then_the_registered_one_then_the_flat_field()
    {
        var both = Layouts.GeoLite2(null, "US");
        both["country_code"] = "FR";
        var database = Open(new MmdbWriter(24, 4)
            .Add("1.0.0.0/8", Layouts.GeoLite2("CZ", "US")).Add("2.0.0.0/8", both).Add("3.0.0.0/8", Layouts.Flat("FR")));

        Assert.Equal("CZ", Find(database, "1.1.1.1"));
        Assert.Equal("US", Find(database, "2.1.1.1"));
        Assert.Equal("FR", Find(database, "3.1.1.1"));
    }

    [Theory, InlineData("", null), InlineData("c", null), InlineData("CZE", null), InlineData("1Z", null), InlineData("@[", null),
     InlineData("č", null), InlineData("cz", "CZ"), InlineData("zA", "ZA")]
    public void Answers_only_with_two_upper_case_letters(string stored, string? answer)
    {
        var database = Open(new MmdbWriter(24, 4).Add("1.0.0.0/8", Layouts.Flat(stored)).Add("2.0.0.0/8", Layouts.Flat("DE")));

        Assert.Equal(answer, Find(database, "1.1.1.1"));
    }

    [Fact]
    public void Answers_unknown_for_records_of_another_shape()
    {
        object[] shapes =
        [
            "CZ", 7u, new List<object> { "CZ" }, new Dictionary<string, object>(),
            new Dictionary<string, object> { ["country_code"] = 42u },
            new Dictionary<string, object> { ["country"] = "CZ" }, new Dictionary<string, object> { ["country"] = Layouts.Flat("CZ") },
        ];
        var writer = new MmdbWriter(24, 4).Add("200.0.0.0/8", Layouts.Flat("DE"));
        for (var i = 0; i < shapes.Length; i++)
            writer.Add($"{i}.0.0.0/8", shapes[i]);
        var database = Open(writer);

        for (var i = 0; i < shapes.Length; i++)
            Assert.Null(Find(database, $"{i}.1.1.1"));
        Assert.Equal("DE", Find(database, "200.1.1.1"));
    }

    [Fact]
    public void Follows_pointers_of_every_width()
    {
        var writer = new MmdbWriter(32, 4);
        string[] countries = ["CZ", "SK", "DE", "AT", "PL", "HU"];
        for (var i = 0; i < countries.Length; i++)
        {
            // Each ballast moves the next record beyond what the narrower pointers can name.
            writer.Add($"{i}.1.0.0/16", Layouts.GeoLite2(countries[i])).Add($"{i}.2.0.0/16", Layouts.GeoLite2(countries[i]));
            writer.Add($"{i}.3.0.0/16", new Dictionary<string, object> { [$"ballast{i}"] = new string('x', (int)Math.Pow(15, i)) });
        }
        var database = Open(writer);

        Assert.All(countries.Index(), row => Assert.Equal(row.Item, Find(database, $"{row.Index}.2.9.9")));
    }

    [Fact]
    public void Follows_a_four_byte_pointer_whose_low_control_bits_are_set()
    {
        var record = new Dictionary<string, object> { ["country_code"] = new RawValue(0x3F, 0, 0, 0, 0), ["x"] = "y" };
        var text = new RawValue([0x42, (byte)'C', (byte)'Z']);
        var database = Open(new MmdbWriter(24, 4).Add("1.0.0.0/8", text).Add("2.0.0.0/8", record));

        Assert.Equal("CZ", Find(database, "2.0.0.1"));
    }

    [Fact]
    public void Allocates_nothing()
    {
        var database = Open(new MmdbWriter(24, 6).Add("1.2.3.0/24", Layouts.GeoLite2("CZ")).Add("2001:db8::/32", Layouts.Flat("NL")));
        IPAddress[] addresses = [.. new[] { "1.2.3.4", "2001:db8::1", "::ffff:1.2.3.4", "127.0.0.1" }.Select(IPAddress.Parse)];
        foreach (var address in addresses)
            database.FindCountry(address);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
            database.FindCountry(addresses[i % addresses.Length]);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Tells_what_the_database_says_of_itself()
    {
        var database = Open(new MmdbWriter(24, 4).Add("1.0.0.0/8", Layouts.Flat("CZ")));

        Assert.Equal("Test-Country", database.DatabaseType);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_760_000_000), database.BuiltAt);
    }

    private static CountryDatabase Open(MmdbWriter writer) => CountryDatabase.FromBytes(writer.ToBytes(), "test.mmdb");

    private static string? Find(CountryDatabase database, string address) => database.FindCountry(IPAddress.Parse(address));
}
