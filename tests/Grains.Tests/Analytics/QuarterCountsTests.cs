using Contacts.Core.Analytics;

namespace Contacts.Grains.Tests.Analytics;

public sealed class QuarterCountsTests
{
    [Fact]
    public void Any_part_of_a_day_is_the_sum_of_its_quarters()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var (packed, expected) = (new QuarterCounts(), new Dictionary<int, SignUpCounts>());
            for (var i = random.Next(150); i > 0; i--)
            {
                var (quarter, counts) = (random.Next(Quarter.InDay), Counts(random));
                packed.Add(quarter, counts);
                expected[quarter] = expected.GetValueOrDefault(quarter) + counts;
            }

            var (day, copy) = (packed.Pack(), new QuarterCounts());
            copy.Add(new PackedDay(day));

            for (var from = 0; from <= Quarter.InDay; from++)
                for (var to = from; to <= Quarter.InDay; to++)
                    Assert.Equal(Sum(expected, from, to), new PackedDay(day).Sum(from, to));
            Assert.Equal(day, copy.Pack());
        }
    }

    [Fact]
    public void A_day_without_any_is_empty()
    {
        Assert.Empty(new QuarterCounts().Pack());
        Assert.Equal(default, new PackedDay([]).Sum(0, Quarter.InDay));
    }

    [Fact]
    public void A_busy_day_takes_few_bytes()
    {
        var day = new QuarterCounts();
        for (var quarter = 0; quarter < Quarter.InDay; quarter++) day.Add(quarter, new() { Submitted = 9, Created = 5, Repeated = 4 });

        Assert.InRange(day.Pack().Length, 4 * Quarter.InDay, 6 * Quarter.InDay);
    }

    private static SignUpCounts Sum(Dictionary<int, SignUpCounts> quarters, int from, int to) =>
        quarters.Where(one => one.Key >= from && one.Key < to).Select(one => one.Value).Aggregate(new SignUpCounts(), (one, other) => one + other);

    private static SignUpCounts Counts(Random random) => new()
    {
        Submitted = Number(random), Created = Number(random), Repeated = Number(random), Pending = Number(random),
        Confirmed = Number(random), Withdrawn = Number(random),
    };

    private static long Number(Random random) => random.Next(3) switch
    {
        0 => 0,
        1 => random.Next(200),
        _ => random.NextInt64(1L << 40),
    };
}
