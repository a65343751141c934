using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Contacts.Core.Imports;

/// <summary>Rows of JSON lines: an object in each line; blank lines are left out.</summary>
internal sealed class JsonRows(ImportData data, ImportMapping mapping, ImportPlace place) : ImportRows
{
    private ImportPlace _place = place;

    /// <summary>Of an object the fields that are known, by our own names.</summary>
    public override ImmutableArray<string> Names => ImportColumns.Own;

    public override async ValueTask<ImportRow?> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var (line, end) = await LineAsync(cancellationToken);
            if (end == _place.Position) return null;
            _place = _place.Next(end);
            if (line is not { } text) return Unreadable(ImportRow.TooLong, []);
            var trimmed = text.Span.Trim(" \t\r\n"u8);
            if (!trimmed.IsEmpty && !IsTrailer(trimmed)) return Read(text.Span);
        }
    }

    /// <summary>The line at the position (null if it is too long) and the position behind it.</summary>
    private async ValueTask<(ReadOnlyMemory<byte>? Line, long End)> LineAsync(CancellationToken cancellationToken)
    {
        var rest = await data.FromAsync(_place.Position, cancellationToken);
        var end = rest.Span.IndexOf((byte)'\n');
        if (end >= 0) return (end <= ImportRow.Limit ? rest[..end] : (ReadOnlyMemory<byte>?)null, _place.Position + end + 1);
        // It goes on in the next piece.
        var line = new ArrayBufferWriter<byte>();
        var position = _place.Position;
        while (!rest.IsEmpty)
        {
            end = rest.Span.IndexOf((byte)'\n');
            var part = end < 0 ? rest : rest[..end];
            if (line.WrittenCount <= ImportRow.Limit) line.Write(part.Span);
            position += end < 0 ? rest.Length : end + 1;
            if (end >= 0) break;
            rest = await data.FromAsync(position, cancellationToken);
        }
        return (line.WrittenCount <= ImportRow.Limit ? line.WrittenMemory : (ReadOnlyMemory<byte>?)null, position);
    }

    /// <summary>The last line of an export tells how many rows it has.</summary>
    private static bool IsTrailer(ReadOnlySpan<byte> line)
    {
        if (!line.StartsWith("{\"rows\":"u8) || line[^1] != '}') return false;
        var count = line["{\"rows\":".Length..^1].Trim((byte)' ');
        return !count.IsEmpty && !count.ContainsAnyExceptInRange((byte)'0', (byte)'9');
    }

    private ImportRow Unreadable(string rule, ReadOnlySpan<byte> line) =>
        ImportRow.Unreadable(_place, _place.Line, rule, [Encoding.UTF8.GetString(line)]);

    private ImportRow Read(ReadOnlySpan<byte> line)
    {
        if (!Utf8.IsValid(line)) return Unreadable(ImportRow.NotUtf8, line);
        try
        {
            var json = new Utf8JsonReader(line);
            if (json.Read() && json.TokenType == JsonTokenType.StartObject) return ReadObject(ref json);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // The latter: half a surrogate pair.
        {
        }
        return Unreadable("The row is not one JSON object", line);
    }

    private ImportRow ReadObject(ref Utf8JsonReader json)
    {
        var row = new ImportRow { Behind = _place, Line = _place.Line };
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString()!;
            json.Read();
            if (mapping.FindOrNull(name)?.Field is not { } field)
            {
                Ignore(name);
                json.Skip();
            }
            else
            {
                row = JsonValue.Take(ref json, field, row);
            }
        }
        json.Read(); // Anything behind the object throws.
        return row with { Cells = ImportColumns.CellsOf(row) };
    }
}
