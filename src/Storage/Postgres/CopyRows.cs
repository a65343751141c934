using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Npgsql;

namespace Contacts.Storage.Postgres;

/// <summary>
/// Rows for COPY in its binary format, value by value in the order of the statement's columns. A table takes them with less work than those
/// of an INSERT: they go to its pages many at a time. Not thread-safe.
/// </summary>
internal sealed class CopyRows(string sql, int columns)
{
    private const int Null = -1;
    private const int JsonbVersion = 1;
    private const short End = -1;
    private const long MicrosecondsOf2000 = 946_684_800_000_000;

    private static readonly byte[] _signature = [.. "PGCOPY\n"u8, 0xff, (byte)'\r', (byte)'\n', 0];

    private readonly ArrayBufferWriter<byte> _bytes = new(1 << 16);
    private int _rows;

    /// <summary>Begins the next row.</summary>
    public CopyRows Row()
    {
        if (_rows++ == 0) Header();
        return Short((short)columns);
    }

    public CopyRows Add(int value)
    {
        Length(sizeof(int));
        return Length(value);
    }

    public CopyRows Add(long value)
    {
        Length(sizeof(long));
        BinaryPrimitives.WriteInt64BigEndian(_bytes.GetSpan(sizeof(long)), value);
        _bytes.Advance(sizeof(long));
        return this;
    }

    public CopyRows Add(bool value)
    {
        Length(1);
        return Byte(value ? (byte)1 : (byte)0);
    }

    /// <summary>A text, or JSON as such.</summary>
    public CopyRows Add(string? value)
    {
        if (value is null) return Length(Null);
        Length(Encoding.UTF8.GetByteCount(value));
        Encoding.UTF8.GetBytes(value, _bytes);
        return this;
    }

    public CopyRows AddJsonb(string? value)
    {
        if (value is null) return Length(Null);
        Length(1 + Encoding.UTF8.GetByteCount(value));
        Byte(JsonbVersion);
        Encoding.UTF8.GetBytes(value, _bytes);
        return this;
    }

    public CopyRows Add(DateTimeOffset? value) => value is { } time
        ? Add(((time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond) - MicrosecondsOf2000)
        : Length(Null);

    /// <summary>Sends the rows, if any.</summary>
    public async Task SendAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (_rows == 0) return;
        Short(End);
        var copy = sql[(sql.IndexOf("\nCOPY ", StringComparison.Ordinal) + 1)..]; // Npgsql takes no comment in front of it.
        await using var stream = await connection.BeginRawBinaryCopyAsync(copy, cancellationToken);
        await stream.WriteAsync(_bytes.WrittenMemory, cancellationToken);
    }

    private void Header()
    {
        _bytes.Write<byte>(_signature);
        Length(0); // Flags.
        Length(0); // The length of an extension.
    }

    private CopyRows Length(int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(_bytes.GetSpan(sizeof(int)), value);
        _bytes.Advance(sizeof(int));
        return this;
    }

    private CopyRows Short(short value)
    {
        BinaryPrimitives.WriteInt16BigEndian(_bytes.GetSpan(sizeof(short)), value);
        _bytes.Advance(sizeof(short));
        return this;
    }

    private CopyRows Byte(byte value)
    {
        _bytes.GetSpan(1)[0] = value;
        _bytes.Advance(1);
        return this;
    }
}
