using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Contacts.Grains.Contacts;

/// <summary>
/// What can be seen of the batches: their size, how long they are under way, how many rows wait; and a span each, which belongs to the
/// trace of its first row and links to those of the others. Costs next to nothing while nobody listens.
/// </summary>
internal static class WriteTelemetry
{
    private const string Name = "Contacts.Grains";

    private static readonly ActivitySource _source = new(Name);
    private static readonly Meter _meter = new(Name);
    private static readonly Histogram<int> _size =
        _meter.CreateHistogram<int>("contacts.write.batch.size", "{row}", "Rows of a committed batch.");

    private static readonly Histogram<double> _duration =
        _meter.CreateHistogram<double>("contacts.write.batch.duration", "s", "Time from sending a batch to its commit.");

    private static readonly UpDownCounter<long> _waiting =
        _meter.CreateUpDownCounter<long>("contacts.write.waiting", "{row}", "Rows that wait for a batch or are under way in one.");

    public static bool IsTraced => _source.HasListeners();

    public static void Waits(int rows) => _waiting.Add(rows);

    public static Activity? Start(ContactBatch batch)
    {
        if (!_source.HasListeners()) return null;
        var links = new List<ActivityLink>();
        for (var i = 1; i < batch.Count; i++)
            if (batch[i].Origin != default) links.Add(new(batch[i].Origin));
        return _source.StartActivity("write contacts", ActivityKind.Internal, batch[0].Origin, [new("contacts.rows", batch.Count)], links);
    }

    public static void Committed(int rows, long startedAt)
    {
        _size.Record(rows);
        _duration.Record(Stopwatch.GetElapsedTime(startedAt).TotalSeconds);
    }
}
