using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using Contacts.Storage.Tests.Postgres;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Contacts.Cluster.Tests;

public sealed class TelemetryTests
{
    [PostgresFact]
    public async Task Traces_and_metrics_reach_the_collector_and_carry_neither_key_nor_address()
    {
        await using var collector = await Collector.StartAsync();
        var database = await (await PostgresServer.SharedAsync()).CreateEmptyDatabaseAsync();
        await using var silo = await SiloProcess.StartAsync(
            $"ConnectionStrings:Contacts={database}", $"OTEL_EXPORTER_OTLP_ENDPOINT={collector.Address}", "OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf");
        using (var response = await silo.Http.RegisterAsync("traced@example.com", "group")) Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        using (var response = await silo.Http.PostAsJsonAsync(
            $"/api/v1/support/contact-form?apiKey={SiloProcess.SampleKey}", new { message = "Hello", customerEmail = "traced@example.com" }))
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await silo.TerminateAsync();

        Assert.Contains("POST /api/v1/newsletter/register-contact", collector.Text("/v1/traces"), StringComparison.Ordinal);
        Assert.Contains("IEmailGrain", collector.Text("/v1/traces"), StringComparison.Ordinal);
        Assert.Contains("write contacts", collector.Text("/v1/traces"), StringComparison.Ordinal);
        Assert.Contains("contacts.http.requests", collector.Text("/v1/metrics"), StringComparison.Ordinal);
        Assert.Contains("orleans", collector.Text("/v1/metrics"), StringComparison.OrdinalIgnoreCase); // The engine's own, of either.
        string[] metrics = ["contacts.write.batch.size", "contacts.ticket.write.batch.size", "contacts.mail.waiting", "contacts.mail.oldest.age"];
        Assert.All(metrics, metric => Assert.Contains(metric, collector.Text("/v1/metrics"), StringComparison.Ordinal));
        Assert.DoesNotContain(SiloProcess.SampleKey, collector.Text("/v1/traces") + collector.Text("/v1/metrics"), StringComparison.Ordinal);
        Assert.DoesNotContain("traced@example.com", collector.Text("/v1/traces") + collector.Text("/v1/metrics"), StringComparison.Ordinal);
    }

    /// <summary>Takes what exporters send and keeps it.</summary>
    internal sealed class Collector : IAsyncDisposable
    {
        private readonly ConcurrentDictionary<string, StringBuilder> _bodies = new();
        private readonly WebApplication _app;

        private Collector()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            _app = builder.Build();
            _app.MapPost("/v1/{kind}", KeepAsync);
        }

        public string Address => _app.Urls.Single();

        public static async Task<Collector> StartAsync()
        {
            var collector = new Collector();
            await collector._app.StartAsync();
            return collector;
        }

        public string Text(string path)
        {
            if (!_bodies.TryGetValue(path, out var text)) return "";
            lock (text) return text.ToString();
        }

        public ValueTask DisposeAsync() => _app.DisposeAsync();

        private async Task KeepAsync(HttpContext http)
        {
            var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            var text = _bodies.GetOrAdd(http.Request.Path, _ => new());
            lock (text) text.Append(Encoding.UTF8.GetString(body.ToArray()));
        }
    }
}
