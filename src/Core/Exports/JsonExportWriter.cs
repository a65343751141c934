using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Contacts.Core.Exports;

/// <summary>
/// JSON lines: an object for each contact, and in the last line how many there were, by which a reader knows that it has all.
/// </summary>
internal sealed class JsonExportWriter(ExportRequest request, Stream stream) : ExportWriter(request), IExportCells
{
    private static readonly JsonWriterOptions _options =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly BufferedStream _lines = new(stream, 1 << 15);
    private Utf8JsonWriter? _json;

    private Utf8JsonWriter Line => _json ??= new(_lines, _options);

    public override void Flush() => _lines.Flush();

    public override void Dispose() => _json?.Dispose();

    public override void End()
    {
        Line.WriteStartObject();
        Line.WriteNumber("rows", Rows);
        EndLine();
    }

    public void Text(string? value) => Line.WriteStringValue(value);

    public void Number(long value) => Line.WriteNumberValue(value);

    public void Boolean(bool? value)
    {
        if (value is { } said) Line.WriteBooleanValue(said);
        else Line.WriteNullValue();
    }

    public void Time(DateTimeOffset? value)
    {
        if (value is { } time) Line.WriteStringValue(time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", null));
        else Line.WriteNullValue();
    }

    public void Names(IEnumerable<string> values)
    {
        Line.WriteStartArray();
        foreach (var value in values) Line.WriteStringValue(value);
        Line.WriteEndArray();
    }

    public void Json(string? value)
    {
        if (value is null) Line.WriteNullValue();
        else Line.WriteRawValue(value, skipInputValidation: true);
    }

    private protected override void WriteRow(ExportedContact row, ImmutableArray<ExportField> fields)
    {
        Line.WriteStartObject();
        foreach (var field in fields)
        {
            Line.WritePropertyName(field.Name);
            field.Write(row, this);
        }
        EndLine();
    }

    private void EndLine()
    {
        Line.WriteEndObject();
        Line.Flush();
        Line.Reset();
        _lines.WriteByte((byte)'\n');
    }
}
