using Contacts.WebFront.OpenApi;
using Contacts.WebFront.Requests;
using static Contacts.WebFront.OpenApi.Describe;

namespace Contacts.WebFront.Health;

/// <summary>
/// Whether the process lives, and whether it can serve: its store answers and is migrated, and it is not about to stop. Neither needs a key.
/// </summary>
internal static class HealthEndpoints
{
    private static readonly string[] _methods = ["GET", "HEAD"]; // Load balancers like to send HEAD.

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var readiness = routes.ServiceProvider.GetRequiredService<Readiness>();
        routes.MapMethods("/health/live", _methods, http => AnswerAsync(http, true, "live")).WithMetadata(_liveDoc);
        routes.MapMethods("/health/ready", _methods, async http => await AnswerAsync(http, await readiness.AskAsync(http.RequestAborted), "ready"))
            .WithMetadata(_readyDoc);
    }

    private static Task AnswerAsync(HttpContext http, bool isWell, string well)
    {
        if (!isWell)
            http.Response.Headers.RetryAfter = "2";
        var status = isWell ? well : "unavailable";
        return Answers.JsonAsync(http, isWell ? 200 : 503, status, static (json, it) => json.WriteString("status"u8, it));
    }

    private static readonly RouteDoc _liveDoc = new("Health", "Whether the process lives", "200 as long as it can answer at all.")
    {
        Answer = [Text("status", "How it is.", "live")],
        IsPlainObject = true,
    };

    private static readonly RouteDoc _readyDoc = new(
        "Health", "Whether the service can serve",
        "200 where its store answers and is migrated and it is not about to stop, else 503 with `unavailable`.")
    {
        Answer = [Text("status", "How it is.", "ready")],
        OtherStatus = StatusCodes.Status503ServiceUnavailable,
        IsPlainObject = true,
    };
}
