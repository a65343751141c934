using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Contacts.Core.Contacts;

/// <summary>A value of an attribute, or null, which takes one away: as text and what kind of JSON it is.</summary>
internal readonly record struct AttributeValue(JsonTokenType Kind, string Text)
{
    public static readonly AttributeValue Null = new(JsonTokenType.Null, "");

    public bool IsNull => Kind == JsonTokenType.Null;

    public void WriteTo(Utf8JsonWriter writer)
    {
        if (Kind == JsonTokenType.String) writer.WriteStringValue(Text);
        else writer.WriteRawValue(IsNull ? "null" : Text, skipInputValidation: true);
    }
}

/// <summary>Reads attributes and changes of attributes.</summary>
internal static class AttributeReader
{
    private const string Shape = "must be an object whose values are strings, numbers or booleans";
    private const string Unusable = "must not have an empty key or a NUL character";
    private const string Digits = "must have numbers of at most 28 digits";

    /// <summary>Of equal keys the last one counts. Null with the rule that is broken, or for JSON null.</summary>
    public static SortedDictionary<string, AttributeValue>? Read(string json, out string? rule)
    {
        rule = null;
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
            reader.Read();
            var isNull = reader.TokenType == JsonTokenType.Null;
            var values = reader.TokenType == JsonTokenType.StartObject ? ReadObject(ref reader, out rule) : null;
            if (values is null && !isNull) rule ??= Shape;
            if (rule is null) reader.Read(); // Anything behind it throws.
            return values;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // The latter: half a surrogate pair.
        {
            rule = Shape;
            return null;
        }
    }

    /// <summary>The number or boolean that a text reads as; null where it is neither.</summary>
    public static AttributeValue? ScalarOrNull(string text)
    {
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text));
            reader.Read();
            var value = reader.TokenType is JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False
                ? Value(ref reader, out _)
                : AttributeValue.Null;
            reader.Read(); // Anything behind it throws.
            return value.Text is { Length: > 0 } ? value : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static SortedDictionary<string, AttributeValue>? ReadObject(ref Utf8JsonReader reader, out string? rule)
    {
        var values = new SortedDictionary<string, AttributeValue>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            reader.Read();
            var value = Value(ref reader, out rule);
            if (rule is null && (key.Length == 0 || key.Contains('\0') || value.Text.Contains('\0'))) rule = Unusable;
            if (rule is not null) return null;
            values[key] = value;
        }
        rule = null;
        return values;
    }

    private static AttributeValue Value(ref Utf8JsonReader reader, out string? rule)
    {
        rule = null;
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return new(JsonTokenType.String, reader.GetString()!);
            case JsonTokenType.Number when Number(ref reader) is { } number:
                return new(JsonTokenType.Number, number);
            case JsonTokenType.True or JsonTokenType.False:
                return new(reader.TokenType, reader.TokenType == JsonTokenType.True ? "true" : "false");
            case JsonTokenType.Null:
                return AttributeValue.Null;
            default:
                rule = reader.TokenType == JsonTokenType.Number ? Digits : Shape;
                return default;
        }
    }

    /// <summary>In plain decimal notation without needless zeros; null where the number has too many digits for that.</summary>
    private static string? Number(ref Utf8JsonReader reader)
    {
        var text = Encoding.UTF8.GetString(reader.ValueSpan);
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return null;
        if (number != 0) return number.ToString("0.#############################", CultureInfo.InvariantCulture);
        return double.Parse(text, CultureInfo.InvariantCulture) == 0 ? "0" : null;
    }
}
