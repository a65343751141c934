namespace Contacts.Testing.Otlp;

/// <summary>
/// What a process says of one instrument and one set of tags. Of a histogram, <see cref="Value"/> is the sum of what was recorded.
/// </summary>
public sealed record Point
{
    public required string Process { get; init; }
    public required string Meter { get; init; }
    public required string Name { get; init; }
    public required string Unit { get; init; }
    public required Dictionary<string, string> Tags { get; init; }
    public required double Value { get; init; }

    /// <summary>How often a histogram was recorded to; 1 of anything else.</summary>
    public required long Count { get; init; }

    /// <summary>In the clock of the process: nanoseconds since 1970.</summary>
    public required ulong At { get; init; }

    public static IEnumerable<Point> ReadAll(ReadOnlyMemory<byte> export) =>
        from resource in WireMessage.Read(export).All(1)
        let process = Otlp.Tags.Read(resource.All(1).Single().All(1)).GetValueOrDefault("service.instance.id", "")
        from scope in resource.All(2)
        let meter = scope.All(1).Single().Text(1)
        from metric in scope.All(2)
        from point in Numbers(metric).Concat(Histograms(metric))
        select point with { Process = process, Meter = meter, Name = metric.Text(1), Unit = metric.Text(3) };

    /// <summary>Of gauges and sums.</summary>
    private static IEnumerable<Point> Numbers(WireMessage metric) =>
        metric.All(5).Concat(metric.All(7)).SelectMany(data => data.All(1)).Select(
        point => New(point, 7, point.Has(4) ? point.Double(4) : (long)point.Number(6), 1));

    private static IEnumerable<Point> Histograms(WireMessage metric) => metric.All(9).SelectMany(data => data.All(1)).Select(
        point => New(point, 9, point.Double(5), (long)point.Number(4)));

    private static Point New(WireMessage point, int tags, double value, long count) => new()
    {
        Process = "", Meter = "", Name = "", Unit = "", Tags = Otlp.Tags.Read(point.All(tags)), Value = value, Count = count,
        At = point.Number(3),
    };
}
