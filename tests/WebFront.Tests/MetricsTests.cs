using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Contacts.WebFront.Pipeline;
using Microsoft.Extensions.DependencyInjection;

namespace Contacts.WebFront.Tests;

/// <summary>Requests are counted by route and outcome, and nothing else of them.</summary>
public sealed class MetricsTests
{
    [Fact]
    public void Requests_are_counted_by_route_method_and_status()
    {
        using var provider = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var metrics = new RequestMetrics(provider.GetRequiredService<IMeterFactory>());
        Assert.False(metrics.IsEnabled);

        var counted = new ConcurrentQueue<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, it) =>
        {
            if (instrument.Meter.Name == "Contacts.WebFront" && instrument.Meter.Scope == provider.GetRequiredService<IMeterFactory>())
                it.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
            counted.Enqueue($"{value} {string.Join(" ", tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))}"));
        listener.Start();

        metrics.Count("/api/v1/contacts", "GET", 200, started: 0);
        metrics.Count("(none)", "INVENTED", 404, started: 0);

        Assert.True(metrics.IsEnabled);
        Assert.Equal(["1 route=/api/v1/contacts method=GET status=200", "1 route=(none) method=other status=404"], counted);
    }
}
