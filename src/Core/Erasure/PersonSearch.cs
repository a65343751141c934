using System.Buffers;
using System.Text;

namespace Contacts.Core.Erasure;

/// <summary>
/// Looks for a person in a file that comes in pieces, CSV or JSON lines: for an address or number of the person alone in a cell, in any
/// spelling, or anywhere as it is stored. Not thread-safe.
/// </summary>
public sealed class PersonSearch(ErasedPerson person)
{
    /// <summary>More than any cell that is an address or a number.</summary>
    private const int LongestRest = 64 * 1024;

    private static readonly SearchValues<char> _separators = SearchValues.Create(",;\t|\"\r\n[]{}");

    /// <summary>With what the addresses begin, as every other spelling of one in ASCII does, too.</summary>
    private readonly SearchValues<char> _initials = SearchValues.Create(
    [
        .. person.Emails.Concat(person.EmailKeys)
            .SelectMany(email => new[] { char.ToLowerInvariant(email[0]), char.ToUpperInvariant(email[0]) }),
    ]);

    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private string _rest = "";

    /// <summary>Whether the person is in the pieces so far, but for what the last cell has of the next one.</summary>
    public bool IsIn(ReadOnlySpan<byte> piece)
    {
        var characters = new char[_decoder.GetCharCount(piece, flush: false)];
        var length = _decoder.GetChars(piece, characters, flush: false);
        var text = _rest + new string(characters, 0, length);
        var end = text.AsSpan().LastIndexOfAny(_separators);
        _rest = text[(end + 1)..];
        if (_rest.Length > LongestRest) _rest = _rest[^LongestRest..];
        return person.Mentions(text) || HasCell(text.AsSpan(0, end + 1));
    }

    /// <summary>Whether the person is in the last cell.</summary>
    public bool IsInRest() => HasCell(_rest);

    private bool HasCell(ReadOnlySpan<char> text)
    {
        foreach (var range in text.SplitAny(_separators))
        {
            var cell = text[range].Trim();
            if (cell.Contains('@') && MayBeOwn(cell) && person.HasEmail(cell.ToString())) return true;
            if (person.EndsAsOne(cell) && person.HasPhone(cell.ToString())) return true;
        }
        return false;
    }

    private bool MayBeOwn(ReadOnlySpan<char> cell) =>
        !char.IsAsciiLetterOrDigit(cell[0]) || _initials.Contains(cell[0]) || !Ascii.IsValid(cell);
}
