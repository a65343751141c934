using Contacts.Core.Analytics;

namespace Contacts.Grains.Tests.Analytics;

public sealed class BucketEdgesTests
{
    private const int Many = 100_000;

    /// <summary>Whole, half and quarter hours; clocks that change by half an hour, at midnight, and by a whole day.</summary>
    public static TheoryData<string> Zones =>
    [
        "UTC", "Europe/Prague", "America/New_York", "Asia/Kolkata", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Chatham",
        "America/Santiago", "Africa/Cairo", "Asia/Beirut", "America/St_Johns", "Pacific/Kiritimati", "Pacific/Apia", "Asia/Pyongyang",
    ];

    [Theory]
    [MemberData(nameof(Zones))]
    public void Every_quarter_is_in_the_bucket_that_the_clock_shows(string name)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(name);
        var random = new Random(7);
        foreach (var interval in Enum.GetValues<SignUpInterval>())
            for (var round = 0; round < 12; round++)
            {
                var from = Quarter.Of(new(new DateTime(2011, 12, 1).AddMinutes(random.Next(20 * 365 * 24 * 60)), TimeSpan.Zero));
                if (round == 0) from = Quarter.Of(new(2011, 12, 25, 3, 15, 0, TimeSpan.Zero)); // Apia skips the 30th.
                var to = from + random.Next(1, interval == SignUpInterval.Hour ? 3_000 : 40_000);
                var edges = BucketEdges.Of(from, to, interval, zone, Many);

                Assert.True(edges[0] <= from && from < edges[1] && edges[^2] < to && to <= edges[^1], $"{name} {interval} {from} {to}");
                for (var i = 0; i + 1 < edges.Length; i++)
                {
                    var shown = Shown(edges[i], interval, zone);
                    Assert.NotEqual(shown, Shown(edges[i] - 1, interval, zone));
                    for (var quarter = edges[i] + 1; quarter < edges[i + 1]; quarter++)
                        Assert.Equal(shown, Shown(quarter, interval, zone));
                }
            }
    }

    [Theory]
    [InlineData("Europe/Prague", "2026-03-29", 23 * 4)]
    [InlineData("Europe/Prague", "2026-10-25", 25 * 4)]
    [InlineData("Europe/Prague", "2026-06-01", 24 * 4)]
    [InlineData("America/New_York", "2026-03-08", 23 * 4)]
    [InlineData("America/Santiago", "2026-09-06", 23 * 4)]
    [InlineData("Australia/Lord_Howe", "2026-04-05", (24 * 4) + 2)]
    [InlineData("Asia/Kathmandu", "2026-04-05", 24 * 4)]
    public void A_day_is_as_long_as_the_clock_makes_it(string name, string day, int quarters)
    {
        var (zone, date) = (TimeZoneInfo.FindSystemTimeZoneById(name), DateOnly.Parse(day));

        Assert.Equal(quarters, BucketEdges.StartOf(date.AddDays(1), zone) - BucketEdges.StartOf(date, zone));
    }

    [Fact]
    public void An_hour_that_is_shown_twice_is_two_buckets()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Prague");
        var (from, to) = (BucketEdges.StartOf(new(2026, 10, 25), zone), BucketEdges.StartOf(new(2026, 10, 26), zone));

        Assert.Equal(26, BucketEdges.Of(from, to, SignUpInterval.Hour, zone, Many).Length);
    }

    [Fact]
    public void A_day_begins_where_the_zone_begins_it()
    {
        var nepal = TimeZoneInfo.FindSystemTimeZoneById("Asia/Kathmandu");

        Assert.Equal(new(2026, 3, 1, 18, 15, 0, TimeSpan.Zero), Quarter.Start(BucketEdges.StartOf(new(2026, 3, 2), nepal)));
    }

    [Fact]
    public void Weeks_begin_on_Monday_and_the_first_bucket_where_its_interval_does()
    {
        var thursday = Quarter.Of(new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero));

        Assert.Equal(
            ["2025-12-29", "2026-01-05"],
            BucketEdges.Of(thursday, thursday + 1, SignUpInterval.Week, TimeZoneInfo.Utc, Many).Select(Day));
        Assert.Equal(
            ["2026-01-01", "2026-02-01"],
            BucketEdges.Of(thursday, thursday + 1, SignUpInterval.Month, TimeZoneInfo.Utc, Many).Select(Day));
    }

    [Fact]
    public void More_buckets_than_allowed_end_the_search_early()
    {
        Assert.Equal(12, BucketEdges.Of(0, int.MaxValue, SignUpInterval.Day, TimeZoneInfo.Utc, most: 10).Length);
    }

    [Theory]
    [InlineData("Europe/Prague", true)]
    [InlineData("Asia/Kolkata", true)]
    [InlineData("Etc/GMT+5", true)]
    [InlineData("America/Argentina/Buenos_Aires", true)]
    [InlineData("Europe/Nowhere", false)]
    [InlineData("../../etc/passwd", false)]
    [InlineData("/etc/localtime", false)]
    [InlineData("Europe/Prague\n", false)]
    public void Only_names_of_the_database_are_zones(string name, bool isZone) => Assert.Equal(isZone, TimeZones.FindOrNull(name) is not null);

    private static string Day(int quarter) => Quarter.Start(quarter).ToString("yyyy-MM-dd");

    /// <summary>What somebody sees on the clock and in the calendar.</summary>
    private static string Shown(int quarter, SignUpInterval interval, TimeZoneInfo zone)
    {
        var clock = TimeZoneInfo.ConvertTime(Quarter.Start(quarter), zone);
        return interval switch
        {
            SignUpInterval.Hour => clock.ToString("yyyy-MM-dd HH zzz"),
            SignUpInterval.Day => clock.ToString("yyyy-MM-dd"),
            SignUpInterval.Week => clock.AddDays(-(((int)clock.DayOfWeek + 6) % 7)).ToString("yyyy-MM-dd"),
            _ => clock.ToString("yyyy-MM"),
        };
    }
}
