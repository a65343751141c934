using System.Collections.Immutable;

namespace Contacts.Core.Analytics;

/// <summary>How long a bucket is, by the clock of a time zone; weeks begin on Monday.</summary>
public enum SignUpInterval
{
    Hour,
    Day,
    Week,
    Month,
}

/// <summary>
/// Where the buckets of a time zone begin, to the quarter of an hour. A day has as many hours as the zone gives it, 23 or 25 where clocks
/// are changed; an hour that a clock shows twice is two buckets. The zone is asked only what the clock shows at an instant, which has one
/// answer.
/// </summary>
public static class BucketEdges
{
    private const int FarthestAhead = 60; // quarters: no clock is 15 hours ahead of UTC, or behind it

    /// <summary>
    /// The quarters in which those buckets begin that have any time from <paramref name="from"/> to before <paramref name="to"/>, and the
    /// quarter in which the last one ends. Ends early with more than <paramref name="most"/> buckets.
    /// </summary>
    public static ImmutableArray<int> Of(int from, int to, SignUpInterval interval, TimeZoneInfo zone, int most)
    {
        var edges = ImmutableArray.CreateBuilder<int>();
        foreach (var edge in interval == SignUpInterval.Hour ? Hours(from, zone) : Dates(from, interval, zone))
        {
            if (edges.Count == 0 || edge > edges[^1]) edges.Add(edge); // A zone may skip a whole day.
            if (edge >= to || edges.Count > most + 1) break;
        }
        return edges.ToImmutable();
    }

    /// <summary>The quarter in which a day of the zone begins.</summary>
    public static int StartOf(DateOnly date, TimeZoneInfo zone)
    {
        var midnight = Quarter.Of(new(date.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero));
        var (before, from) = (midnight - FarthestAhead, midnight + FarthestAhead);
        while (before + 1 < from)
        {
            var middle = before + ((from - before) / 2);
            if (DateAt(middle, zone) < date) before = middle;
            else from = middle;
        }
        return from;
    }

    /// <summary>The day that the clock shows when a quarter begins.</summary>
    public static DateOnly DateAt(int quarter, TimeZoneInfo zone) => DateOnly.FromDateTime(ClockAt(quarter, zone).DateTime);

    private static IEnumerable<int> Dates(int from, SignUpInterval interval, TimeZoneInfo zone)
    {
        var today = DateAt(from, zone);
        var date = interval switch
        {
            SignUpInterval.Week => today.AddDays(-(((int)today.DayOfWeek + 6) % 7)),
            SignUpInterval.Month => new(today.Year, today.Month, 1),
            _ => today,
        };
        for (; ; date = interval == SignUpInterval.Month ? date.AddMonths(1) : date.AddDays(interval == SignUpInterval.Week ? 7 : 1))
            yield return StartOf(date, zone);
    }

    private static IEnumerable<int> Hours(int from, TimeZoneInfo zone)
    {
        var quarter = from;
        while (HourAt(quarter - 1, zone) == HourAt(from, zone)) quarter--;
        for (; ; quarter++)
            if (HourAt(quarter, zone) != HourAt(quarter - 1, zone)) yield return quarter;
    }

    /// <summary>Tells an hour from the next one, and from the same one when it is shown again.</summary>
    private static (DateTime Hour, TimeSpan Offset) HourAt(int quarter, TimeZoneInfo zone)
    {
        var clock = ClockAt(quarter, zone);
        return (clock.Date.AddHours(clock.Hour), clock.Offset);
    }

    private static DateTimeOffset ClockAt(int quarter, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(Quarter.Start(quarter), zone);
}
