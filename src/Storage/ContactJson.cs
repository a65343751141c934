using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Contacts.Core.Contacts;

namespace Contacts.Storage;

/// <summary>The JSON of contact_event.</summary>
internal static class ContactJson
{
    private static readonly JsonWriterOptions _options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true,
    };

    /// <summary>What a contact that a write creates starts with, a consent refused in so many words included; empty values are left out.</summary>
    public static string Created(ContactWrite write)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, _options))
        {
            json.WriteStartObject();
            Text(json, "email", write.Email);
            Text(json, "phone", write.Phone);
            Text(json, "firstName", write.FirstName);
            Text(json, "lastName", write.LastName);
            Text(json, "company", write.Company);
            if (!write.GroupIds.IsDefaultOrEmpty) Groups(json, write.GroupIds);
            if (write.EmailSubscribed is { } email) json.WriteBoolean("emailSubscribed", email);
            if (write.SmsSubscribed is { } sms) json.WriteBoolean("smsSubscribed", sms);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Text(Utf8JsonWriter json, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value)) json.WriteString(name, value);
    }

    private static void Groups(Utf8JsonWriter json, IEnumerable<long> ids)
    {
        json.WriteStartArray("groups");
        foreach (var id in ids.Distinct().Order()) json.WriteNumberValue(id);
        json.WriteEndArray();
    }
}
