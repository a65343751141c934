using System.Globalization;

namespace Contacts.WebFront.Pipeline.Calls;

/// <summary>Reads moments of a query: dates, or instants with their offset, from 1970-01-02 to 2200-01-01.</summary>
internal static class QueryTimes
{
    public static readonly DateOnly First = new(1970, 1, 2);

    private const string Rule = "must be a date such as 2026-01-31, or an instant with its offset such as 2026-01-31T08:30:00Z";

    private static readonly DateOnly _last = new(2200, 1, 1);

    private static readonly string[] _instants =
    [
        "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    /// <summary>Null where none is given or it is refused; <paramref name="start"/> tells when a date begins.</summary>
    public static DateTimeOffset? Read(ref QueryValues values, string name, Func<DateOnly, DateTimeOffset> start)
    {
        if (values.Text(name)?.Replace(' ', '+') is not { } text) return null; // A plus sign of a query that was not encoded.
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return IsKnown(ref values, name, date) ? start(date) : null;
        if (InstantOrNull(text) is { } instant)
            return IsKnown(ref values, name, DateOnly.FromDateTime(instant.UtcDateTime)) ? instant : null;
        values.Refuse(name, Rule);
        return null;
    }

    /// <summary>When a date begins by UTC.</summary>
    public static DateTimeOffset Utc(DateOnly date) => new(date, TimeOnly.MinValue, TimeSpan.Zero);

    private static DateTimeOffset? InstantOrNull(string text)
    {
        const DateTimeStyles styles = DateTimeStyles.AdjustToUniversal;
        return text.Length > 16 && DateTimeOffset.TryParseExact(text, _instants, CultureInfo.InvariantCulture, styles, out var instant)
            && (text[^1] is 'Z' or 'z' || text.LastIndexOfAny(['+', '-']) > 10)
            ? instant
            : null;
    }

    private static bool IsKnown(ref QueryValues values, string name, DateOnly date)
    {
        if (date >= First && date <= _last) return true;
        values.Refuse(name, "must be from 1970-01-02 to 2200-01-01");
        return false;
    }
}
