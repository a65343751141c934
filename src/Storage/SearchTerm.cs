using System.Collections.Immutable;
using System.Text;
using Contacts.Core.Text;

namespace Contacts.Storage;

/// <summary>
/// A parsed search term: the folded term, which must be part of the search text; the digits of a term without letters, where they are
/// not the term itself, which may be part of the phone instead; and where these begin with 00, the beginning of the phone that is spelled
/// so, with a plus as phones are stored. Of a term in Chinese, Japanese or Korean without white space also all ways in which it may be a
/// name in two parts.
/// </summary>
internal sealed record SearchTerm(string Needle, string? Digits, string? International, ImmutableArray<string> Names)
{
    /// <summary>The most characters of a name in these languages.</summary>
    private const int LongestName = 12;

    /// <summary>Whether the term is of characters that no text is searched by, such as invisible ones: it finds nothing.</summary>
    public bool IsHopeless => Needle.Length == 0;

    /// <summary>Null if the term is blank, which everything matches.</summary>
    public static SearchTerm? OfOrNull(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        var needle = TextFolding.Fold(text);
        var digits = DigitsOf(needle);
        return new SearchTerm(
            needle, digits.Length == 0 || digits == needle ? null : digits,
            digits.Length > 2 && digits.StartsWith("00", StringComparison.Ordinal) ? $"+{digits[2..]}" : null,
            NamesIn(text));
    }

    private static ImmutableArray<string> NamesIn(string text)
    {
        var runes = TextFolding.Plain(text).Trim().EnumerateRunes().ToArray();
        if (runes.Length is < 2 or > LongestName || !runes.All(IsUnspaced)) return [];
        return [.. Enumerable.Range(1, runes.Length - 1).Select(i => $"{Fold(runes[..i])} {Fold(runes[i..])}")];
    }

    private static string Fold(Rune[] part) => TextFolding.Fold(string.Concat(part));

    /// <summary>Kana, Han characters and Hangul syllables.</summary>
    private static bool IsUnspaced(Rune rune) => rune.Value is
        (>= 0x3005 and <= 0x3007) or (>= 0x3041 and <= 0x30FF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF)
        or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x323AF);

    /// <summary>The digits of a term without letters; empty for any other.</summary>
    private static string DigitsOf(string needle)
    {
        foreach (var rune in needle.EnumerateRunes())
            if (Rune.IsLetter(rune)) return "";
        return string.Concat(needle.Where(char.IsAsciiDigit));
    }
}
