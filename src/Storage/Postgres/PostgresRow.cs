using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Contacts.Storage.Sessions;
using Npgsql;

namespace Contacts.Storage.Postgres;

/// <summary>The row that a reader is at.</summary>
internal sealed class PostgresRow(NpgsqlDataReader reader) : IRow
{
    private byte[] _bytes = [];

    public bool IsNull(int column) => reader.IsDBNull(column);

    public int Int32(int column) => reader.GetInt32(column);

    public int? Int32OrNull(int column) => reader.IntOrNull(column);

    public long Int64(int column) => reader.GetInt64(column);

    public long? Int64OrNull(int column) => reader.LongOrNull(column);

    public bool Bool(int column) => reader.GetBoolean(column);

    public string Text(int column) => reader.GetString(column);

    public string? TextOrNull(int column) => reader.TextOrNull(column);

    public ImmutableArray<byte> Blob(int column) =>
        reader.IsDBNull(column) ? [] : ImmutableCollectionsMarshal.AsImmutableArray(reader.GetFieldValue<byte[]>(column));

    public ReadOnlySpan<byte> Bytes(int column)
    {
        if (reader.IsDBNull(column)) return default;
        var length = (int)reader.GetBytes(column, 0, null, 0, 0);
        if (_bytes.Length < length) _bytes = new byte[Math.Max(length, 2 * _bytes.Length)];
        return _bytes.AsSpan(0, (int)reader.GetBytes(column, 0, _bytes, 0, length));
    }

    public DateTimeOffset Time(int column) => reader.Instant(column);

    public DateTimeOffset? TimeOrNull(int column) => reader.InstantOrNull(column);
}
