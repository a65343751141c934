using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;
using Contacts.Core.Text;
using CsvHelper;

namespace Contacts.Core.Imports;

/// <summary>
/// Rows of CSV by RFC 4180; white space around fields and their quotes does not count. A row whose quotes are wrong is an error of its
/// first line alone: reading goes on with the next line, so that a quote that was never closed does not swallow what follows.
/// </summary>
internal sealed class CsvRows : ImportRows
{
    private const string WrongQuotes =
        "The row's quotes are wrong: a field that holds a quote is put into quotes, and the quote is doubled";

    private readonly ImportData _data;
    private readonly CsvHead _head;
    private CsvReader _reader = null!;
    private long _start;
    private ImportPlace _place;
    private bool _isMalformed;

    private CsvRows(ImportData data, CsvHead head)
    {
        (_data, _head) = (data, head);
        foreach (var name in head.Ignored) Ignore(name);
    }

    /// <summary>The rows behind a place; the first ones where that is before the end of the header.</summary>
    public static async ValueTask<CsvRows> OpenAsync(ImportData data, CsvHead head, ImportPlace place, CancellationToken cancellationToken)
    {
        var rows = new CsvRows(data, head);
        await rows.GoToAsync(place.Position > head.End.Position ? place : head.End, cancellationToken);
        return rows;
    }

    /// <summary>Blank lines are rows too: all are counted.</summary>
    public static CsvReaderOptions Options(char delimiter, Action<CsvMalformedRecord> onMalformed) => new()
    {
        Separator = delimiter, HasHeader = false, SkipEmptyLines = false, TrimWhitespace = true, MaxRecordSize = ImportRow.Limit,
        OnMalformedRecord = onMalformed,
    };

    public override ImmutableArray<string> Names => _head.Names;

    public override async ValueTask<ImportRow?> NextAsync(CancellationToken cancellationToken)
    {
        while (await ReadAsync(cancellationToken) is { } row)
            if (!row.IsBlank || (_head.IsPreview && !row.Cells.All(string.IsNullOrWhiteSpace))) return row;
        return null;
    }

    public override void Dispose() => _reader.Dispose();

    private async ValueTask<ImportRow?> ReadAsync(CancellationToken cancellationToken)
    {
        _isMalformed = false;
        try
        {
            if (!await _reader.ReadAsync(cancellationToken)) return null;
        }
        catch (CsvFormatException) // Longer than it may be.
        {
            return await SkipLineAsync(ImportRow.TooLong, cancellationToken);
        }
        if (_isMalformed) return await SkipLineAsync(WrongQuotes, cancellationToken);
        if (_reader.RawRecord.Length > ImportRow.Limit) return await SkipLineAsync(ImportRow.TooLong, cancellationToken);
        var line = _place.Line + 1;
        _place = _place.Next(_start + _reader.ByteOffset + _reader.RawRecord.Length, ImportPlace.BreaksIn(_reader.RawRecord));
        return Read(line);
    }

    private ImportRow Read(long line)
    {
        if (!Utf8.IsValid(_reader.RawRecord)) return ImportRow.Unreadable(_place, line, ImportRow.NotUtf8);
        var cells = new string[_reader.FieldCount];
        for (var i = 0; i < cells.Length; i++) cells[i] = _reader.GetString(i);
        for (var i = _head.Width; i < cells.Length; i++)
            if (!string.IsNullOrWhiteSpace(cells[i])) return ImportRow.Unreadable(_place, line, TooManyFields(), [.. cells]);
        var row = new ImportRow { Behind = _place, Line = line, Cells = ImmutableCollectionsMarshal.AsImmutableArray(cells) };
        foreach (var (index, field) in _head.Columns)
            if (index < cells.Length && cells[index] is { Length: > 0 } text) row = row.With(field, WithoutGuard(field, text));
        return row;
    }

    private string TooManyFields() =>
        $"The row has {_reader.FieldCount} fields, the first line names {_head.Width}: a field that holds the delimiter is put into quotes";

    private static string WithoutGuard(InputField field, string text) =>
        field == InputField.Phone ? FormulaGuard.RemoveFromPhone(text) : FormulaGuard.Remove(text);

    private async ValueTask<ImportRow> SkipLineAsync(string rule, CancellationToken cancellationToken)
    {
        var start = await _data.BehindBreakAsync(_place.Position, cancellationToken);
        var end = await _data.EndOfLineAsync(start, cancellationToken);
        var text = await _data.TakeAsync(start, (int)Math.Min(end - start, ImportRow.Limit), cancellationToken);
        await GoToAsync(_place.Next(end), cancellationToken);
        return ImportRow.Unreadable(_place, _place.Line, rule, [Encoding.UTF8.GetString(text.Span)]);
    }

    private async ValueTask GoToAsync(ImportPlace place, CancellationToken cancellationToken)
    {
        _reader?.Dispose();
        (_place, _start) = (place, place.Position);
        _reader = CsvReader.Create(_data.Open(place.Position), Options(_head.Delimiter, _ => _isMalformed = true), leaveOpen: false);
        // The rest of the last row's line. At the very start of what it reads, the reader would take U+FEFF for a byte order mark.
        if (await _data.BehindBreakAsync(place.Position, cancellationToken) > place.Position) await _reader.ReadAsync(cancellationToken);
    }
}
