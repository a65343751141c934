using System.Net.Http.Headers;

namespace Contacts.WebFront.Requests;

/// <summary>What a request says of its body.</summary>
internal static class BodyType
{
    /// <summary>The media type in lower case; null where there is none, or one in another character set than UTF-8.</summary>
    public static string? Of(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType?.TrimEnd(' ', ';'), out var parsed)
        && (parsed.CharSet is null || parsed.CharSet.Trim('"').ToLowerInvariant() is "utf-8" or "utf8")
            ? parsed.MediaType!.ToLowerInvariant()
            : null;

    /// <summary>Whether the body is compressed or the like.</summary>
    public static bool IsEncoded(HttpRequest request) =>
        request.Headers.ContentEncoding is { Count: > 0 } coding
        && !coding.ToString().Equals("identity", StringComparison.OrdinalIgnoreCase);
}
