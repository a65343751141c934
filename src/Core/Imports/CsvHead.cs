using System.Collections.Immutable;
using System.Text;
using System.Text.Unicode;
using CsvHelper;

namespace Contacts.Core.Imports;

/// <summary>A column of CSV that means something.</summary>
internal readonly record struct CsvColumn(int Index, InputField Field);

/// <summary>
/// The first line of CSV: what separates fields, how many columns it names, which of them mean something (of several with one meaning the
/// preferred one last) and which mean nothing.
/// </summary>
internal sealed record CsvHead(
    char Delimiter, int Width, ImmutableArray<CsvColumn> Columns, ImmutableArray<string> Ignored, ImportPlace End)
{
    private static readonly char[] _delimiters = [',', ';', '\t'];

    /// <summary>Whether rows are shown of which no column means anything.</summary>
    public bool IsPreview { get; private init; }

    /// <summary>All names as they stand there.</summary>
    public required ImmutableArray<string> Names { get; init; }

    /// <summary>
    /// Reads the beginning of a file, which a preview may do before anybody has said which column is the address. Throws
    /// <see cref="ImportFileException"/>.
    /// </summary>
    public static CsvHead Read(
        ReadOnlyMemory<byte> head, char? delimiter, ImportMapping mapping, ImportMatch match = ImportMatch.Email, bool isPreview = false)
    {
        var start = head.Span.StartsWith("\uFEFF"u8) ? 3 : 0;
        if (Hint(head.Span[start..]) is { } hint)
        {
            delimiter ??= hint.Delimiter;
            start += hint.Length;
        }
        char[] separators = delimiter is { } known ? [known] : _delimiters;
        var found = separators.Select(separator => ReadOrNull(head, start, separator, mapping)).OfType<CsvHead>();
        var best = found.MaxBy(line => (line.HasKey(match), line.Columns.Length, line.Width))
            ?? throw new ImportFileException("The first line cannot be read as CSV in UTF-8");
        if (mapping.MissingOrNull(best.Names) is { } missing) throw Missing(missing);
        return best.HasKey(match) || isPreview ? best with { IsPreview = isPreview } : throw Unusable(best.Ignored);
    }

    /// <summary>Whether a column tells of whom a row is.</summary>
    private bool HasKey(ImportMatch match) => Columns.Any(column =>
        column.Field is InputField.Email or InputField.Phone || (column.Field == InputField.ExternalId && match == ImportMatch.ExternalId));

    /// <summary>The line "sep=;" that spreadsheets put in front.</summary>
    private static (char Delimiter, int Length)? Hint(ReadOnlySpan<byte> head) =>
        head.Length > 5 && Ascii.EqualsIgnoreCase(head[..4], "sep="u8) && head[5] is (byte)'\r' or (byte)'\n' ? ((char)head[4], 5) : null;

    /// <summary>The first line as that delimiter cuts it; null if its quotes are wrong then.</summary>
    private static CsvHead? ReadOrNull(ReadOnlyMemory<byte> head, int start, char delimiter, ImportMapping mapping)
    {
        var malformed = false;
        var options = CsvRows.Options(delimiter, _ => malformed = true) with { SkipEmptyLines = true };
        using var reader = CsvReader.Create(head[start..], options);
        if (!reader.Read()) throw new ImportFileException("The file is empty");
        if (malformed || !Utf8.IsValid(reader.RawRecord)) return null;
        var end = start + (int)reader.ByteOffset + reader.RawRecord.Length;
        var names = Enumerable.Range(0, reader.FieldCount).Select(reader.GetString).ToArray();
        return Of(delimiter, names, mapping, new(end, Row: 0, Line: 1 + ImportPlace.BreaksIn(head.Span[..end])));
    }

    private static CsvHead Of(char delimiter, string[] names, ImportMapping mapping, ImportPlace end)
    {
        var columns = names.Index()
            .DistinctBy(named => ImportColumns.Key(named.Item)) // The first of several with one name counts.
            .Select(named => (named.Index, Name: mapping.FindOrNull(named.Item)))
            .Where(named => named.Name is not null)
            .OrderByDescending(named => named.Name!.Value.Rank)
            .Select(named => new CsvColumn(named.Index, named.Name!.Value.Field))
            .ToImmutableArray();
        var ignored = names.Where((name, i) => !string.IsNullOrWhiteSpace(name) && !columns.Any(column => column.Index == i));
        return new(delimiter, names.Length, columns, [.. ignored], end) { Names = [.. names] };
    }

    private static ImportFileException Missing(string column) =>
        new($"The mapping names a column that the file does not have: \"{ImportColumns.Shown(column)}\"");

    /// <summary>Names what was found, unless that is a contact.</summary>
    private static ImportFileException Unusable(ImmutableArray<string> names)
    {
        const string Rule = "The first line must name the columns, \"email\" or \"phone\" among them";
        if (names.IsEmpty || names.Any(name => name.Contains('@') || name.Count(char.IsDigit) > 4)) return new(Rule);
        var seen = names.Take(ImportColumns.MostIgnored).Select(name => $"\"{ImportColumns.Shown(name)}\"");
        return new($"{Rule}. It names {string.Join(", ", seen)}");
    }
}
