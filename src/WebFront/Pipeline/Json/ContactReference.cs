using System.Text.Json;
using System.Text.Json.Serialization;

namespace Contacts.WebFront.Pipeline.Json;

/// <summary>A contact by its integer id or by its external one.</summary>
[JsonConverter(typeof(ContactReference.Converter))]
internal readonly record struct ContactReference(long? Number, string? ExternalId)
{
    internal sealed class Converter : JsonConverter<ContactReference>
    {
        public override ContactReference Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType == JsonTokenType.Number) return new(reader.GetInt64(), null);
            var id = reader.GetString()!.Trim();
            return id.Contains('\0') ? throw new WrongValueException(RecordIdConverter.Rule) : new(null, id);
        }

        public override void Write(Utf8JsonWriter writer, ContactReference value, JsonSerializerOptions options) =>
            throw new NotSupportedException();
    }
}
