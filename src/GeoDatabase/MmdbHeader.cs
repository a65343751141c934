namespace Contacts.GeoDatabase;

/// <summary>
/// What precedes a value: its type, its size (bytes of a scalar, entries of a container), where its own bytes start and where the next
/// header is. For a container that is its first child, for a pointer <paramref name="Target"/> is where it leads.
/// </summary>
internal readonly record struct MmdbHeader(MmdbType Type, int Size, int Payload, long End, int Target = -1)
{
    public long Children => Type switch { MmdbType.Map => 2L * Size, MmdbType.Array => Size, _ => 0 };

    public static MmdbHeader Of(MmdbType type, int size, int payload)
    {
        var limit = type switch
        {
            MmdbType.UInt16 => 2,
            MmdbType.UInt32 or MmdbType.Int32 or MmdbType.Float => 4,
            MmdbType.UInt64 or MmdbType.Double => 8,
            MmdbType.UInt128 => 16,
            MmdbType.Boolean => 1,
            MmdbType.Text or MmdbType.Bytes or MmdbType.Map or MmdbType.Array => int.MaxValue,
            _ => throw new MalformedDataException($"a value has the unknown type {(int)type}"),
        };
        var exact = type is MmdbType.Double or MmdbType.Float;
        if (size > limit || (exact && size != limit))
            throw new MalformedDataException($"a value of type {type} claims {size} bytes");

        // A boolean's value is its size; a container's children follow as values of their own.
        var ownBytes = type is MmdbType.Boolean or MmdbType.Map or MmdbType.Array ? 0 : size;
        return new MmdbHeader(type, size, payload, (long)payload + ownBytes);
    }
}
