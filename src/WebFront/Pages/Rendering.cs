namespace Contacts.WebFront.Pages;

/// <summary>A component with its parameters, and the status it is sent with.</summary>
internal sealed record Rendering(int Status, Type Component, Dictionary<string, object?> Parameters)
{
    /// <summary>Where a form of the page may lead in the end, beside the service itself: a redirect.</summary>
    public string? FormTarget { get; init; }
}

/// <summary>What browsers may do with a page, and tell about it.</summary>
internal sealed record PagePolicy(string Referrer, string Sources)
{
    /// <summary>Pages behind links, whose address is a secret: no script, and nobody learns where a visitor came from.</summary>
    public static readonly PagePolicy Links = new("no-referrer", "style-src 'self'; img-src data:");

    /// <summary>The console. Browsers that send no referrer at all send no origin with forms either.</summary>
    public static readonly PagePolicy Console =
        new("same-origin", "style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:");

    /// <summary>Sets the headers of a page that nobody else may see, keep, frame or add to.</summary>
    public void Protect(HttpContext http, string? formTarget = null)
    {
        var headers = http.Response.Headers;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = Referrer;
        headers["X-Robots-Tag"] = "noindex";
        headers.ContentSecurityPolicy = $"default-src 'none'; {Sources}; base-uri 'none'; frame-ancestors 'none'; "
            + $"form-action 'self'{OriginOf(formTarget)}"; // Browsers apply it to redirects too.
        if (http.Request.IsHttps) headers.StrictTransportSecurity = "max-age=31536000";
    }

    private static string OriginOf(string? url) => url is null ? "" : " " + new Uri(url).GetLeftPart(UriPartial.Authority);
}
