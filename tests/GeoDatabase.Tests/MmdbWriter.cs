namespace Contacts.GeoDatabase.Tests;

/// <summary>
/// Makes small databases of any record size and address family. Values are strings, numbers, booleans, lists and dictionaries;
/// <see cref="RawValue"/> stands for bytes as they are. Equal records are stored once, and repeated strings become pointers.
/// </summary>
internal sealed class MmdbWriter(int recordSize, int ipVersion)
{
    private readonly List<int[]> _nodes = [[0, 0]];
    private readonly Dictionary<object, int> _recordOffsets = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, int> _texts = [];
    private readonly MemoryStream _data = new();

    public Dictionary<string, object> Metadata { get; } = new()
    {
        ["binary_format_major_version"] = (ushort)2,
        ["binary_format_minor_version"] = (ushort)0,
        ["build_epoch"] = 1_760_000_000ul,
        ["database_type"] = "Test-Country",
        ["description"] = new Dictionary<string, object> { ["en"] = "made by a test" },
        ["ip_version"] = (ushort)ipVersion,
        ["languages"] = new List<object> { "en" },
        ["record_size"] = (ushort)recordSize,
    };

    /// <summary>Gives a network a record. IPv4 networks of an IPv6 database go below ::/96.</summary>
    public MmdbWriter Add(string network, object record)
    {
        var parsed = System.Net.IPNetwork.Parse(network);
        var address = parsed.BaseAddress.GetAddressBytes();
        var length = parsed.PrefixLength;
        if (ipVersion == 6 && address.Length == 4)
            (address, length) = ([.. new byte[12], .. address], length + 96);

        var node = 0;
        for (var bit = 0; bit < length - 1; bit++)
            node = ChildOf(node, Bit(address, bit));
        // Until the node count is known a record is marked by its sign.
        _nodes[node][Bit(address, length - 1)] = -1 - OffsetOf(record);
        return this;
    }

    /// <summary>Overwrites one record of the tree with any value, to make damaged trees.</summary>
    public MmdbWriter SetRecord(int node, int side, int value)
    {
        _nodes[node][side] = value;
        return this;
    }

    public byte[] ToBytes()
    {
        Metadata["node_count"] = (uint)_nodes.Count;
        var file = new MemoryStream();
        foreach (var node in _nodes)
            WriteNode(file, Resolve(node[0]), Resolve(node[1]));
        file.Write(new byte[16]);
        _data.WriteTo(file);
        file.Write([0xAB, 0xCD, 0xEF, .. "MaxMind.com"u8]);
        new MmdbValueWriter(file, null).Write(Metadata);
        return file.ToArray();
    }

    private static int Bit(byte[] address, int bit) => (address[bit / 8] >> (7 - (bit % 8))) & 1;

    private int ChildOf(int node, int side)
    {
        if (_nodes[node][side] == 0)
        {
            _nodes[node][side] = _nodes.Count;
            _nodes.Add([0, 0]);
        }
        return _nodes[node][side];
    }

    private int OffsetOf(object record)
    {
        if (!_recordOffsets.TryGetValue(record, out var offset))
        {
            offset = new MmdbValueWriter(_data, _texts).WriteRecord(record);
            _recordOffsets.Add(record, offset);
        }
        return offset;
    }

    private uint Resolve(int record) => record switch
    {
        0 => (uint)_nodes.Count,
        < 0 => (uint)(_nodes.Count + 16 + (-1 - record)),
        _ => (uint)record,
    };

    private void WriteNode(Stream file, uint left, uint right)
    {
        file.Write(recordSize switch
        {
            24 => [.. Tail(left, 3), .. Tail(right, 3)],
            28 => [.. Tail(left, 3), (byte)((left >> 24 << 4) | (right >> 24)), .. Tail(right, 3)],
            _ => [.. Tail(left, 4), .. Tail(right, 4)],
        });
    }

    private static byte[] Tail(uint value, int count) =>
        [.. Enumerable.Range(0, count).Select(i => (byte)(value >> (8 * (count - 1 - i))))];
}
