using System.Diagnostics;
using Contacts.WebFront.Errors;
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
        builder.Services.AddSingleton(_ => Sdk.CreateTracerProviderBuilder()
            .ConfigureResource(Describe).AddSource(_sources).AddProcessor(new WithoutQuery()).AddOtlpExporter().Build());
        builder.Services.AddSingleton(_ => Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(Describe).AddMeter(_meters).AddOtlpExporter().Build());
        builder.Services.AddHostedService<Providers>();
    }

    /// <summary>Names the span of a request by its route: path and method themselves may be anything a caller sends.</summary>
    public static void UseTelemetry(this WebApplication app)
    {
        if (app.Services.GetService<TracerProvider>() is null) return;
        app.Use(async (http, next) =>
        {
            await next(http);
            if (http.Features.Get<IHttpActivityFeature>()?.Activity is not { } activity) return;
            var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
            var method = RequestMetrics.Known(http.Request.Method);
            activity.DisplayName = route is null ? method : $"{method} {route}";
            activity.SetTag("http.request.method", method);
            activity.SetTag("http.route", route);
            activity.SetTag("http.response.status_code", http.Response.StatusCode);
        });
    }

    private static void Describe(ResourceBuilder resource)
    {
        if (Environment.GetEnvironmentVariable("OTEL_SERVICE_NAME") is null) resource.AddService("contacts");
    }

    /// <summary>A query may carry an API key: whatever a library writes down of it is dropped.</summary>
    private sealed class WithoutQuery : BaseProcessor<Activity>
    {
        private static readonly string[] _tags =
        [
            "url.query", "url.full", "http.url", "http.target",
            // Orleans' names of grains, whose keys may be addresses.
            "orleans.rpc.target_id", "orleans.rpc.source_id", "rpc.orleans.target_id", "rpc.orleans.source_id", "orleans.grain.id",
            "orleans.directory.registered.address", "orleans.directory.forwarding.address",
        ];

        public override void OnEnd(Activity activity)
        {
            foreach (var tag in _tags) activity.SetTag(tag, null);
        }
    }

    /// <summary>Providers work from their creation to their disposal, in which they send what is left.</summary>
    private sealed class Providers(TracerProvider traces, MeterProvider metrics) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) =>
            Task.Run(() => (traces.ForceFlush(1000), metrics.ForceFlush(1000)), cancellationToken);
    }
}
