using System.Globalization;
using Contacts.Core.Analytics;
using Contacts.WebFront.Pipeline.Calls;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Admin.Analytics;

/// <summary>Reads which sign-ups are asked for. Times are taken to the quarter of an hour, outwards.</summary>
internal static class SignUpQueryReader
{
    private const int UsualDays = 30;
    private const string TimeRule = "must be a date such as 2026-01-31, or an instant with its offset such as 2026-01-31T08:30:00Z";

    private static readonly DateOnly _first = new(1970, 1, 2);
    private static readonly DateOnly _last = new(2200, 1, 1);

    private static readonly string[] _instants =
    [
        "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    /// <summary>The query, or what is wrong with it.</summary>
    public static (SignUpQuery? Query, Failure? Problem) Read(IQueryCollection query, DateTimeOffset now)
    {
        var values = new QueryValues(query);
        var interval = OneOf(ref values, "interval", SignUpInterval.Day);
        var groupBy = OneOf(ref values, "groupBy", SignUpDimension.None);
        var zone = Zone(ref values);
        if (values.Problem is { } wrong) return (null, wrong);

        var to = Time(ref values, "to", zone) ?? Today(now, zone, 1);
        var from = Time(ref values, "from", zone) ?? DaysBefore(to, zone);
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

    private static T OneOf<T>(ref QueryValues values, string name, T usual)
        where T : struct, Enum
    {
        if (values.Text(name) is not { } text) return usual;
        foreach (var value in Enum.GetValues<T>())
            if (string.Equals(value.ToString(), text, StringComparison.OrdinalIgnoreCase)) return value;
        values.Refuse(name, $"must be one of {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()}");
        return usual;
    }

    private static TimeZoneInfo Zone(ref QueryValues values)
    {
        if (values.Text("timeZone") is not { } name) return TimeZoneInfo.Utc;
        if (TimeZones.FindOrNull(name) is { } zone) return zone;
        values.Refuse("timeZone", TimeZones.ArePresent
            ? "must be a time zone of the IANA database such as Europe/Prague"
            : "cannot be used: the machine of the service has no time zones (package tzdata)");
        return TimeZoneInfo.Utc;
    }

    private static DateTimeOffset? Time(ref QueryValues values, string name, TimeZoneInfo zone)
    {
        if (values.Text(name)?.Replace(' ', '+') is not { } text) return null; // A plus sign of a query that was not encoded.
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return Start(date < _first || date > _last ? Refused(ref values, name) : date, zone);
        const DateTimeStyles styles = DateTimeStyles.AdjustToUniversal;
        if (text.Length > 16 && DateTimeOffset.TryParseExact(text, _instants, CultureInfo.InvariantCulture, styles, out var instant)
            && HasOffset(text))
            return DateOnly.FromDateTime(instant.UtcDateTime) is var day && (day < _first || day > _last)
                ? Start(Refused(ref values, name), zone)
                : instant;
        values.Refuse(name, TimeRule);
        return null;
    }

    private static bool HasOffset(string text) => text[^1] is 'Z' or 'z' || text.LastIndexOfAny(['+', '-']) > 10;

    private static DateOnly Refused(ref QueryValues values, string name)
    {
        values.Refuse(name, "must be from 1970-01-02 to 2200-01-01");
        return _first;
    }

    private static DateTimeOffset Today(DateTimeOffset now, TimeZoneInfo zone, int days) =>
        Start(BucketEdges.DateAt(Quarter.Of(now), zone).AddDays(days), zone);

    private static DateTimeOffset DaysBefore(DateTimeOffset to, TimeZoneInfo zone)
    {
        var day = BucketEdges.DateAt(Quarter.Of(to), zone).AddDays(-UsualDays);
        return Start(day < _first ? _first : day, zone);
    }

    private static DateTimeOffset Start(DateOnly date, TimeZoneInfo zone) => Quarter.Start(BucketEdges.StartOf(date, zone));
}
