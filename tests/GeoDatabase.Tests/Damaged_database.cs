using System.Net;

namespace Contacts.GeoDatabase.Tests;

public sealed class Damaged_database
{
    public static TheoryData<int, int> Shapes => new() { { 24, 4 }, { 24, 6 }, { 28, 4 }, { 28, 6 }, { 32, 4 }, { 32, 6 } };

    [Fact]
    public void Is_refused_with_its_name_when_the_file_is_missing()
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.mmdb");

        var refusal = Assert.Throws<GeoDatabaseException>(() => CountryDatabase.Open(path));

        Assert.Contains(path, refusal.Message);
        Assert.Contains("does not exist", refusal.Message);
    }

    [Fact]
    public void Is_refused_when_the_path_is_a_folder_or_no_path()
    {
        Assert.Contains(Path.GetTempPath(), Assert.Throws<GeoDatabaseException>(() => CountryDatabase.Open(Path.GetTempPath())).Message);
        Assert.Throws<GeoDatabaseException>(() => CountryDatabase.Open("/dev/null"));
        Assert.Throws<GeoDatabaseException>(() => CountryDatabase.Open("a\0b"));
    }

    [Fact]
    public void Is_refused_when_the_file_is_something_else()
    {
        Assert.Contains("no MaxMind database", RefusalOf([]));
        var table = string.Concat(Enumerable.Repeat("1.0.0.0,1.0.0.255,AU\n", 20_000));
        Assert.Contains("no MaxMind database", RefusalOf(System.Text.Encoding.ASCII.GetBytes(table)));
    }

    [Fact]
    public void Is_refused_at_every_length_it_can_be_cut_to()
    {
        var whole = Sample(28, 6).ToBytes();

        for (var length = 0; length < whole.Length; length++)
        {
            // Past the metadata's last needed field a cut costs nothing that a lookup needs; everything before is refused.
            var problem = TryOpen(whole[..length], out var database);
            Assert.True(problem is not null || database!.FindCountry(IPAddress.Parse("1.2.3.4")) == "CZ", $"cut to {length} bytes");
        }
        Assert.NotNull(TryOpen(whole[..(whole.Length / 2)], out _));
    }

    [Theory, MemberData(nameof(Shapes))]
    public void Answers_or_is_refused_whatever_bytes_are_changed(int recordSize, int ipVersion)
    {
        var whole = Sample(recordSize, ipVersion).ToBytes();
        var random = new Random(20_260_101 + recordSize + ipVersion);
        var addresses = new[] { "1.2.3.4", "0.0.0.0", "255.255.255.255", "2001:db8::7", "::", "ffff::" }.Select(IPAddress.Parse).ToArray();
        var refused = 0;

        const int Rounds = 6_000;
        for (var round = 0; round < Rounds; round++)
        {
            if (TryOpen(Damage(whole, random), out var database) is not null)
                refused++;
            else
                Assert.All(addresses, address => Assert.True(database!.FindCountry(address) is null or { Length: 2 }));
        }

        Assert.InRange(refused, Rounds / 10, Rounds);
    }

    [Theory, InlineData("node_count", 0u), InlineData("node_count", 4_000_000_000u), InlineData("node_count", 1u),
     InlineData("record_size", (ushort)20), InlineData("record_size", "24"), InlineData("ip_version", (ushort)5),
     InlineData("binary_format_major_version", (ushort)3)]
    public void Is_refused_when_its_metadata_does_not_fit(string field, object value)
    {
        var bytes = Sample(24, 4).ToBytes();
        var metadata = new MemoryStream();
        var writer = Sample(24, 4);
        var end = bytes.AsSpan().LastIndexOf("MaxMind.com"u8) + "MaxMind.com".Length;
        writer.ToBytes();
        writer.Metadata[field] = value;
        new MmdbValueWriter(metadata, null).Write(writer.Metadata);

        Assert.NotEmpty(RefusalOf([.. bytes[..end], .. metadata.ToArray()]));
    }

    [Fact]
    public void Is_refused_when_its_tree_leads_back_to_itself_or_outside()
    {
        Assert.Contains("back to itself", RefusalOf(Sample(24, 4).SetRecord(3, 1, 3).ToBytes()));
        Assert.Contains("back to itself", RefusalOf(Sample(32, 6).SetRecord(20, 1, 2).ToBytes()));
        Assert.Contains("outside", RefusalOf(Sample(28, 6).SetRecord(5, 1, 9_000_000).ToBytes()));
        // One past the node count is inside the separator.
        Assert.Contains("outside", RefusalOf(new MmdbWriter(24, 4).Add("1.0.0.0/8", Layouts.Flat("CZ")).SetRecord(0, 1, 9).ToBytes()));
    }

    [Fact]
    public void Is_refused_when_its_tree_is_deeper_than_an_address()
    {
        var writer = Sample(24, 6).SetRecord(0, 1, 0);
        writer.Metadata["ip_version"] = (ushort)4;

        Assert.Contains("deeper", RefusalOf(writer.ToBytes()));
    }

    [Theory, InlineData(new byte[] { 0x20, 0x00 }, "another pointer"), InlineData(new byte[] { 0x27, 0xFF }, "past the end"),
     InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF }, "past the end"), InlineData(new byte[] { 0xE1, 0xE0 }, "not text"),
     InlineData(new byte[] { 0x00, 0xFF }, "unknown type"), InlineData(new byte[] { 0xE1, 0x41, 0x61, 0x62, 0, 0 }, "claims"),
     InlineData(new byte[] { 0xE1, 0x41, 0x61, 0x5D, 0xFF }, "past the end")]
    public void Is_refused_when_a_record_is_broken(byte[] record, string problem)
    {
        var writer = new MmdbWriter(24, 4).Add("1.0.0.0/8", new RawValue(record));

        Assert.Contains(problem, RefusalOf(writer.ToBytes()));
    }

    [Fact]
    public void Is_refused_when_values_nest_without_end()
    {
        // A hundred thousand arrays, each the only item of the one around it.
        var nested = Enumerable.Repeat(new byte[] { 0x01, 0x04 }, 100_000).SelectMany(bytes => bytes);
        var record = new RawValue([0xE1, 0x41, (byte)'a', .. nested]);

        Assert.Contains("more than", RefusalOf(new MmdbWriter(24, 4).Add("1.0.0.0/8", record).ToBytes()));
    }

    [Fact]
    public void Is_refused_when_a_map_claims_millions_of_entries()
    {
        var record = new RawValue([0xFF, 0xFF, 0xFF, 0xFF, .. Enumerable.Repeat((byte)0x40, 200_000)]);

        Assert.Contains("more than", RefusalOf(new MmdbWriter(24, 4).Add("1.0.0.0/8", record).ToBytes()));
    }

    [Fact]
    public void Is_refused_when_it_is_of_another_kind()
    {
        var networks = new MmdbWriter(24, 4).Add("1.0.0.0/8", new Dictionary<string, object> { ["autonomous_system_number"] = 13_335u });

        Assert.Contains("holds no countries", RefusalOf(networks.ToBytes()));
    }

    private static MmdbWriter Sample(int recordSize, int ipVersion)
    {
        var writer = new MmdbWriter(recordSize, ipVersion)
            .Add("1.2.0.0/16", Layouts.GeoLite2("CZ", "US"))
            .Add("1.3.0.0/16", Layouts.GeoLite2(null, "SK"))
            .Add("240.0.0.0/4", Layouts.Flat("DE"));
        return ipVersion == 4 ? writer : writer.Add("2001:db8::/48", Layouts.GeoLite2("NL"));
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

    private static string RefusalOf(byte[] content)
    {
        var problem = TryOpen(content, out _);
        Assert.NotNull(problem);
        Assert.Contains("damaged.mmdb", problem.Message);
        return problem.Message;
    }

    private static GeoDatabaseException? TryOpen(byte[] content, out CountryDatabase? database)
    {
        database = null;
        try
        {
            database = CountryDatabase.FromBytes(content, "damaged.mmdb");
            return null;
        }
        catch (GeoDatabaseException e)
        {
            return e;
        }
    }
}
