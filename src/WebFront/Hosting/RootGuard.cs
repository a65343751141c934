using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Contacts.Core.Keys;
using Contacts.WebFront.Pipeline.Keys;

namespace Contacts.WebFront.Hosting;

/// <summary>
/// Guards the pages for administrators of this machine: only its own processes reach them, and only with a ROOT key, as a bearer token or
/// as the password that a browser asks for (the user name is ignored). For everybody else there is no such page.
/// </summary>
public static class RootGuard
{
    private static readonly string[] _forwarding = ["X-Forwarded-For", "Forwarded"];

    public static void RequireRootKey(this WebApplication app, string path)
    {
        var keys = app.Services.GetRequiredService<KeyCheck>();
        app.UseWhen(
            http => http.Request.Path.StartsWithSegments(path),
            pages => pages.Use(next => http => AdmitAsync(http, keys, next)));
    }

    /// <summary>Whether a request was made on this machine, by a program that does not speak for another one.</summary>
    internal static bool IsLocal(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && !_forwarding.Any(http.Request.Headers.ContainsKey);

    private static async Task AdmitAsync(HttpContext http, KeyCheck keys, RequestDelegate next)
    {
        if (!IsLocal(http))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var (known, _) = await keys.IdentifyAsync(http, KeyOrNull(http.Request.Headers.Authorization));
        if (known?.Key.Kind == ApiKeyKind.Root)
        {
            await next(http);
            return;
        }

        http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        http.Response.Headers.WWWAuthenticate = "Basic realm=\"contacts\"";
    }

    private static string? KeyOrNull(string? authorization)
    {
        if (!AuthenticationHeaderValue.TryParse(authorization, out var value) || value.Parameter is not { } text) return null;
        return value.Scheme.ToLowerInvariant() switch
        {
            "bearer" => text,
            "basic" => PasswordOrNull(text),
            _ => null,
        };
    }

    private static string? PasswordOrNull(string credentials)
    {
        var bytes = new byte[credentials.Length];
        if (!Convert.TryFromBase64String(credentials, bytes, out var length)) return null;
        var text = Encoding.UTF8.GetString(bytes, 0, length);
        return text.IndexOf(':') is >= 0 and var end ? text[(end + 1)..] : null;
    }
}
