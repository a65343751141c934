using Npgsql;
using NpgsqlTypes;

namespace Contacts.Storage.Postgres;

/// <summary>Positional parameters with their types, null included.</summary>
internal static class Parameters
{
    public static NpgsqlParameterCollection With<T>(this NpgsqlParameterCollection parameters, NpgsqlDbType type, T value)
    {
        parameters.Add(value is null
            ? new NpgsqlParameter { NpgsqlDbType = type, Value = DBNull.Value }
            : new NpgsqlParameter<T> { NpgsqlDbType = type, TypedValue = value });
        return parameters;
    }

    public static NpgsqlParameterCollection With(this NpgsqlParameterCollection parameters, int value) =>
        parameters.With(NpgsqlDbType.Integer, value);

    public static NpgsqlParameterCollection With(this NpgsqlParameterCollection parameters, long value) =>
        parameters.With(NpgsqlDbType.Bigint, value);

    public static NpgsqlParameterCollection With(this NpgsqlParameterCollection parameters, bool value) =>
        parameters.With(NpgsqlDbType.Boolean, value);

    public static NpgsqlParameterCollection With(this NpgsqlParameterCollection parameters, string? value) =>
        parameters.With(NpgsqlDbType.Text, value);

    /// <summary>PostgreSQL's instants are UTC.</summary>
    public static NpgsqlParameterCollection With(this NpgsqlParameterCollection parameters, DateTimeOffset value) =>
        parameters.With(NpgsqlDbType.TimestampTz, value.UtcDateTime);

    public static NpgsqlParameterCollection With(this NpgsqlParameterCollection parameters, DateTimeOffset? value) =>
        value is { } given
            ? parameters.With(given)
            : parameters.With<object?>(NpgsqlDbType.TimestampTz, null);

    public static NpgsqlParameterCollection With(this NpgsqlParameterCollection parameters, int? value) =>
        value is { } given ? parameters.With(given) : parameters.With<object?>(NpgsqlDbType.Integer, null);

    public static NpgsqlParameterCollection With(this NpgsqlParameterCollection parameters, long? value) =>
        value is { } given ? parameters.With(given) : parameters.With<object?>(NpgsqlDbType.Bigint, null);

    public static NpgsqlParameterCollection With(this NpgsqlParameterCollection parameters, bool? value) =>
        value is { } given ? parameters.With(given) : parameters.With<object?>(NpgsqlDbType.Boolean, null);

    public static NpgsqlParameterCollection With(this NpgsqlParameterCollection parameters, string?[] values) =>
        parameters.With(NpgsqlDbType.Array | NpgsqlDbType.Text, values);

    public static NpgsqlParameterCollection With(this NpgsqlParameterCollection parameters, long[] values) =>
        parameters.With(NpgsqlDbType.Array | NpgsqlDbType.Bigint, values);

    /// <summary>One value of every row, as an array: a column.</summary>
    public static NpgsqlParameterCollection With<TRow, T>(
        this NpgsqlParameterCollection parameters, IReadOnlyList<TRow> rows, Func<TRow, T> value)
    {
        var column = new T[rows.Count];
        for (var i = 0; i < column.Length; i++) column[i] = value(rows[i]);
        return parameters.With(NpgsqlDbType.Array | TypeOf<T>(), column);
    }

    /// <summary>Adds a statement to a batch and gives its parameters, to be filled.</summary>
    public static NpgsqlParameterCollection Add(this NpgsqlBatch batch, string sql)
    {
        var command = new NpgsqlBatchCommand(sql);
        batch.BatchCommands.Add(command);
        return command.Parameters;
    }

    private static NpgsqlDbType TypeOf<T>() => Type.GetTypeCode(Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T)) switch
    {
        TypeCode.Int16 => NpgsqlDbType.Smallint,
        TypeCode.Int32 => NpgsqlDbType.Integer,
        TypeCode.Int64 => NpgsqlDbType.Bigint,
        TypeCode.Boolean => NpgsqlDbType.Boolean,
        TypeCode.String => NpgsqlDbType.Text,
        TypeCode.DateTime => NpgsqlDbType.TimestampTz,
        TypeCode.Object when typeof(T) == typeof(byte[]) => NpgsqlDbType.Bytea,
        _ => throw new NotSupportedException($"Columns of {typeof(T)} are not known."),
    };
}
