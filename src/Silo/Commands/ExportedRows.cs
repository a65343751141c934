namespace Contacts.Silo.Commands;

/// <summary>
/// Counts the contacts of an export as its bytes come: the lines outside quotes but one, which is the header of CSV or the count behind
/// JSON lines.
/// </summary>
internal sealed class ExportedRows(bool isCsv)
{
    private long _lines;
    private bool _isQuoted;

    public long Count => Math.Max(0, _lines - 1);

    public void Take(ReadOnlySpan<byte> bytes)
    {
        foreach (var one in bytes)
        {
            if (one == '"') _isQuoted = isCsv && !_isQuoted;
            else if (one == '\n' && !_isQuoted) _lines++;
        }
    }
}
