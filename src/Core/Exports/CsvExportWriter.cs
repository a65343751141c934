using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Contacts.Core.Text;
using CsvHelper;

namespace Contacts.Core.Exports;

/// <summary>
/// CSV by RFC 4180 with a header. Unless formulas may stay, cells have the apostrophe of <see cref="FormulaGuard"/>, which an import takes
/// away.
/// </summary>
internal sealed class CsvExportWriter : ExportWriter, IExportCells
{
    private static readonly JsonSerializerOptions _list = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly CsvWriter _csv;
    private readonly bool _withFormulas;

    public CsvExportWriter(ExportRequest request, Stream stream)
        : base(request)
    {
        _withFormulas = request.WithFormulas;
        _csv = CsvWriter.Create(stream, new() { NewLine = "\r\n" }, leaveOpen: true);
        _csv.WriteRecord([.. ColumnNames]);
    }

    public override void Flush() => _csv.Flush();

    public override void Dispose() => _csv.Dispose();

    public void Text(string? value) => _csv.WriteField(value is null || _withFormulas ? value ?? "" : FormulaGuard.Add(value));

    public void Number(long value) => _csv.WriteField(value, "");

    public void Boolean(bool? value) => _csv.WriteField(value switch { true => "true", false => "false", _ => "" });

    public void Time(DateTimeOffset? value)
    {
        if (value is { } time) _csv.WriteField(time.UtcDateTime, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'");
        else _csv.WriteField("");
    }

    /// <summary>A JSON array, which imports read.</summary>
    public void Names(IEnumerable<string> values)
    {
        string[] names = [.. values];
        _csv.WriteField(names.Length == 0 ? "" : JsonSerializer.Serialize(names, _list));
    }

    public void Json(string? value) => _csv.WriteField(value ?? "");

    private protected override void WriteRow(ExportedContact row, ImmutableArray<ExportField> fields)
    {
        foreach (var field in fields) field.Write(row, this);
        _csv.EndRecord();
    }
}
