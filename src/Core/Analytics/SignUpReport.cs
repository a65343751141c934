using System.Collections.Immutable;
using Orleans;

namespace Contacts.Core.Analytics;

/// <summary>
/// What is asked of the tallies: the quarters of an hour from <see cref="From"/> to before <see cref="To"/>, in buckets that begin at
/// <see cref="Edges"/> (the last edge ends the last bucket), by a dimension.
/// </summary>
[GenerateSerializer, Immutable, Alias("analytics.query")]
public sealed record SignUpQuery
{
    /// <summary>The most buckets of a report, those of each name counted apart.</summary>
    public const int MostBuckets = 50_000;

    [Id(0)] public required int From { get; init; }
    [Id(1)] public required int To { get; init; }
    [Id(2)] public required ImmutableArray<int> Edges { get; init; }
    [Id(3)] public SignUpDimension GroupBy { get; init; }

    public int FirstDay => Quarter.DayOf(From);
    public int LastDay => Quarter.DayOf(To - 1);

    /// <summary>The days of UTC of which a bucket, or the query, has only a part.</summary>
    public IEnumerable<int> CutDays =>
        Edges.Add(From).Add(To).Where(edge => edge % Quarter.InDay != 0).Select(Quarter.DayOf).Distinct();
}

/// <summary>What was counted of a name in one bucket. <see cref="Key"/> is a source, the name of a group or the id of a key.</summary>
[GenerateSerializer, Immutable, Alias("analytics.bucket")]
public readonly record struct SignUpBucket
{
    [Id(0)] public required DateTimeOffset Start { get; init; }
    [Id(1)] public required string Key { get; init; }
    [Id(2)] public required SignUpCounts Counts { get; init; }
}

/// <summary>
/// The buckets of each name in order of time and name, empty ones too, and the sums, in which a sign-up with two groups counts once.
/// Without buckets, and with <see cref="TooManyKeys"/> names, where there would be more than <see cref="SignUpQuery.MostBuckets"/>.
/// </summary>
[GenerateSerializer, Immutable, Alias("analytics.report")]
public sealed record SignUpReport
{
    [Id(0)] public ImmutableArray<SignUpBucket> Buckets { get; init; } = [];
    [Id(1)] public SignUpCounts Totals { get; init; }
    [Id(2)] public int? TooManyKeys { get; init; }
}
