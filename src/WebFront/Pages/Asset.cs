using System.Collections.Frozen;
using System.Security.Cryptography;

namespace Contacts.WebFront.Pages;

/// <summary>
/// A stylesheet or script of the pages, embedded in the program. Its address changes with its content, so that browsers may keep it.
/// </summary>
internal sealed class Asset
{
    public const string Route = "/assets/{name}";

    private const string Prefix = "assets/"; // of the embedded resources' names
    private static readonly FrozenDictionary<string, Asset> _all = Read();

    private readonly byte[] _content;
    private readonly string _mediaType;

    private Asset(string name, byte[] content)
    {
        (_content, _mediaType) = (content, name.EndsWith(".css", StringComparison.Ordinal) ? "text/css" : "text/javascript");
        Path = $"/assets/{name}?v={Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 8))}";
    }

    private string Path { get; }

    /// <summary>The address of an asset, with a hash of its content. Throws for a name that is none.</summary>
    public static string PathOf(string name) => _all[name].Path;

    public static Task SendAsync(HttpContext http) => _all.TryGetValue((string)http.GetRouteValue("name")!, out var asset)
        ? asset.SendContentAsync(http.Response)
        : SetNotFound(http.Response);

    private Task SendContentAsync(HttpResponse response)
    {
        response.ContentType = $"{_mediaType}; charset=utf-8";
        response.ContentLength = _content.Length;
        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        response.Headers.XContentTypeOptions = "nosniff";
        return response.Body.WriteAsync(_content).AsTask();
    }

    private static Task SetNotFound(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static FrozenDictionary<string, Asset> Read() => typeof(Asset).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .ToFrozenDictionary(name => name[Prefix.Length..], name => new Asset(name[Prefix.Length..], Content(name)));

    private static byte[] Content(string resource)
    {
        using var stream = typeof(Asset).Assembly.GetManifestResourceStream(resource)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
