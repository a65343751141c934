using System.Text.RegularExpressions;

namespace Contacts.Storage.Tests.Contract;

/// <summary>The table of docs/personal-data.md.</summary>
internal static partial class PersonalDataPage
{
    /// <summary>The columns named in a cell of each row.</summary>
    public static HashSet<(string Table, string Column)> Read(int cell) =>
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "personal-data.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries)[1..])
            .SelectMany(cells => Names(cells[cell]).Select(column => (Names(cells[0]).Single(), column))),
    ];

    private static IEnumerable<string> Names(string cell) => Name().Matches(cell).Select(match => match.Groups[1].Value);

    [GeneratedRegex("`([a-z_]+)`")]
    private static partial Regex Name();
}
