using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Contacts.Core;

namespace Contacts.WebFront.Pipeline.Json;

/// <summary>A field has a value that it cannot have; the message is its rule, such as "must be an integer from 1 to 10".</summary>
internal sealed class WrongValueException(string rule) : JsonException(rule);

/// <summary>
/// The id of a record, trimmed. One with a NUL character is refused: no record has it, and PostgreSQL cannot look for it.
/// </summary>
internal sealed class RecordIdConverter : JsonConverter<string>
{
    public const string Rule = "must not contain a NUL character";

    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var id = reader.GetString()!.Trim();
        return id.Contains('\0') ? throw new WrongValueException(Rule) : id;
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}

/// <summary>An array of strings, none of them null.</summary>
internal sealed class StringsConverter : JsonConverter<ImmutableArray<string>>
{
    public override ImmutableArray<string> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException();
        var items = ImmutableArray.CreateBuilder<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            items.Add(reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw new JsonException());
        return items.DrainToImmutable();
    }

    public override void Write(Utf8JsonWriter writer, ImmutableArray<string> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var item in value)
            writer.WriteStringValue(item);
        writer.WriteEndArray();
    }
}

/// <summary>A string of an update, where null clears and an absent field changes nothing.</summary>
internal sealed class OptionalTextConverter : JsonConverter<Optional<string>>
{
    public override bool HandleNull => true;

    public override Optional<string> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Optional.Of<string>(reader.GetString());

    public override void Write(Utf8JsonWriter writer, Optional<string> value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);
}

/// <summary>An integer of an update, where null clears and an absent field changes nothing.</summary>
internal sealed class OptionalIntegerConverter : JsonConverter<Optional<long?>>
{
    public override bool HandleNull => true;

    public override Optional<long?> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Optional.Of<long?>(reader.TokenType == JsonTokenType.Null ? null : reader.GetInt64());

    public override void Write(Utf8JsonWriter writer, Optional<long?> value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value.Value, options);
}

/// <summary>Any JSON, kept as text, null too: an absent field changes nothing.</summary>
internal sealed class OptionalJsonConverter : JsonConverter<Optional<RawJson>>
{
    public override bool HandleNull => true;

    public override Optional<RawJson> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var value = JsonDocument.ParseValue(ref reader);
        return Optional.Of(new RawJson(value.RootElement.GetRawText()));
    }

    public override void Write(Utf8JsonWriter writer, Optional<RawJson> value, JsonSerializerOptions options) =>
        throw new NotSupportedException();
}

/// <summary>A limit of requests.</summary>
internal sealed class LimitConverter : JsonConverter<int>
{
    public override int Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetInt64() switch
    {
        >= 1 and <= int.MaxValue and var limit => (int)limit,
        _ => throw new WrongValueException("must be an integer from 1 to 2147483647"),
    };

    public override void Write(Utf8JsonWriter writer, int value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
}

/// <summary>ISO 8601 in UTC with milliseconds and Z. Only written.</summary>
internal sealed class InstantConverter : JsonConverter<DateTimeOffset>
{
    private const int Milliseconds = 23; // The length of an instant up to them.

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[28];
        value.UtcDateTime.TryFormat(text, out _, "O", CultureInfo.InvariantCulture); // Much faster than a format of our own.
        text[Milliseconds] = (byte)'Z';
        writer.WriteStringValue(text[..(Milliseconds + 1)]);
    }
}

/// <summary>JSON text that is written as it stands.</summary>
internal readonly record struct RawJson(string Text)
{
    /// <summary>Null if the text is null or empty.</summary>
    public static RawJson? OrNull(string? text) => string.IsNullOrEmpty(text) ? null : new RawJson(text);
}

/// <summary>Only written.</summary>
internal sealed class RawJsonConverter : JsonConverter<RawJson>
{
    public override RawJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException();

    public override void Write(Utf8JsonWriter writer, RawJson value, JsonSerializerOptions options) => writer.WriteRawValue(value.Text);
}
