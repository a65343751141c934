using System.Text;

namespace Contacts.Storage.Sqlite.Contacts;

/// <summary>The full-text query: trigrams that every match of a search must contain.</summary>
internal static class TrigramQuery
{
    // Enough to leave few rows to look at; every row is compared with the whole term anyway.
    private const int MaxTrigrams = 24;

    /// <summary>Null if the term, or another text that may match for it, has fewer than three characters.</summary>
    public static string? OfOrNull(SearchTerm term)
    {
        string?[] texts = [term.Needle, term.Digits, term.International, .. term.Names];
        var expressions = texts.OfType<string>().Select(OfOrNull).ToArray();
        return expressions.Contains(null) ? null : string.Join(" OR ", expressions.Select(expression => $"({expression})"));
    }

    private static string? OfOrNull(string text)
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
