using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace Contacts.Grains.Tests.Tickets.Countries;

/// <summary>
/// Makes small databases of the MaxMind format, with 24 bits a record. Values are strings, unsigned numbers and dictionaries; bytes stand
/// for themselves.
/// </summary>
internal sealed class MmdbWriter(int ipVersion)
{
    private readonly List<int[]> _nodes = [[0, 0]];
    private readonly MemoryStream _data = new();

    public Dictionary<string, object> Metadata { get; } = new()
    {
        ["binary_format_major_version"] = (ushort)2, ["binary_format_minor_version"] = (ushort)0, ["build_epoch"] = 1_760_000_000ul,
        ["database_type"] = "Test-Country", ["ip_version"] = (ushort)ipVersion, ["record_size"] = (ushort)24,
    };

    public static Dictionary<string, object> Flat(string country) => new() { ["country_code"] = country };

    public static Dictionary<string, object> Nested(string? country, string? registered = null)
    {
        var record = new Dictionary<string, object> { ["continent"] = new Dictionary<string, object> { ["code"] = "EU", ["geoname_id"] = 6255148u } };
        if (country is not null) record["country"] = new Dictionary<string, object> { ["iso_code"] = country, ["names"] = Flat("a name") };
        if (registered is not null) record["registered_country"] = new Dictionary<string, object> { ["iso_code"] = registered };
        return record;
    }

    /// <summary>Gives a network a record. IPv4 networks of a database for IPv6 go below ::/96.</summary>
    public MmdbWriter Add(string network, object record)
    {
        var parsed = IPNetwork.Parse(network);
        var (address, length) = (parsed.BaseAddress.GetAddressBytes(), parsed.PrefixLength);
        if (ipVersion == 6 && address.Length == 4) (address, length) = ([.. new byte[12], .. address], length + 96);
        var node = 0;
        for (var bit = 0; bit < length - 1; bit++) node = ChildOf(node, Bit(address, bit));
        _nodes[node][Bit(address, length - 1)] = -1 - (int)_data.Position; // By its sign a record is known until the nodes are counted.
        Write(_data, record);
        return this;
    }

    /// <summary>Leads one side of a node to any node, to make damaged trees.</summary>
    public MmdbWriter Lead(int node, int side, int to)
    {
        while (_nodes.Count <= node) _nodes.Add([0, 0]);
        _nodes[node][side] = to;
        return this;
    }

    public byte[] ToBytes()
    {
        Metadata.TryAdd("node_count", (uint)_nodes.Count);
        var file = new MemoryStream();
        foreach (var record in _nodes.SelectMany(node => node).Select(Resolve)) file.Write([(byte)(record >> 16), (byte)(record >> 8), (byte)record]);
        file.Write(new byte[16]);
        _data.WriteTo(file);
        file.Write([0xAB, 0xCD, 0xEF, .. "MaxMind.com"u8]);
        Write(file, Metadata);
        return file.ToArray();
    }

    private static int Bit(byte[] address, int bit) => (address[bit / 8] >> (7 - (bit % 8))) & 1;

    private int ChildOf(int node, int side)
    {
        if (_nodes[node][side] == 0) Lead(node, side, _nodes.Count).Lead(_nodes.Count, 0, 0);
        return _nodes[node][side];
    }

    private int Resolve(int record) => record switch
    {
        0 => _nodes.Count,
        < 0 => _nodes.Count + 16 + (-1 - record),
        _ => record,
    };

    private static void Write(Stream file, object value)
    {
        switch (value)
        {
            case byte[] raw: file.Write(raw); break;
            case string text: WriteHeader(file, 2, Encoding.UTF8.GetByteCount(text)); file.Write(Encoding.UTF8.GetBytes(text)); break;
            case ushort number: WriteHeader(file, 5, 2); WriteNumber(file, number, 2); break;
            case uint number: WriteHeader(file, 6, 4); WriteNumber(file, number, 4); break;
            case ulong number: WriteHeader(file, 9, 8); WriteNumber(file, number, 8); break;
            case Dictionary<string, object> map:
                WriteHeader(file, 7, map.Count);
                foreach (var item in map.SelectMany(entry => new[] { entry.Key, entry.Value })) Write(file, item);
                break;
            default: throw new ArgumentException($"no way to write a {value.GetType()}", nameof(value));
        }
    }

    private static void WriteNumber(Stream file, ulong number, int size)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, number);
        file.Write(bytes[^size..]);
    }

    /// <summary>Sizes up to 28 are in the first byte; those up to 284 have one of their own.</summary>
    private static void WriteHeader(Stream file, int type, int size)
    {
        var low = Math.Min(size, 29);
        file.Write(type < 8 ? [(byte)((type << 5) | low)] : [(byte)low, (byte)(type - 7)]);
        if (low == 29) file.WriteByte((byte)(size - 29));
    }
}
