using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Contacts.Grains.Batching;

/// <summary>
/// What can be seen of the batches of one kind: their size, how long they are under way, how many rows wait; and a span each, which belongs
/// to the trace of its first row and links to those of the others. Costs next to nothing while nobody listens.
/// </summary>
internal sealed class BatchTelemetry(string prefix, string span)
{
    private static readonly ActivitySource _source = new(GrainTelemetry.Name);

    private readonly Histogram<int> _size =
        GrainTelemetry.Meter.CreateHistogram<int>($"{prefix}.batch.size", "{row}", "Rows of a committed batch.");

    private readonly Histogram<double> _duration =
        GrainTelemetry.Meter.CreateHistogram<double>($"{prefix}.batch.duration", "s", "Time from sending a batch to its commit.");

    private readonly UpDownCounter<long> _waiting =
        GrainTelemetry.Meter.CreateUpDownCounter<long>($"{prefix}.waiting", "{row}", "Rows that wait for a batch or are under way in one.");

    /// <summary>The caller's span, while traces are taken.</summary>
    public static ActivityContext Origin => _source.HasListeners() ? Activity.Current?.Context ?? default : default;

    public void ChangeWaiting(int rows) => _waiting.Add(rows);

    public Activity? Start<TRow, TResult>(IReadOnlyList<PendingRow<TRow, TResult>> batch)
    {
        if (!_source.HasListeners()) return null;
        var links = new List<ActivityLink>();
        for (var i = 1; i < batch.Count; i++)
            if (batch[i].Origin != default) links.Add(new(batch[i].Origin));
        return _source.StartActivity(span, ActivityKind.Internal, batch[0].Origin, [new("contacts.rows", batch.Count)], links);
    }

    public void Committed(int rows, long startedAt)
    {
        _size.Record(rows);
        _duration.Record(Stopwatch.GetElapsedTime(startedAt).TotalSeconds);
    }
}
