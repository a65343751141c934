using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Unicode;

namespace Contacts.Core.Imports;

/// <summary>Rows of JSON lines: an object in each line; blank lines are left out.</summary>
internal sealed class JsonRows(ImportData data, long position) : ImportRows
{
    private long _position = position;

    public override async ValueTask<ImportRow?> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var (line, end) = await LineAsync(cancellationToken);
            if (end == _position) return null;
            _position = end;
            if (line is not { } text) return ImportRow.TooLong(end);
            if (!text.Span.Trim(" \t\r\n"u8).IsEmpty) return Read(text.Span, end);
        }
    }

    /// <summary>The line at the position (null where it is too long) and the position behind it.</summary>
    private async ValueTask<(ReadOnlyMemory<byte>? Line, long End)> LineAsync(CancellationToken cancellationToken)
    {
        var rest = await data.FromAsync(_position, cancellationToken);
        var end = rest.Span.IndexOf((byte)'\n');
        if (end >= 0) return (end <= ImportRow.Limit ? rest[..end] : (ReadOnlyMemory<byte>?)null, _position + end + 1);
        // It goes on in the next piece.
        var line = new ArrayBufferWriter<byte>();
        var position = _position;
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

    private ImportRow Read(ReadOnlySpan<byte> line, long end)
    {
        if (!Utf8.IsValid(line)) return ImportRow.NotUtf8(end);
        try
        {
            var json = new Utf8JsonReader(line);
            if (json.Read() && json.TokenType == JsonTokenType.StartObject) return ReadObject(ref json, end);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // The latter: half a surrogate pair.
        {
        }
        return ImportRow.Unreadable(end, "The row is not one JSON object");
    }

    private ImportRow ReadObject(ref Utf8JsonReader json, long end)
    {
        var row = new ImportRow { End = end };
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString()!;
            json.Read();
            if (ImportColumns.FindOrNull(name) is not { } column)
            {
                Ignore(name);
                json.Skip();
            }
            else if (JsonValue.Take(ref json, column, row) is { } problem)
            {
                row = row with { Problem = row.Problem ?? problem };
            }
        }
        json.Read(); // Anything behind the object throws.
        return row;
    }
}
