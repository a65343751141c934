using System.Buffers;
using System.Net.Http.Headers;

namespace Contacts.WebFront.Pipeline.Bodies;

/// <summary>
/// A request's body in pooled memory, read as it comes, never more than its limit of bytes. Give it back with <see cref="Return"/>
/// once, as soon as it is parsed.
/// </summary>
internal readonly struct PooledBody(byte[]? bytes, int length)
{
    /// <summary>Bytes of every JSON body but the contact form's.</summary>
    public const int DefaultLimit = 64 * 1024;

    public bool IsTooLarge => bytes is null;

    /// <summary>The body without a byte order mark; empty if it was too large.</summary>
    public ReadOnlySpan<byte> Json
    {
        get
        {
            ReadOnlySpan<byte> all = bytes is null ? [] : bytes.AsSpan(0, length);
            return all.StartsWith("\uFEFF"u8) ? all[3..] : all;
        }
    }

    public void Return()
    {
        if (bytes is not null)
            ArrayPool<byte>.Shared.Return(bytes);
    }

    public static async ValueTask<PooledBody> ReadAsync(HttpContext http, int limit)
    {
        if (http.Request.ContentLength > limit)
            return default;

        var reader = http.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync();
            var buffer = read.Buffer;
            if (buffer.Length > limit)
            {
                reader.AdvanceTo(buffer.End);
                return default;
            }

            if (!read.IsCompleted)
            {
                reader.AdvanceTo(buffer.Start, buffer.End);
                continue;
            }

            var length = (int)buffer.Length;
            var bytes = ArrayPool<byte>.Shared.Rent(length);
            buffer.CopyTo(bytes);
            reader.AdvanceTo(buffer.End);
            return new PooledBody(bytes, length);
        }
    }
}

/// <summary>What a request says of its body.</summary>
internal static class BodyType
{
    /// <summary>The media type in lower case; null if there is none, or one in another character set than UTF-8.</summary>
    public static string? Of(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType?.TrimEnd(' ', ';'), out var parsed)
        && (parsed.CharSet is null || parsed.CharSet.Trim('"').ToLowerInvariant() is "utf-8" or "utf8")
            ? parsed.MediaType!.ToLowerInvariant()
            : null;

    /// <summary>Whether the body is compressed or the like.</summary>
    public static bool IsEncoded(HttpRequest request) =>
        request.Headers.ContentEncoding is { Count: > 0 } coding
        && !coding.ToString().Equals("identity", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the body says it is JSON in UTF-8 and not compressed.</summary>
    public static bool IsJson(HttpRequest request) =>
        !IsEncoded(request) && (request.ContentType is "application/json" || Of(request.ContentType) is "application/json");
}
