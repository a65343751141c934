using System.Collections.Immutable;
using Contacts.Core.Analytics;

namespace Contacts.WebFront.Console.Overview;

/// <summary>The sign-ups of a source in the days of a chart; null stands for all sources that have no series of their own.</summary>
public sealed record SourceSeries(string? Source, ImmutableArray<long> Submitted)
{
    public long Sum => Submitted.Sum();
}

/// <summary>A part of a bar in the coordinates of the drawing, of the series of a number.</summary>
public readonly record struct BarPart(int Series, double X, double Y, double Width, double Height);

/// <summary>Sign-ups by day and source as stacked bars: the sources with the most of them, and all others as one.</summary>
public sealed record SignUpChart
{
    public const int Width = 720;
    public const int Height = 200;

    private const int Most = 5;
    private const double Gap = 0.2; // of a bar's place

    public required ImmutableArray<DateTimeOffset> Days { get; init; }
    public required ImmutableArray<SourceSeries> Series { get; init; }
    public required SignUpCounts Totals { get; init; }

    /// <summary>The most sign-ups of a day: the height of the drawing.</summary>
    public long Highest => Days.Select((_, day) => SumOf(day)).DefaultIfEmpty().Max();

    public static SignUpChart Of(SignUpReport report)
    {
        var series = report.Buckets.GroupBy(bucket => bucket.Key)
            .Select(source => new SourceSeries(source.Key, [.. source.Select(bucket => bucket.Counts.Submitted)]))
            .Where(source => source.Sum > 0).OrderByDescending(source => source.Sum).ToArray();
        return new()
        {
            Days = [.. report.Buckets.Select(bucket => bucket.Start).Distinct()],
            Series = series.Length <= Most + 1 ? [.. series] : [.. series.Take(Most), Together(series[Most..])],
            Totals = report.Totals,
        };
    }

    /// <summary>All sign-ups of a day.</summary>
    public long SumOf(int day) => Series.Sum(source => source.Submitted[day]);

    public IEnumerable<BarPart> Parts()
    {
        var (place, scale) = (Width / (double)Days.Length, Height / (double)Math.Max(1, Highest));
        for (var day = 0; day < Days.Length; day++)
        {
            var top = (double)Height;
            for (var i = 0; i < Series.Length; i++)
                if (Series[i].Submitted[day] * scale is var height && height > 0)
                    yield return new(i, place * (day + (Gap / 2)), top -= height, place * (1 - Gap), height);
        }
    }

    private static SourceSeries Together(SourceSeries[] series) =>
        new(null, [.. series[0].Submitted.Select((_, day) => series.Sum(source => source.Submitted[day]))]);
}
