using System.Collections.Immutable;

namespace Contacts.Core.Exports;

/// <summary>Writes an export to a stream, in UTF-8, through a buffer: what was written is there after <see cref="Flush"/>.</summary>
public abstract class ExportWriter : IDisposable
{
    private readonly ImmutableArray<ExportField> _fields;

    private protected ExportWriter(ExportRequest request) =>
        _fields =
        [
            .. request.Fields.Select(name => ExportField.FindOrNull(name) ?? throw new ArgumentException($"There is no field {name}.")),
        ];

    /// <summary>Rows written so far.</summary>
    public long Rows { get; private set; }

    private protected IEnumerable<string> ColumnNames => _fields.Select(column => column.Name);

    /// <summary>A writer that has written what comes before the first row. Throws ArgumentException where a field is unknown.</summary>
    public static ExportWriter Create(ExportRequest request, Stream stream)
    {
        if (request.WithByteOrderMark) stream.Write("\uFEFF"u8);
        return request.Format == ExportFormat.Csv ? new CsvExportWriter(request, stream) : new JsonExportWriter(request, stream);
    }

    public void Write(ExportedContact row)
    {
        WriteRow(row, _fields);
        Rows++;
    }

    /// <summary>Writes what comes behind the last row.</summary>
    public virtual void End()
    {
    }

    public abstract void Flush();

    public abstract void Dispose();

    private protected abstract void WriteRow(ExportedContact row, ImmutableArray<ExportField> fields);
}
