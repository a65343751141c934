using Contacts.Core.Analytics;
using Contacts.WebFront.Pipeline.Calls;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Admin.Analytics;

/// <summary>Reads which sign-ups are asked for. Times are taken to the quarter of an hour, outwards.</summary>
internal static class SignUpQueryReader
{
    private const int UsualDays = 30;

    /// <summary>The query, or what is wrong with it.</summary>
    public static (SignUpQuery? Query, Failure? Problem) Read(IQueryCollection query, DateTimeOffset now)
    {
        var values = new QueryValues(query);
        var interval = values.OneOf<SignUpInterval>("interval") ?? SignUpInterval.Day;
        var groupBy = values.OneOf<SignUpDimension>("groupBy") ?? SignUpDimension.None;
        var zone = Zone(ref values);
        if (values.Problem is { } wrong) return (null, wrong);

        var to = QueryTimes.Read(ref values, "to", date => Start(date, zone)) ?? Today(now, zone, 1);
        var from = QueryTimes.Read(ref values, "from", date => Start(date, zone)) ?? DaysBefore(to, zone);
        if (values.Problem is null && from >= to) values.Refuse("from", "must be before \"to\"");
        if (values.Problem is { } misplaced) return (null, misplaced);
        var (first, end) = (Quarter.Of(from), Quarter.From(to));
        var edges = BucketEdges.Of(first, end, interval, zone, SignUpQuery.MostBuckets);
        if (edges.Length - 1 > SignUpQuery.MostBuckets) return (null, TooMany("intervals"));
        return (new() { From = first, To = end, Edges = edges, GroupBy = groupBy }, null);
    }

    public static Failure TooMany(string what) => Failure.Invalid(
        $"\"from\" to \"to\" has too many {what} for one answer, which has at most {SignUpQuery.MostBuckets} buckets: "
        + "ask for a longer interval or a shorter time");

    private static TimeZoneInfo Zone(ref QueryValues values)
    {
        if (values.Text("timeZone") is not { } name) return TimeZoneInfo.Utc;
        if (TimeZones.FindOrNull(name) is { } zone) return zone;
        values.Refuse("timeZone", TimeZones.ArePresent
            ? "must be a time zone of the IANA database such as Europe/Prague"
            : "cannot be used: the machine of the service has no time zones (package tzdata)");
        return TimeZoneInfo.Utc;
    }

    private static DateTimeOffset Today(DateTimeOffset now, TimeZoneInfo zone, int days) =>
        Start(BucketEdges.DateAt(Quarter.Of(now), zone).AddDays(days), zone);

    private static DateTimeOffset DaysBefore(DateTimeOffset to, TimeZoneInfo zone)
    {
        var day = BucketEdges.DateAt(Quarter.Of(to), zone).AddDays(-UsualDays);
        return Start(day < QueryTimes.First ? QueryTimes.First : day, zone);
    }

    private static DateTimeOffset Start(DateOnly date, TimeZoneInfo zone) => Quarter.Start(BucketEdges.StartOf(date, zone));
}
