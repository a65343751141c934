using System.Collections.Immutable;
using System.Text;
using CsvHelper;

namespace Contacts.Core.Imports;

/// <summary>Reads one line of CSV, such as a list in a query.</summary>
public static class CsvLine
{
    /// <summary>
    /// The fields that are not blank, trimmed; one with a comma or a quote in it may be quoted. Where the quotes are wrong they are
    /// characters like any other.
    /// </summary>
    public static ImmutableArray<string> Fields(string line)
    {
        var isMalformed = false;
        var utf8 = Encoding.UTF8.GetBytes(line.ReplaceLineEndings(" "));
        using var reader = CsvReader.Create(utf8, CsvRows.Options(',', _ => isMalformed = true));
        if (!reader.Read()) return [];
        var fields = isMalformed ? line.Split(',') : Enumerable.Range(0, reader.FieldCount).Select(reader.GetString);
        return [.. fields.Select(field => field.Trim()).Where(field => field.Length > 0)];
    }
}
