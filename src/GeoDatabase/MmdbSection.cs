using System.Buffers.Binary;

namespace Contacts.GeoDatabase;

/// <summary>
/// Reads values of a data or metadata section; offsets and pointers count from its first byte. Whatever the bytes are, a read ends in a
/// value or a <see cref="MalformedDataException"/>: lengths are checked before they are used, nothing recurses, and a pointer is followed
/// once, as the format forbids a pointer to a pointer.
/// </summary>
internal readonly ref struct MmdbSection(ReadOnlySpan<byte> bytes)
{
    /// <summary>Values looked at in one map. Real records have less than a tenth; a damaged one may claim millions.</summary>
    private const int MaximumValues = 4_096;

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>The value of a map's key, or no value where the position is not a map or the map lacks the key.</summary>
    public bool TryFind(int map, ReadOnlySpan<byte> key, out int value)
    {
        value = -1;
        var header = ReadTarget(map);
        if (header.Type != MmdbType.Map)
            return false;

        var position = header.Payload;
        var budget = MaximumValues;
        for (var i = 0; i < header.Size; i++)
        {
            var name = ReadTarget(position);
            if (name.Type != MmdbType.Text)
                throw new MalformedDataException("a map has a key that is not text");
            var valueAt = Skip(position, ref budget);
            if (_bytes.Slice(name.Payload, name.Size).SequenceEqual(key))
            {
                value = valueAt;
                return true;
            }
            position = Skip(valueAt, ref budget);
        }
        return false;
    }

    public bool TryReadText(int position, out ReadOnlySpan<byte> text)
    {
        var header = ReadTarget(position);
        text = header.Type == MmdbType.Text ? _bytes.Slice(header.Payload, header.Size) : default;
        return header.Type == MmdbType.Text;
    }

    public bool TryReadUnsigned(int position, out ulong number)
    {
        number = 0;
        var header = ReadTarget(position);
        if (header.Type is not (MmdbType.UInt16 or MmdbType.UInt32 or MmdbType.UInt64))
            return false;
        foreach (var part in _bytes.Slice(header.Payload, header.Size))
            number = (number << 8) | part;
        return true;
    }

    /// <summary>
    /// The position after the value. Containers are counted instead of entered: however deep they nest, the stack does not grow.
    /// </summary>
    private int Skip(int position, ref int budget)
    {
        long pending = 1;
        while (pending > 0)
        {
            if (--budget < 0)
                throw new MalformedDataException($"a map has more than {MaximumValues} values");
            var header = ReadHeader(position);
            position = (int)header.End;
            pending += header.Children - 1;
        }
        return position;
    }

    private MmdbHeader ReadTarget(int position)
    {
        var header = ReadHeader(position);
        if (header.Type != MmdbType.Pointer)
            return header;
        header = ReadHeader(header.Target);
        return header.Type != MmdbType.Pointer ? header : throw new MalformedDataException("a pointer leads to another pointer");
    }

    private MmdbHeader ReadHeader(int position)
    {
        int control = ByteAt(position++);
        var type = (MmdbType)(control >> 5);
        if (type == MmdbType.Pointer)
            return ReadPointer(control, position);
        if (type == MmdbType.Extended)
            type = (MmdbType)(ByteAt(position++) + 7);

        var size = control & 0x1F;
        if (size >= 29)
        {
            var extra = size - 28;
            size = SizeBase(extra) + (int)ReadBigEndian(position, extra);
            position += extra;
        }
        var header = MmdbHeader.Of(type, size, position);
        return header.End <= _bytes.Length ? header : throw new MalformedDataException("a value runs past the end of its section");
    }

    private static int SizeBase(int extraBytes) => extraBytes switch { 1 => 29, 2 => 285, _ => 65_821 };

    private MmdbHeader ReadPointer(int control, int position)
    {
        var length = ((control >> 3) & 3) + 1;
        var low = ReadBigEndian(position, length);
        var high = length == 4 ? 0 : (uint)(control & 7) << (8 * length);
        var target = (high | low) + length switch { 2 => 2_048u, 3 => 526_336u, _ => 0L };
        if (target >= _bytes.Length)
            throw new MalformedDataException("a pointer leads past the end of its section");
        return new MmdbHeader(MmdbType.Pointer, 0, position, position + length, (int)target);
    }

    private uint ReadBigEndian(int position, int length)
    {
        if (position > _bytes.Length - length)
            throw new MalformedDataException("a value runs past the end of its section");
        Span<byte> padded = stackalloc byte[4];
        padded.Clear();
        _bytes.Slice(position, length).CopyTo(padded[(4 - length)..]);
        return BinaryPrimitives.ReadUInt32BigEndian(padded);
    }

    private byte ByteAt(int position) =>
        position < _bytes.Length ? _bytes[position] : throw new MalformedDataException("a value runs past the end of its section");
}
