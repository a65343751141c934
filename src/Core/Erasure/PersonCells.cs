using System.Buffers;
using System.Text;

namespace Contacts.Core.Erasure;

/// <summary>
/// Looks for a person in the cells of a text: in what is between the characters that CSV and JSON put around values. A cell is the person
/// where it is an address or number of the person alone, in any spelling.
/// </summary>
internal sealed class PersonCells(ErasedPerson person)
{
    /// <summary>What may be around a value.</summary>
    public static readonly SearchValues<char> Separators = SearchValues.Create(",;\t|\"\r\n[]{}");

    /// <summary>With what the addresses begin, as every other spelling of one in ASCII does, too.</summary>
    private readonly SearchValues<char> _initials = SearchValues.Create(
    [
        .. person.Emails.Concat(person.EmailKeys)
            .SelectMany(email => new[] { char.ToLowerInvariant(email[0]), char.ToUpperInvariant(email[0]) }),
    ]);

    /// <summary>Whether one of the cells is the person.</summary>
    public bool AnyIn(ReadOnlySpan<char> text)
    {
        foreach (var range in text.SplitAny(Separators))
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
