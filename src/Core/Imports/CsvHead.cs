using System.Collections.Immutable;
using System.Text;
using System.Text.Unicode;
using CsvHelper;

namespace Contacts.Core.Imports;

/// <summary>The first line of CSV: the names of the columns (null where one means nothing), and what separates fields.</summary>
internal sealed record CsvHead(char Delimiter, ImmutableArray<ImportColumn?> Columns, ImmutableArray<string> Ignored, long End)
{
    /// <summary>Reads the beginning of a file. Throws <see cref="ImportFileException"/>.</summary>
    public static CsvHead Read(ReadOnlyMemory<byte> head, char? delimiter)
    {
        var start = head.Span.StartsWith("\uFEFF"u8) ? 3 : 0;
        if (Hint(head.Span[start..]) is { } hint)
        {
            delimiter ??= hint.Delimiter;
            start += hint.Length;
        }
        var separator = delimiter ?? Detect(head.Span[start..]);
        var malformed = false;
        using var reader = CsvReader.Create(head[start..], CsvRows.Options(separator, _ => malformed = true));
        if (!reader.Read()) throw new ImportFileException("The file is empty");
        if (malformed || !Utf8.IsValid(reader.RawRecord)) throw new ImportFileException("The first line cannot be read as CSV in UTF-8");
        var names = Enumerable.Range(0, reader.FieldCount).Select(reader.GetString).ToArray();
        return Of(separator, names, start + reader.ByteOffset + reader.RawRecord.Length);
    }

    private static CsvHead Of(char separator, string[] names, long end)
    {
        var columns = names.Select(ImportColumns.FindOrNull).ToArray();
        for (var i = 0; i < columns.Length; i++)
            if (columns.AsSpan(0, i).Contains(columns[i])) columns[i] = null; // The first of several counts.
        if (!columns.Contains(ImportColumn.Email) && !columns.Contains(ImportColumn.Phone))
            throw new ImportFileException("The first line must name the columns, \"email\" or \"phone\" among them");
        var ignored = names.Where((name, i) => columns[i] is null && !string.IsNullOrWhiteSpace(name));
        return new(separator, [.. columns], [.. ignored], end);
    }

    /// <summary>The line "sep=;" that spreadsheets put in front.</summary>
    private static (char Delimiter, int Length)? Hint(ReadOnlySpan<byte> head) =>
        head.Length > 5 && Ascii.EqualsIgnoreCase(head[..4], "sep="u8) && head[5] is (byte)'\r' or (byte)'\n' ? ((char)head[4], 5) : null;

    /// <summary>That of comma, semicolon and tab which the first line has most of.</summary>
    private static char Detect(ReadOnlySpan<byte> head)
    {
        head = head.TrimStart("\r\n"u8);
        var end = head.IndexOfAny((byte)'\n', (byte)'\r');
        var line = end < 0 ? head : head[..end];
        var (commas, semicolons, tabs) = (line.Count((byte)','), line.Count((byte)';'), line.Count((byte)'\t'));
        if (tabs > commas && tabs > semicolons) return '\t';
        return semicolons > commas ? ';' : ',';
    }
}
