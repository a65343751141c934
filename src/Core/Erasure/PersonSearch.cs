using System.Text;

namespace Contacts.Core.Erasure;

/// <summary>
/// Looks for a person in a file that comes in pieces, CSV or JSON lines: for an address or number of the person alone in a cell, in any
/// spelling, or anywhere as it is stored; where asked for, also for an integrator's id. Not thread-safe.
/// </summary>
public sealed class PersonSearch(ErasedPerson person, bool withForeignIds)
{
    /// <summary>More than any cell that is an address or a number.</summary>
    private const int LongestRest = 64 * 1024;

    /// <summary>More than an address or an id: one that has separators in it may begin in a piece and end in the next one.</summary>
    private const int ShortestRest = 1024;

    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private string _rest = "";

    /// <summary>Whether the person is in the pieces so far, but for the last cells, which may go on in the next one.</summary>
    public bool IsIn(ReadOnlySpan<byte> piece)
    {
        var characters = new char[_decoder.GetCharCount(piece, flush: false)];
        var length = _decoder.GetChars(piece, characters, flush: false);
        var text = _rest + new string(characters, 0, length);
        var end = text.AsSpan(0, Math.Max(0, text.Length - ShortestRest)).LastIndexOfAny(PersonCells.Separators);
        _rest = text[(end + 1)..];
        if (_rest.Length > LongestRest) _rest = _rest[^LongestRest..];
        return person.Mentions(text) || (withForeignIds && person.Cells.MentionsId(text))
            || person.Cells.AnyIn(text.AsSpan(0, end + 1), withForeignIds);
    }

    /// <summary>Whether the person is in the last cells.</summary>
    public bool IsInRest() => person.Cells.AnyIn(_rest, withForeignIds);
}
