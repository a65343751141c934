using System.Diagnostics;
using System.Diagnostics.Metrics;
using Orleans;

namespace Contacts.LocalSilo.Tests;

public sealed class MeteringTests
{
    [Alias("metered")]
    public interface IMeteredGrain : IGrainWithStringKey
    {
        Task WaitAsync(string gate);

        Task FailAsync();

        Task<string?> ActivityAsync();
    }

    public sealed class MeteredGrain(Gates gates) : Grain, IMeteredGrain
    {
        public async Task WaitAsync(string gate) => await gates.PassAsync(gate);

        public Task FailAsync() => throw new InvalidOperationException();

        public async Task<string?> ActivityAsync()
        {
            await Task.Yield();
            return $"{Activity.Current?.TraceId} {Activity.Current?.OperationName}";
        }
    }

    [Fact]
    public async Task Calls_failures_queue_and_activations_are_metered()
    {
        await using var silo = await TestSilo.StartAsync<MeteredGrain>();
        var grain = silo.Get<IMeteredGrain>();
        await Assert.ThrowsAsync<InvalidOperationException>(() => grain.FailAsync());
        var running = grain.WaitAsync("one");
        await silo.Gates.Reached("one");
        var inLine = grain.WaitAsync("two");
        var seen = Read(silo);
        Assert.Equal(3, seen["orleans.localsilo.calls"]);
        Assert.Equal(1, seen["orleans.localsilo.call.failures"]);
        Assert.Equal(1, seen["orleans.localsilo.queue.length"]);
        Assert.Equal(1, seen["orleans.localsilo.activations metered"]);
        Assert.Equal(1, seen["orleans.localsilo.activations.created metered"]);
        Assert.Equal(0, seen["orleans.localsilo.activations.ended metered"]);
        silo.Gates.Open("one");
        silo.Gates.Open("two");
        await Task.WhenAll(running, inLine);
        Assert.Equal(0, Read(silo)["orleans.localsilo.queue.length"]);
    }

    [Fact]
    public async Task The_callers_activity_is_the_parent_of_what_the_grain_does()
    {
        await using var silo = await TestSilo.StartAsync<MeteredGrain>();
        var grain = silo.Get<IMeteredGrain>();
        using var caller = new Activity("caller").Start();
        Assert.Equal($"{caller.TraceId} caller", await grain.ActivityAsync());
        using var listener = new ActivityListener
        {
            ShouldListenTo = s => s.Name == "Orleans.LocalSilo",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData
        };
        ActivitySource.AddActivityListener(listener);
        Assert.Equal($"{caller.TraceId} IMeteredGrain/ActivityAsync", await grain.ActivityAsync());
        Assert.Same(caller, Activity.Current);
    }

    private static Dictionary<string, long> Read(TestSilo silo)
    {
        var seen = new Dictionary<string, long>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter.Name == "Orleans.LocalSilo" && ReferenceEquals(instrument.Meter.Scope, silo.Grains))
                l.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            seen[string.Join(' ', [instrument.Name, .. tags.ToArray().Select(t => t.Value!.ToString())])] = value);
        listener.Start();
        listener.RecordObservableInstruments();
        return seen;
    }
}
