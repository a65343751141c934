namespace Contacts.Core.Analytics;

/// <summary>Quarters of an hour of UTC, numbered from 1970 on, and the days of UTC that they are of.</summary>
public static class Quarter
{
    public const int Seconds = 900;
    public const int InDay = 96;

    /// <summary>The quarter that an instant is in.</summary>
    public static int Of(DateTimeOffset at) => (int)Math.Floor(at.ToUnixTimeSeconds() / (double)Seconds);

    /// <summary>The first quarter that does not begin before an instant.</summary>
    public static int From(DateTimeOffset at) => Start(Of(at)) < at ? Of(at) + 1 : Of(at);

    public static DateTimeOffset Start(int quarter) => DateTimeOffset.FromUnixTimeSeconds((long)quarter * Seconds);

    /// <summary>The day of a quarter, numbered from 1970 on.</summary>
    public static int DayOf(int quarter) => quarter / InDay;
}
