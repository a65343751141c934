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

    public static NpgsqlParameterCollection With(this NpgsqlParameterCollection parameters, int[] values) =>
        parameters.With(NpgsqlDbType.Array | NpgsqlDbType.Integer, values);

    public static NpgsqlParameterCollection With(this NpgsqlParameterCollection parameters, short[] values) =>
        parameters.With(NpgsqlDbType.Array | NpgsqlDbType.Smallint, values);

    public static NpgsqlParameterCollection With(this NpgsqlParameterCollection parameters, bool?[] values) =>
        parameters.With(NpgsqlDbType.Array | NpgsqlDbType.Boolean, values);

    public static NpgsqlParameterCollection With(this NpgsqlParameterCollection parameters, DateTime[] values) =>
        parameters.With(NpgsqlDbType.Array | NpgsqlDbType.TimestampTz, values);
}
