using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;

namespace Orleans.Runtime;

/// <summary>The meter "Orleans.LocalSilo". All instruments are read from counts the engine keeps anyway.</summary>
internal static class Metering
{
    public const string MeterName = "Orleans.LocalSilo";

    private static readonly ConditionalWeakTable<GrainEngine, Meter> _meters = [];

    public static void Start(GrainEngine engine)
    {
        var (ledger, classes) = (engine.Ledger, engine.Classes);
        var meter = new Meter(MeterName, version: null, tags: null, scope: engine);
        meter.CreateObservableCounter("orleans.localsilo.calls", () => ledger.Calls, "{call}", "Calls made.");
        meter.CreateObservableCounter(
            "orleans.localsilo.call.failures", () => ledger.Failures, "{call}", "Calls answered by an exception.");
        meter.CreateObservableGauge(
            "orleans.localsilo.queue.length", () => ledger.Waiting, "{call}", "Calls that no grain has begun with.");
        meter.CreateObservableGauge(
            "orleans.localsilo.activations", () => classes.Select(c => Measure(c.Created - c.Ended, c)), "{activation}");
        meter.CreateObservableCounter(
            "orleans.localsilo.activations.created", () => classes.Select(c => Measure(c.Created, c)), "{activation}");
        meter.CreateObservableCounter(
            "orleans.localsilo.activations.ended", () => classes.Select(c => Measure(c.Ended, c)), "{activation}");
        _meters.Add(engine, meter);
    }

    public static void Stop(GrainEngine engine)
    {
        if (_meters.TryGetValue(engine, out var meter)) meter.Dispose();
    }

    private static Measurement<long> Measure(long value, GrainClass grainClass) =>
        new(value, new KeyValuePair<string, object?>("grain.type", grainClass.Type.Name));
}
