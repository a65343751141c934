using Contacts.Grains.Abstractions.Organisations;
using Contacts.WebFront.Hosting;
using Contacts.WebFront.OpenApi;
using Contacts.WebFront.Requests;
using Orleans;
using static Contacts.WebFront.OpenApi.Describe;

namespace Contacts.WebFront.Health;

/// <summary>
/// Whether the process lives, and whether it can serve: its store answers and is migrated, and it is not about to stop. Neither needs a key.
/// </summary>
internal static class HealthEndpoints
{
    private static readonly string[] _methods = ["GET", "HEAD"]; // Load balancers like to send HEAD.

    /// <summary>A store that takes longer is not ready.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(3);

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var grains = routes.ServiceProvider.GetRequiredService<IGrainFactory>();
        var time = routes.ServiceProvider.GetRequiredService<TimeProvider>();
        var drain = routes.ServiceProvider.GetRequiredService<Drain>();
        routes.MapMethods("/health/live", _methods, http => AnswerAsync(http, true, "live")).WithMetadata(_liveDoc);
        routes.MapMethods(
            "/health/ready", _methods, async http => await AnswerAsync(http, !drain.IsDraining && await IsReadyAsync(grains, time, http), "ready"))
            .WithMetadata(_readyDoc);
    }

    private static async Task<bool> IsReadyAsync(IGrainFactory grains, TimeProvider time, HttpContext http)
    {
        try
        {
            return await grains.GetGrain<IOrganisationDirectoryGrain>(0).IsStoreReadyAsync(http.RequestAborted)
                .WaitAsync(_patience, time, http.RequestAborted);
        }
        catch (Exception) when (!http.RequestAborted.IsCancellationRequested)
        {
            return false;
        }
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
