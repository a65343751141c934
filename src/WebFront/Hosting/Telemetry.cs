using System.Diagnostics;
using Contacts.WebFront.Pipeline;
using Microsoft.AspNetCore.Http.Features;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Contacts.WebFront.Hosting;

/// <summary>
/// Traces and metrics by OTLP where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set, else none: from the request over the grain to the batch and
/// its statement. The usual <c>OTEL_*</c> variables apply. Neither carries keys or personal data.
/// </summary>
public static class Telemetry
{
    private static readonly string[] _sources =
        ["Microsoft.AspNetCore", "Microsoft.Orleans.Runtime", "Microsoft.Orleans.Application", "Contacts.Grains", "Npgsql"];

    private static readonly string[] _meters =
    [
        "Contacts.WebFront", "Contacts.Grains", "Contacts.Storage", "Microsoft.Orleans", "Npgsql", "Microsoft.AspNetCore.Server.Kestrel",
        "System.Runtime",
    ];

    /// <summary>Whether a collector is named.</summary>
    public static bool IsWanted(IConfiguration configuration) => !string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        if (!IsWanted(builder.Configuration)) return;
        var telemetry = builder.Services.AddOpenTelemetry()
            .WithTracing(traces => traces.AddSource(_sources).AddProcessor<WithoutSecrets>().AddOtlpExporter())
            .WithMetrics(metrics => metrics.AddMeter(_meters).AddOtlpExporter());
        if (builder.Configuration["OTEL_SERVICE_NAME"] is null) telemetry.ConfigureResource(resource => resource.AddService("contacts"));
    }

    /// <summary>Names the span of a request by its route: path and method themselves may be anything a caller sends.</summary>
    public static void UseTelemetry(this WebApplication app)
    {
        if (!IsWanted(app.Configuration)) return;
        app.Use(async (http, next) =>
        {
            await next(http);
            if (http.Features.Get<IHttpActivityFeature>()?.Activity is not { } activity) return;
            var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
            var method = RequestMetrics.KnownMethod(http.Request.Method);
            activity.DisplayName = route is null ? method : $"{method} {route}";
            activity.SetTag("http.request.method", method);
            activity.SetTag("http.route", route);
            activity.SetTag("http.response.status_code", http.Response.StatusCode);
        });
    }

    /// <summary>
    /// Path, query and method are what a caller sends, an API key for example: whatever a library writes down of them is dropped.
    /// </summary>
    private sealed class WithoutSecrets : BaseProcessor<Activity>
    {
        private static readonly string[] _tags =
        [
            "url.path", "url.query", "url.full", "http.url", "http.target", "http.request.method_original",
            // Orleans' names of grains, whose keys may be addresses.
            "orleans.rpc.target_id", "orleans.rpc.source_id", "rpc.orleans.target_id", "rpc.orleans.source_id", "orleans.grain.id",
            "orleans.directory.registered.address", "orleans.directory.forwarding.address",
        ];

        public override void OnEnd(Activity activity)
        {
            foreach (var tag in _tags) activity.SetTag(tag, null);
        }
    }
}
