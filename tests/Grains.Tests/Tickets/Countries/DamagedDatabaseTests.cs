using System.Net;
using System.Text;
using Contacts.Grains.Tickets.Countries;

namespace Contacts.Grains.Tests.Tickets.Countries;

public sealed class DamagedDatabaseTests
{
    private static readonly IPAddress[] _addresses =
        [.. new[] { "1.2.3.4", "0.0.0.0", "255.255.255.255", "2001:db8::7", "::", "ffff::" }.Select(IPAddress.Parse)];

    [Fact]
    public void What_is_no_database_is_refused()
    {
        AssertRefused([]);
        AssertRefused(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("1.0.0.0,1.0.0.255,AU\n", 20_000))));
    }

    [Fact]
    public void A_database_is_refused_at_every_length_to_which_it_can_be_cut()
    {
        var whole = Sample(6).ToBytes();

        for (var length = 0; length < whole.Length; length++)
            // Past the last field that is needed a cut costs nothing.
            if (TryRead(whole[..length], out var database))
                using (database) Assert.Equal("CZ", database!.FindOrNull(_addresses[0]));
        AssertRefused(whole[..(whole.Length / 2)]);
    }

    [Theory, InlineData(4), InlineData(6)]
    public void A_database_is_refused_or_answers_whichever_bytes_are_changed(int ipVersion)
    {
        const int Rounds = 6_000;
        var whole = Sample(ipVersion).ToBytes();
        var random = new Random(20_260_101 + ipVersion);
        var refused = 0;

        for (var round = 0; round < Rounds; round++)
            if (TryRead(Damage(whole, random), out var database))
                using (database) Assert.All(_addresses, address => Assert.True(database!.FindOrNull(address) is null or { Length: 2 }));
            else refused++;

        Assert.InRange(refused, Rounds / 10, Rounds);
    }

    [Theory, InlineData("node_count", 0u), InlineData("node_count", 4_000_000_000u), InlineData("node_count", 1u),
     InlineData("record_size", (ushort)20), InlineData("record_size", "24"), InlineData("ip_version", (ushort)5),
     InlineData("build_epoch", ulong.MaxValue), InlineData("binary_format_major_version", (ushort)3)]
    public void Metadata_that_does_not_fit_is_refused(string field, object value)
    {
        var writer = Sample(4);
        writer.Metadata[field] = value;

        AssertRefused(writer.ToBytes());
    }

    [Fact]
    public void A_tree_that_leads_back_to_itself_or_outside_is_refused()
    {
        AssertRefused(Sample(4).Lead(3, 1, 3).ToBytes());
        AssertRefused(Sample(6).Lead(20, 1, 2).ToBytes());
        AssertRefused(Sample(6).Lead(5, 1, 9_000_000).ToBytes());
    }

    [Fact]
    public void A_tree_that_leads_to_a_network_on_too_many_ways_is_refused()
    {
        var writer = new MmdbWriter(6).Lead(64, 0, 0);
        for (var level = 0; level < 64; level++) writer.Lead(level, 0, level + 1).Lead(level, 1, level + 1);

        AssertRefused(writer.Add("::/66", MmdbWriter.Flat("CZ")).ToBytes());
    }

    [Fact]
    public void A_tree_that_is_deeper_than_an_address_is_refused()
    {
        var writer = Sample(6);
        writer.Metadata["ip_version"] = (ushort)4;

        AssertRefused(writer.ToBytes());
    }

    [Theory, InlineData(new byte[] { 0x27, 0xFF }), InlineData(new byte[] { 0xE1, 0xE0 }), InlineData(new byte[] { 0x00, 0xFF }),
     InlineData(new byte[] { 0xE1, 0x41, 0x61, 0x5D, 0xFF })]
    public void A_broken_record_is_refused_and_an_unknown_country_where_nobody_looked(byte[] record)
    {
        var content = new MmdbWriter(4).Add("2.0.0.0/8", MmdbWriter.Flat("CZ")).Add("1.0.0.0/8", record).ToBytes();

        AssertRefused(content);
        using var database = CountryDatabase.ReadUnchecked(new MemoryStream(content));
        Assert.Null(database.FindOrNull(IPAddress.Parse("1.1.1.1")));
        Assert.Equal("CZ", database.FindOrNull(IPAddress.Parse("2.1.1.1")));
    }

    [Fact]
    public void Values_that_nest_without_end_are_refused()
    {
        // A hundred thousand arrays, each the only item of the one around it.
        byte[] record = [0xE1, 0x41, (byte)'a', .. Enumerable.Repeat(new byte[] { 0x01, 0x04 }, 100_000).SelectMany(bytes => bytes)];

        AssertRefused(new MmdbWriter(4).Add("1.0.0.0/8", record).ToBytes());
    }

    [Fact]
    public void A_database_of_another_kind_is_refused()
    {
        var networks = new MmdbWriter(4).Add("1.0.0.0/8", new Dictionary<string, object> { ["autonomous_system_number"] = 13_335u });

        AssertRefused(networks.ToBytes());
    }

    private static MmdbWriter Sample(int ipVersion)
    {
        var writer = new MmdbWriter(ipVersion).Add("1.2.0.0/16", MmdbWriter.Nested("CZ", "US"))
            .Add("1.3.0.0/16", MmdbWriter.Nested(null, "SK")).Add("240.0.0.0/4", MmdbWriter.Flat("DE"));
        return ipVersion == 4 ? writer : writer.Add("2001:db8::/48", MmdbWriter.Nested("NL"));
    }

    private static byte[] Damage(byte[] whole, Random random)
    {
        var bytes = whole.ToArray();
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var at = random.Next(bytes.Length);
            bytes[at] = random.Next(3) switch { 0 => (byte)(bytes[at] ^ (1 << random.Next(8))), 1 => 0xFF, _ => (byte)random.Next(256) };
        }
        return random.Next(4) == 0 ? bytes[..random.Next(bytes.Length)] : bytes;
    }

    private static void AssertRefused(byte[] content)
    {
        Assert.False(TryRead(content, out var database));
        Assert.Null(database);
    }

    private static bool TryRead(byte[] content, out CountryDatabase? database)
    {
        database = null;
        try
        {
            database = CountryDatabase.Read(new MemoryStream(content));
            return true;
        }
        catch (CountryDatabaseException)
        {
            return false;
        }
    }
}
