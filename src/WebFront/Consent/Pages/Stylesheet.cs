using System.Security.Cryptography;

namespace Contacts.WebFront.Consent.Pages;

/// <summary>The one stylesheet of the pages. Its address changes with its content, so that browsers may keep it.</summary>
internal static class Stylesheet
{
    public const string Route = "/assets/pages.css";

    private static readonly byte[] _content = Read();

    public static string Path { get; } = $"{Route}?v={Convert.ToHexStringLower(SHA256.HashData(_content).AsSpan(0, 8))}";

    public static Task SendAsync(HttpContext http)
    {
        var response = http.Response;
        response.ContentType = "text/css; charset=utf-8";
        response.ContentLength = _content.Length;
        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        response.Headers.XContentTypeOptions = "nosniff";
        return response.Body.WriteAsync(_content).AsTask();
    }

    private static byte[] Read()
    {
        using var stream = typeof(Stylesheet).Assembly.GetManifestResourceStream("pages.css")!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
