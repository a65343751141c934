namespace Contacts.WebFront.Pipeline;

/// <summary>
/// Lets scripts of any website call a route (CORS). No cookies are involved: a page can do no more than whoever
/// reads the key in its source.
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

    /// <summary>Lets the script that made the request read the answer and what it says of limits.</summary>
    public static void Allow(HttpContext http)
    {
        if (http.Request.Headers.Origin.Count == 0)
            return;
        http.Response.Headers.AccessControlAllowOrigin = "*";
        http.Response.Headers.AccessControlExposeHeaders =
            "Retry-After, RateLimit, RateLimit-Policy, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, "
            + "X-RateLimit-Limit-Minute, X-RateLimit-Remaining-Minute, X-RateLimit-Limit-Hour, X-RateLimit-Remaining-Hour, "
            + "Idempotency-Replayed";
    }

    internal sealed class PreflightMark;
}
