using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace Contacts.WebFront.Pipeline.Keys;

/// <summary>Where a request carries its key. The first place that is present and not blank counts.</summary>
internal static class RequestKey
{
    /// <summary>The key in the query or in the header; null if there is neither.</summary>
    public static string? FindOrNull(HttpRequest request) => FromQuery(request.QueryString) ?? FromHeader(request);

    /// <summary>The last field apiKey of a JSON object, as reading the object would give it; null if there is none or no JSON.</summary>
    public static string? FromBody(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            string? found = null;
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isKey = reader.ValueTextEquals("apiKey"u8);
                reader.Read();
                if (isKey && reader.TokenType == JsonTokenType.String)
                    found = reader.GetString();
                reader.Skip();
            }

            return NotBlank(found);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string? FromQuery(QueryString query)
    {
        foreach (var pair in new QueryStringEnumerable(query.Value))
            if (pair.EncodedName.Span.Equals("apiKey", StringComparison.OrdinalIgnoreCase)
                && NotBlank(pair.DecodeValue().ToString()) is { } key)
                return key;
        return null;
    }

    private static string? FromHeader(HttpRequest request)
    {
        foreach (var header in request.Headers.Authorization)
            if (header is { Length: > 7 } && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
                && NotBlank(header[7..]) is { } key)
                return key;
        return null;
    }

    private static string? NotBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
