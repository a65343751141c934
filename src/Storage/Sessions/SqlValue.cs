namespace Contacts.Storage.Sessions;

/// <summary>The type of a parameter, which a null has too.</summary>
internal enum SqlType
{
    Integer,
    BigInteger,
    Boolean,
    Text,
    Instant,
    Bytes,
    Json,
}

/// <summary>The value of a parameter. C# values are converted; only JSON has to be named.</summary>
internal readonly record struct SqlValue(SqlType Type, object? Value)
{
    public static implicit operator SqlValue(int? value) => new(SqlType.Integer, value);

    public static implicit operator SqlValue(long? value) => new(SqlType.BigInteger, value);

    public static implicit operator SqlValue(bool? value) => new(SqlType.Boolean, value);

    public static implicit operator SqlValue(string? value) => new(SqlType.Text, value);

    public static implicit operator SqlValue(DateTimeOffset? value) => new(SqlType.Instant, value);

    public static implicit operator SqlValue(ReadOnlyMemory<byte> value) => new(SqlType.Bytes, value);

    public static SqlValue Json(string text) => new(SqlType.Json, text);
}
