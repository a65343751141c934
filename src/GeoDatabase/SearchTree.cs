namespace Contacts.GeoDatabase;

/// <summary>
/// The binary search tree at the start of a database. A record is the number of another node, or the node count for "nothing known", or
/// more for a place in the data section. <see cref="CheckAndCollect"/> has to pass before the first lookup.
/// </summary>
internal sealed class SearchTree
{
    /// <summary>Zero bytes between tree and data; also added to every data record, so that such records never look like nodes.</summary>
    public const int SeparatorSize = 16;

    private const int Ipv4PrefixBits = 96;

    private readonly byte[] _file;
    private readonly int _nodeCount;
    private readonly int _recordSize;
    private readonly int _dataSize;
    private readonly long _ipv4Root;

    public SearchTree(byte[] file, MmdbMetadata metadata, int dataEnd)
    {
        _file = file;
        _nodeCount = metadata.NodeCount;
        _recordSize = metadata.RecordSize;
        Bits = metadata.IpVersion == 4 ? 32 : 128;

        var treeSize = (long)_nodeCount * _recordSize / 4;
        if (treeSize + SeparatorSize > dataEnd)
            throw new MalformedDataException($"its {_nodeCount} nodes do not fit into the file, it is cut off or damaged");
        DataStart = (int)treeSize + SeparatorSize;
        if (file.AsSpan((int)treeSize, SeparatorSize).ContainsAnyExcept((byte)0))
            throw new MalformedDataException("the data section does not start where the metadata says");
        _dataSize = dataEnd - DataStart;
        _ipv4Root = Bits == 32 ? 0 : Descend(0, stackalloc byte[Ipv4PrefixBits / 8]);
    }

    public int Bits { get; }

    public int DataStart { get; }

    /// <summary>
    /// The offset in the data section, or -1 where the tree knows nothing. The address has as many bits as the tree, or 32.
    /// </summary>
    public int Find(ReadOnlySpan<byte> address)
    {
        var record = Descend(address.Length == 4 ? _ipv4Root : 0, address);
        return record > _nodeCount ? DataOffset(record) : -1;
    }

    /// <summary>
    /// Visits every node that can be reached and returns the data offsets they lead to. Refuses records that lead outside the file,
    /// cycles, and paths longer than an address.
    /// </summary>
    public IReadOnlySet<int> CheckAndCollect()
    {
        var offsets = new HashSet<int>();
        var heights = new byte[_nodeCount];
        var path = new Stack<int>(Bits + 1);
        path.Push(0);
        while (path.TryPeek(out var node))
        {
            heights[node] = TreeHeight.Open;
            if (FirstUnvisited(node, heights) is { } child)
            {
                if (path.Count >= Bits)
                    throw new MalformedDataException("the search tree is deeper than an address is long");
                path.Push(child);
                continue;
            }
            heights[node] = CloseNode(node, heights, offsets);
            path.Pop();
        }
        return offsets;
    }

    private int? FirstUnvisited(int node, byte[] heights)
    {
        for (var side = 0; side < 2; side++)
        {
            var record = ReadRecord(node, side);
            if (record >= _nodeCount)
                continue;
            if (heights[record] == TreeHeight.Open)
                throw new MalformedDataException("the search tree leads back to itself");
            if (heights[record] == TreeHeight.Unvisited)
                return (int)record;
        }
        return null;
    }

    private byte CloseNode(int node, byte[] heights, HashSet<int> offsets)
    {
        var height = 1;
        for (var side = 0; side < 2; side++)
        {
            var record = ReadRecord(node, side);
            if (record < _nodeCount)
                height = Math.Max(height, heights[record] + 1);
            else if (record > _nodeCount)
                offsets.Add(DataOffset(record));
        }
        return height <= Bits ? (byte)height : throw new MalformedDataException("the search tree is deeper than an address is long");
    }

    private int DataOffset(long record)
    {
        var offset = record - _nodeCount - SeparatorSize;
        return offset >= 0 && offset < _dataSize
            ? (int)offset
            : throw new MalformedDataException("the search tree leads outside the data section");
    }

    private long Descend(long record, ReadOnlySpan<byte> address)
    {
        for (var bit = 0; bit < address.Length * 8 && record < _nodeCount; bit++)
            record = ReadRecord((int)record, (address[bit >> 3] >> (7 - (bit & 7))) & 1);
        return record;
    }

    private long ReadRecord(int node, int side)
    {
        var start = (long)node * (_recordSize / 4);
        var at = _file.AsSpan((int)start, _recordSize / 4);
        return _recordSize switch
        {
            24 => (at[side * 3] << 16) | (at[(side * 3) + 1] << 8) | at[(side * 3) + 2],
            28 => (((at[3] >> (side == 0 ? 4 : 0)) & 0xF) << 24) | (at[side * 4] << 16) | (at[(side * 4) + 1] << 8) | at[(side * 4) + 2],
            _ => ((uint)at[side * 4] << 24) | ((uint)at[(side * 4) + 1] << 16) | ((uint)at[(side * 4) + 2] << 8) | at[(side * 4) + 3],
        };
    }
}
