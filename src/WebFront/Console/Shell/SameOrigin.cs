namespace Contacts.WebFront.Console.Shell;

/// <summary>Whether a request that changes something comes from a page of this service, as far as the browser tells.</summary>
internal static class SameOrigin
{
    /// <summary>
    /// By <c>Sec-Fetch-Site</c>, which no page can set, else by <c>Origin</c>. Programs that are no browsers send neither: they have no
    /// cookie that somebody else could use, and need the form's token all the same.
    /// </summary>
    public static bool Is(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"];
        if (site.Count > 0) return site.Count == 1 && site[0] is "same-origin" or "none";
        var origin = request.Headers.Origin;
        return origin.Count == 0 || (origin.Count == 1 && Uri.TryCreate(origin[0], UriKind.Absolute, out var from) && IsOf(request, from));
    }

    private static bool IsOf(HttpRequest request, Uri from) =>
        Uri.TryCreate($"{request.Scheme}://{request.Host}", UriKind.Absolute, out var here)
        && from.GetLeftPart(UriPartial.Authority).Equals(here.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase);
}
