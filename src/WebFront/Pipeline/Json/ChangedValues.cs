using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Contacts.Core.Phone;

namespace Contacts.WebFront.Pipeline.Json;

/// <summary>The values of a contact before or after a change, as histories and samples of imports keep them.</summary>
internal static class ChangedValues
{
    private const string Phone = "phone";

    private static readonly JsonSerializerOptions _readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The JSON object as administrators see it: with the phone, kept as E.164, in the form of their other answers.</summary>
    public static string? Shown(string? json)
    {
        if (json?.Contains($"\"{Phone}\"", StringComparison.Ordinal) != true) return json; // Most changes are about something else.
        var values = JsonNode.Parse(json)!;
        if (values[Phone] is not { } phone) return json;
        values[Phone] = PhoneNumber.ToInternational((string?)phone);
        return values.ToJsonString(_readable);
    }
}
