using Contacts.Grains.Text;

namespace Contacts.Storage;

/// <summary>
/// What somebody searches for, as LIKE patterns with \ as the escape character: <see cref="Pattern"/> over the folded text of a contact
/// and, for a term without letters, <see cref="PhonePattern"/> over the digits of its phone. Digits that begin with 00 are also another spelling of
/// a phone's beginning: <see cref="InternationalPattern"/>, with a plus as phones are stored.
/// </summary>
internal sealed record SearchTerm(string Pattern, string? PhonePattern, string? InternationalPattern)
{
    /// <summary>Whether the term is of characters that no text is searched by, such as invisible ones: it finds nothing.</summary>
    public bool IsHopeless => Pattern.Length == 0;

    /// <summary>Null where the term is blank, which everything matches.</summary>
    public static SearchTerm? OfOrNull(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        var needle = TextFolding.Fold(text);
        if (needle.Length == 0) return new SearchTerm("", null, null);
        var digits = needle.Any(char.IsLetter) ? "" : string.Concat(needle.Where(char.IsAsciiDigit));
        return new SearchTerm(
            $"%{Escape(needle)}%", digits.Length == 0 || digits == needle ? null : $"%{digits}%",
            digits.Length > 2 && digits.StartsWith("00", StringComparison.Ordinal) ? $"%+{digits[2..]}%" : null);
    }

    private static string Escape(string text) => text.Replace(@"\", @"\\").Replace("%", @"\%").Replace("_", @"\_");
}
