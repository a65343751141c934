using System.Buffers;

namespace Contacts.Core.Imports;

/// <summary>
/// A place between two rows of a file: what is before <paramref name="Position"/> (in bytes) is done. <paramref name="Row"/> is the number
/// of the last row before it, from 1, blank ones counted and a header not; <paramref name="Line"/> is the line in which that row ends.
/// </summary>
public readonly record struct ImportPlace(long Position, long Row, long Line)
{
    private static readonly SearchValues<byte> _breaks = SearchValues.Create("\r\n"u8);

    /// <summary>The place behind one more row, which ends at a position and has so many line breaks inside.</summary>
    public ImportPlace Next(long position, int breaks = 0) => new(position, Row + 1, Line + 1 + breaks);

    /// <summary>The line breaks of a text: CR, LF and CR LF count once.</summary>
    public static int BreaksIn(ReadOnlySpan<byte> text)
    {
        var count = 0;
        while (text.IndexOfAny(_breaks) is var at and >= 0)
        {
            count++;
            text = text[(at + (text[at..].StartsWith("\r\n"u8) ? 2 : 1))..];
        }
        return count;
    }
}
