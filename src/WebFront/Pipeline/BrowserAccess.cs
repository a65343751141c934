namespace Contacts.WebFront.Pipeline;

/// <summary>
/// Lets scripts of any website call the public routes (CORS). No cookies are involved: a script can do no more than anybody who reads the
/// key in the page's source.
/// </summary>
internal static class BrowserAccess
{
    /// <summary>Marks the routes that only answer preflights; they are no part of the API's description.</summary>
    public static readonly PreflightMark Preflight = new();

    public static Task AnswerPreflight(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.AccessControlAllowOrigin = "*";
        headers.AccessControlAllowMethods = "POST, OPTIONS";
        headers.AccessControlAllowHeaders = "Authorization, Content-Type, Idempotency-Key, X-Organisation";
        headers.AccessControlMaxAge = "86400";
        headers.Allow = "POST, OPTIONS";
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    /// <summary>
    /// On public paths, with a route behind them or not, lets the script that made the request read the answer and its rate-limit headers.
    /// </summary>
    public static void Allow(HttpContext http)
    {
        if (http.Request.Headers.Origin.Count == 0 || !IsPublic(http.Request.Path))
            return;
        http.Response.Headers.AccessControlAllowOrigin = "*";
        http.Response.Headers.AccessControlExposeHeaders =
            "Retry-After, RateLimit, RateLimit-Policy, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, "
            + "X-RateLimit-Limit-Minute, X-RateLimit-Remaining-Minute, X-RateLimit-Limit-Hour, X-RateLimit-Remaining-Hour, "
            + "Idempotency-Replayed";
    }

    private static bool IsPublic(PathString path) =>
        path.StartsWithSegments("/api/v1/newsletter") || path.StartsWithSegments("/api/v1/support");

    internal sealed class PreflightMark;
}
