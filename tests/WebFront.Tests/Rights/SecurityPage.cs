using System.Text.RegularExpressions;

namespace Contacts.WebFront.Tests.Rights;

/// <summary>The tables of SECURITY.md.</summary>
internal static partial class SecurityPage
{
    /// <summary>The rows of the table whose first heading is <paramref name="heading"/>, as cells without the heading.</summary>
    public static string[][] Table(string heading) =>
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "SECURITY.md"))
            .SkipWhile(line => !line.StartsWith($"| {heading} |", StringComparison.Ordinal)).Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries)[1..^1]),
    ];

    /// <summary>What stands between back quotes.</summary>
    public static IEnumerable<string> Names(string cell) => Name().Matches(cell).Select(match => match.Groups[1].Value);

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Name();
}
