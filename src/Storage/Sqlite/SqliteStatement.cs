using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using Contacts.Storage.Sessions;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Contacts.Storage.Sqlite;

/// <summary>
/// A prepared statement of one connection, used by one thread at a time. Parameters are bound in their order (?1, ?2, …). It works on the
/// library's own calls: SqliteCommand looks every parameter up by name and makes a reader for every execution, which costs
/// more than the statements of a batch themselves.
/// </summary>
internal sealed class SqliteStatement(sqlite3 database, sqlite3_stmt statement) : IRow, IDisposable
{
    private int _bound;

    /// <summary>Whether a row is under way, which holds the connection's snapshot.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Whether the statement has a parameter of this number or a greater one.</summary>
    public bool Takes(int parameter) => raw.sqlite3_bind_parameter_count(statement) >= parameter;

    public SqliteStatement Bind(long value) => Check(raw.sqlite3_bind_int64(statement, ++_bound, value));

    public SqliteStatement Bind(long? value) => value is { } given ? Bind(given) : BindNull();

    public SqliteStatement Bind(bool value) => Bind(value ? 1L : 0L);

    public SqliteStatement Bind(bool? value) => value is { } given ? Bind(given) : BindNull();

    public SqliteStatement Bind(DateTimeOffset value) => Bind(StoredTime.Microseconds(value));

    public SqliteStatement Bind(DateTimeOffset? value) => value is { } given ? Bind(given) : BindNull();

    public SqliteStatement Bind(ReadOnlySpan<byte> value) => Check(raw.sqlite3_bind_blob(statement, ++_bound, value));

    public SqliteStatement Bind(string? value)
    {
        if (value is null) return BindNull();
        // An empty span would be a null pointer, which is bound as NULL.
        if (value.Length == 0) return Check(raw.sqlite3_bind_text(statement, ++_bound, ""));
        var size = Encoding.UTF8.GetMaxByteCount(value.Length);
        byte[]? rented = null;
        var buffer = size <= 768 ? stackalloc byte[768] : rented = ArrayPool<byte>.Shared.Rent(size);
        var length = Encoding.UTF8.GetBytes(value, buffer);
        var result = raw.sqlite3_bind_text(statement, ++_bound, buffer[..length]);
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        return Check(result);
    }

    public SqliteStatement Bind(SqlValue value) => value.Value switch
    {
        null => BindNull(),
        int number => Bind((long)number),
        long number => Bind(number),
        bool flag => Bind(flag),
        string text => Bind(text),
        DateTimeOffset time => Bind(time),
        ReadOnlyMemory<byte> bytes => Bind(bytes.Span),
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, "There is no such parameter."),
    };

    public SqliteStatement BindNull() => Check(raw.sqlite3_bind_null(statement, ++_bound));

    /// <summary>The next row; false after the last, and then the statement is ready to be bound again.</summary>
    public bool Step()
    {
        IsOpen = true;
        var result = raw.sqlite3_step(statement);
        if (result == raw.SQLITE_ROW) return true;
        if (result == raw.SQLITE_DONE)
        {
            Reset();
            return false;
        }
        var error = Error(result);
        Reset();
        throw error;
    }

    /// <summary>Runs a statement without rows and returns how many rows it changed.</summary>
    public int Run()
    {
        while (Step())
        {
        }
        return raw.sqlite3_changes(database);
    }

    /// <summary>The first column of the only row; null if there is no row or no value.</summary>
    public long? Scalar()
    {
        if (!Step()) return null;
        var value = IsNull(0) ? (long?)null : Int64(0);
        Reset();
        return value;
    }

    /// <summary>The first row; the default of <typeparamref name="T"/> where there is none.</summary>
    public T? First<T>(Func<IRow, T> read)
    {
        if (!Step()) return default;
        var row = read(this);
        Reset();
        return row;
    }

    public ImmutableArray<T> All<T>(Func<IRow, T> read)
    {
        var rows = ImmutableArray.CreateBuilder<T>();
        Each(row => rows.Add(read(row)));
        return rows.DrainToImmutable();
    }

    public void Each(Action<IRow> read)
    {
        while (Step()) read(this);
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    public long Int64(int column) => raw.sqlite3_column_int64(statement, column);

    public int Int32(int column) => raw.sqlite3_column_int(statement, column);

    public long? Int64OrNull(int column) => IsNull(column) ? null : Int64(column);

    public int? Int32OrNull(int column) => IsNull(column) ? null : Int32(column);

    public bool Bool(int column) => Int64(column) != 0;

    public string Text(int column) => TextOrNull(column) ?? "";

    public string? TextOrNull(int column)
    {
        if (IsNull(column)) return null;
        var text = raw.sqlite3_column_blob(statement, column);
        return text.IsEmpty ? "" : Encoding.UTF8.GetString(text);
    }

    /// <summary>Empty if there is none.</summary>
    public ImmutableArray<byte> Blob(int column) => IsNull(column) ? [] : [.. raw.sqlite3_column_blob(statement, column)];

    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(statement, column); // Empty where it is null.

    public DateTimeOffset Time(int column) => StoredTime.Of(Int64(column));

    public DateTimeOffset? TimeOrNull(int column) => IsNull(column) ? null : Time(column);

    public void Reset()
    {
        // The result repeats the error of the last step, which was thrown already.
        _ = raw.sqlite3_reset(statement);
        _bound = 0;
        IsOpen = false;
    }

    public void Dispose() => statement.Dispose();

    private SqliteStatement Check(int result)
    {
        if (result == raw.SQLITE_OK) return this;
        var error = Error(result);
        Reset();
        throw error;
    }

    private SqliteException Error(int result) =>
        new(raw.sqlite3_errmsg(database).utf8_to_string(), result & 0xFF, raw.sqlite3_extended_errcode(database));
}
