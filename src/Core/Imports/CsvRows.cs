using System.Text.Unicode;
using CsvHelper;

namespace Contacts.Core.Imports;

/// <summary>
/// Rows of CSV by RFC 4180. A row whose quotes are wrong is an error of its first line alone: reading goes on with the next line, so that a
/// quote that was never closed does not swallow what follows.
/// </summary>
internal sealed class CsvRows : ImportRows
{
    private readonly ImportData _data;
    private readonly CsvHead _head;
    private CsvReader _reader = null!;
    private long _start;
    private bool _isMalformed;

    /// <param name="data">The file.</param>
    /// <param name="head">Its first line.</param>
    /// <param name="position">Where to go on; 0 at the beginning.</param>
    public CsvRows(ImportData data, CsvHead head, long position)
    {
        (_data, _head) = (data, head);
        foreach (var name in head.Ignored) Ignore(name);
        GoTo(Math.Max(position, head.End));
    }

    public static CsvReaderOptions Options(char delimiter, Action<CsvMalformedRecord> onMalformed) => new()
    {
        Separator = delimiter, HasHeader = false, MaxRecordSize = ImportRow.Limit, OnMalformedRecord = onMalformed,
    };

    public override async ValueTask<ImportRow?> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            _isMalformed = false;
            try
            {
                if (!await _reader.ReadAsync(cancellationToken)) return null;
            }
            catch (CsvFormatException e) // Longer than it may be.
            {
                return await SkipLineAsync(_start + e.ByteOffset, ImportRow.TooLong, cancellationToken);
            }
            var start = _start + _reader.ByteOffset;
            if (_isMalformed) return await SkipLineAsync(start, WrongQuotes, cancellationToken);
            if (_reader.RawRecord.Length > ImportRow.Limit) return await SkipLineAsync(start, ImportRow.TooLong, cancellationToken);
            if (Read(start + _reader.RawRecord.Length) is { IsBlank: false } row) return row;
        }
    }

    public override void Dispose() => _reader.Dispose();

    private static ImportRow WrongQuotes(long end) =>
        ImportRow.Unreadable(end, "The row's quotes are wrong: a field that holds a quote is put into quotes, and the quote is doubled");

    private ImportRow Read(long end)
    {
        if (!Utf8.IsValid(_reader.RawRecord)) return ImportRow.NotUtf8(end);
        var row = new ImportRow { End = end };
        for (var i = 0; i < _head.Columns.Length; i++)
            if (_head.Columns[i] is { } column && i < _reader.FieldCount) row.Set(column, _reader.GetString(i));
        return row;
    }

    private async ValueTask<ImportRow> SkipLineAsync(long start, Func<long, ImportRow> refuse, CancellationToken cancellationToken)
    {
        var end = await _data.NextLineAsync(start, cancellationToken);
        GoTo(end);
        return refuse(end);
    }

    private void GoTo(long position)
    {
        _reader?.Dispose();
        _start = position;
        _reader = CsvReader.Create(_data.Open(position), Options(_head.Delimiter, _ => _isMalformed = true), leaveOpen: false);
    }
}
