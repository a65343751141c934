using System.Diagnostics.Tracing;
using Contacts.Testing.Otlp;
using Microsoft.Diagnostics.NETCore.Client;

namespace Contacts.Soak;

/// <summary>What lives in the heaps of processes: asked for a full collection from outside, they then say what it left.</summary>
internal sealed class Heaps(Collector collector)
{
    private const string Runtime = "Microsoft-Windows-DotNETRuntime";
    private const long CollectNow = 0x800000; // A keyword whose enabling is the wish for a full collection.
    private const string Collections = "dotnet.gc.collections";
    private const string Size = "dotnet.gc.last_collection.heap.size";
    private const string Gaps = "dotnet.gc.last_collection.heap.fragmentation.size";

    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);

    /// <summary>Megabytes, all processes together.</summary>
    public async Task<double> CollectAsync(IReadOnlyList<int> processes)
    {
        using var limit = new CancellationTokenSource(_patience);
        await collector.UntilAsync(it => FullOnes(it).Count == processes.Count, limit.Token);
        var before = FullOnes(collector);
        await Task.WhenAll(processes.Select(process => AskAsync(process, limit.Token)));
        await collector.UntilAsync(it => FullOnes(it).All(process => process.Value > before[process.Key]), limit.Token);
        return (Sum(Size) - Sum(Gaps)) / 1048576;
    }

    private double Sum(string metric) => collector.Points.Where(point => point.Name == metric).Sum(point => point.Value);

    /// <summary>How many full collections each process had.</summary>
    private static Dictionary<string, double> FullOnes(Collector collector) => collector.Points
        .Where(point => point.Name == Collections && point.Tags["gc.heap.generation"] == "gen2")
        .ToDictionary(point => point.Process, point => point.Value);

    private static async Task AskAsync(int process, CancellationToken cancellationToken)
    {
        var wish = new EventPipeProvider(Runtime, EventLevel.Informational, CollectNow);
        using var session = await new DiagnosticsClient(process)
            .StartEventPipeSessionAsync(wish, requestRundown: false, token: cancellationToken);
        var events = session.EventStream.CopyToAsync(Stream.Null, cancellationToken);
        await session.StopAsync(cancellationToken);
        await events;
    }
}
