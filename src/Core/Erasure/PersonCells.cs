using System.Buffers;
using System.Collections.Immutable;
using System.Text;

namespace Contacts.Core.Erasure;

/// <summary>
/// Looks for a person in the cells of a text: in what is between the characters that CSV and JSON put around values. A cell is the person
/// where it is an address or number of the person alone, in any spelling, or, where asked for, an integrator's id.
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

    /// <summary>With what the ids end in ASCII, which no cleaning changes.</summary>
    private readonly SearchValues<char> _lastOfIds = SearchValues.Create([.. person.ForeignIds.Select(id => id[^1])]);

    /// <summary>Ids that are no cell, because they have separators in them.</summary>
    private readonly ImmutableArray<string> _longIds =
        [.. person.ForeignIds.Except(person.SharedForeignIds).Where(id => id.AsSpan().ContainsAny(Separators))];

    /// <summary>Whether one of the ids that have separators in them is in the text.</summary>
    public bool MentionsId(string text) => _longIds.Any(id => text.Contains(id, StringComparison.Ordinal));

    /// <summary>Whether one of the cells is the person.</summary>
    public bool AnyIn(ReadOnlySpan<char> text, bool withForeignIds = false)
    {
        foreach (var range in text.SplitAny(Separators))
        {
            var cell = text[range].Trim();
            if (cell.Contains('@') && MayBeOwn(cell) && person.HasEmail(cell.ToString())) return true;
            if (withForeignIds && MayBeId(cell) && person.HasForeignId(cell.ToString())) return true;
            if (person.EndsAsOne(cell) && person.HasPhone(cell.ToString())) return true;
        }
        return false;
    }

    private bool MayBeOwn(ReadOnlySpan<char> cell) =>
        !char.IsAsciiLetterOrDigit(cell[0]) || _initials.Contains(cell[0]) || !Ascii.IsValid(cell);

    private bool MayBeId(ReadOnlySpan<char> cell) => cell is [.., var last] && (!char.IsAscii(last) || _lastOfIds.Contains(last));
}
