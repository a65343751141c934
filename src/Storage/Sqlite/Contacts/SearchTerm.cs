using System.Text;
using Contacts.Grains.Text;

namespace Contacts.Storage.Sqlite.Contacts;

/// <summary>
/// A search as the database is asked: the folded term, which must be part of the search text; the digits of a term without letters,
/// which may be part of the phone instead; where these begin with 00, the beginning of the phone that is spelled so, with a plus as phones are
/// stored; and, where all of them have three characters, the trigrams that every match must have.
/// </summary>
internal sealed record SearchTerm(string Needle, string? Digits, string? International, string? Trigrams)
{
    // Enough to leave few rows to look at; every row is compared with the whole term anyway.
    private const int MaxTrigrams = 24;

    /// <summary>Whether the term is of characters that no text is searched by, such as invisible ones: it finds nothing.</summary>
    public bool IsHopeless => Needle.Length == 0;

    /// <summary>Null where the term is blank, which every contact matches.</summary>
    public static SearchTerm? Of(string? term)
    {
        if (string.IsNullOrWhiteSpace(term)) return null;
        var needle = TextFolding.Fold(term);
        if (needle.Length == 0) return new SearchTerm("", null, null, null);
        var digits = DigitsOf(needle);
        var international = digits.Length > 2 && digits.StartsWith("00", StringComparison.Ordinal) ? $"+{digits[2..]}" : null;
        var others = digits.Length == 0 || digits == needle ? null : digits;
        return new SearchTerm(needle, others, international, TrigramsOf(needle, others, international));
    }

    /// <summary>The digits of a term without letters; empty for any other.</summary>
    private static string DigitsOf(string needle)
    {
        foreach (var rune in needle.EnumerateRunes())
            if (Rune.IsLetter(rune)) return "";
        return string.Concat(needle.Where(char.IsAsciiDigit));
    }

    /// <summary>Those of any of the texts; null where one of them is too short.</summary>
    private static string? TrigramsOf(params string?[] texts)
    {
        var expressions = texts.OfType<string>().Select(TrigramsOf).ToArray();
        return expressions.Contains(null) ? null : string.Join(" OR ", expressions.Select(expression => $"({expression})"));
    }

    private static string? TrigramsOf(string text)
    {
        var runes = text.EnumerateRunes().ToArray();
        // A zero character would end the expression.
        if (runes.Length < 3 || text.Contains('\0')) return null;
        var expression = new StringBuilder();
        for (var i = 0; i < Math.Min(runes.Length - 2, MaxTrigrams); i++)
        {
            if (i > 0) expression.Append(" AND ");
            var trigram = string.Concat(runes[i], runes[i + 1], runes[i + 2]);
            expression.Append('"').Append(trigram.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
        }
        return expression.ToString();
    }
}
