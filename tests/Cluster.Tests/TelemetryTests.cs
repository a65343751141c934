using Contacts.Testing.Otlp;
using Contacts.Testing.Postgres;

namespace Contacts.Cluster.Tests;

/// <summary>
/// What a collector gets to see of a real process that did something of everything: every metric that the operator's page names, and
/// nothing of the people in its store, of their keys or of the organisation.
/// </summary>
public sealed class TelemetryTests
{
    [Fact]
    public Task Every_metric_and_nothing_personal_is_exported_on_SQLite() =>
        AssertExportedAsync([.. KnownMetrics.Ours, .. KnownMetrics.Orleans, .. KnownMetrics.Platforms]);

    [PostgresFact]
    public async Task Every_metric_and_nothing_personal_is_exported_on_PostgreSQL()
    {
        var database = await (await PostgresServer.SharedAsync()).CreateEmptyDatabaseAsync();
        await AssertExportedAsync(
            [.. KnownMetrics.Ours, .. KnownMetrics.Orleans, .. KnownMetrics.Platforms, .. KnownMetrics.Pools],
                $"ConnectionStrings:Contacts={database}");
    }

    private static async Task AssertExportedAsync(KnownMetric[] expected, params string[] store)
    {
        using var data = new DataFolder();
        await using var collector = await Collector.StartAsync();
        await using var silo =
            await SiloProcess.StartAsync([.. store, data.Setting, "OTEL_METRIC_EXPORT_INTERVAL=500", .. collector.Settings]);
        await Everything.DoAsync(silo.Http);
        await UntilSeenAsync(collector, "contacts.ready", point => point.Value == 1);
        await UntilSeenAsync(collector, "contacts.mail.attempts", point => point.Tags["outcome"] == "sent");
        await UntilSeenAsync(collector, "contacts.import.rows", point => point.Tags["outcome"] == "created");
        Assert.Equal(0, await silo.TerminateAsync());

        foreach (var metric in expected) metric.AssertAmong(collector.Points);
        Assert.Empty(collector.Points.Where(point => point.Meter.StartsWith("Contacts", StringComparison.Ordinal))
            .Select(point => point.Name)
            .Except(KnownMetrics.Ours.Select(metric => metric.Name)));
        Assert.Equal(0, collector.Points.Single(point => point.Name == "contacts.ready").Value); // The last that it said.
        Assert.All(collector.Points.SelectMany(point => point.Tags), tag => Assert.NotEqual("demo", tag.Value));
        Assert.Contains(collector.Spans, span => span.Name == "POST /api/v1/newsletter/register-contact");
        Assert.All(Everything.Secrets, secret => Assert.DoesNotContain(secret, collector.Text, StringComparison.OrdinalIgnoreCase));
    }

    private static async Task UntilSeenAsync(Collector collector, string name, Func<Point, bool> isSeen)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await collector.UntilAsync(it => it.Points.Any(point => point.Name == name && isSeen(point)), limit.Token);
    }
}
