using System.Text;
using Contacts.Core.Text;

namespace Contacts.Storage;

/// <summary>
/// What somebody searches for: the folded term, which must be part of the search text; the digits of a term without letters, where they are
/// not the term itself, which may be part of the phone instead; and where these begin with 00, the beginning of the phone that is spelled
/// so, with a plus as phones are stored.
/// </summary>
internal sealed record SearchTerm(string Needle, string? Digits, string? International)
{
    /// <summary>Whether the term is of characters that no text is searched by, such as invisible ones: it finds nothing.</summary>
    public bool IsHopeless => Needle.Length == 0;

    /// <summary>Null where the term is blank, which everything matches.</summary>
    public static SearchTerm? OfOrNull(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        var needle = TextFolding.Fold(text);
        var digits = DigitsOf(needle);
        return new SearchTerm(
            needle, digits.Length == 0 || digits == needle ? null : digits,
            digits.Length > 2 && digits.StartsWith("00", StringComparison.Ordinal) ? $"+{digits[2..]}" : null);
    }

    /// <summary>The digits of a term without letters; empty for any other.</summary>
    private static string DigitsOf(string needle)
    {
        foreach (var rune in needle.EnumerateRunes())
            if (Rune.IsLetter(rune)) return "";
        return string.Concat(needle.Where(char.IsAsciiDigit));
    }
}
