using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Contacts.WebFront.Pipeline.Json;
using Contacts.WebFront.Pipeline.Replies;
using Microsoft.AspNetCore.Http.Metadata;

namespace Contacts.WebFront.Hosting;

/// <summary>
/// Liveness and readiness: its store answers and is migrated, and it is not about to stop.
/// Neither needs a key.
/// </summary>
internal static class HealthEndpoints
{
    private static readonly string[] _methods = ["GET", "HEAD"]; // Load balancers like to send HEAD.
    private static readonly HealthJson _json = new(ApiJson.Configure(new JsonSerializerOptions()));

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        Map(routes, "/health/live", LiveAsync, StatusCodes.Status200OK);
        Map(routes, "/health/ready", ReadyAsync, StatusCodes.Status200OK, StatusCodes.Status503ServiceUnavailable);
    }

    /// <summary>Whether the process lives</summary>
    /// <remarks>200 as long as it can answer at all.</remarks>
    public static Task LiveAsync(HttpContext http) => AnswerAsync(http, StatusCodes.Status200OK, "live");

    /// <summary>Whether the service can serve</summary>
    /// <remarks>200 where its store answers and is migrated and it is not about to stop, else 503 with `unavailable`.</remarks>
    public static async Task ReadyAsync(HttpContext http)
    {
        var isReady = await http.RequestServices.GetRequiredService<Readiness>().AskAsync(http.RequestAborted);
        if (!isReady)
            http.Response.Headers.RetryAfter = "2";
        await (isReady
            ? AnswerAsync(http, StatusCodes.Status200OK, "ready")
            : AnswerAsync(http, StatusCodes.Status503ServiceUnavailable, "unavailable"));
    }

    private static void Map(IEndpointRouteBuilder routes, string path, RequestDelegate handler, params int[] statuses) =>
        routes.MapMethods(path, _methods, handler).WithMetadata(
            [handler.Method, new TagsAttribute("Health"), .. statuses.Select(status =>
                new ProducesResponseTypeMetadata(status, typeof(HealthStatus), ["application/json"]))]);

    private static Task AnswerAsync(HttpContext http, int status, string text) =>
        Responses.JsonAsync(http, status, new HealthStatus { Status = text }, _json.HealthStatus);
}

/// <summary>How the process is.</summary>
internal sealed record HealthStatus
{
    /// <summary>How it is.</summary><example>ready</example>
    [AllowedValues("live", "ready", "unavailable")] public required string Status { get; init; }
}

[JsonSerializable(typeof(HealthStatus))]
internal sealed partial class HealthJson : JsonSerializerContext;
