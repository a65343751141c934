using System.Collections.Immutable;
using Contacts.Core.Analytics;

namespace Contacts.Grains.Tests.Analytics;

public sealed class QuarterCountsTests
{
    [Fact]
    public void What_was_added_is_read_again()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var (packed, expected) = (new QuarterCounts(), new Dictionary<int, SignUpCounts>());
            for (var i = random.Next(150); i > 0; i--)
            {
                var (quarter, counts) = (random.Next(Quarter.InDay), Counts(random));
                packed.Add(quarter, counts);
                expected[quarter] = expected.GetValueOrDefault(quarter) + counts;
            }

            var read = QuarterCounts.Read([.. packed.Pack()]).ToArray();

            Assert.Equal(expected.Where(one => one.Value != default).OrderBy(one => one.Key).Select(one => (one.Key, one.Value)), read);
        }
    }

    [Fact]
    public void A_day_without_any_is_empty()
    {
        Assert.Empty(new QuarterCounts().Pack());
        Assert.Empty(QuarterCounts.Read([]));
        Assert.Empty(QuarterCounts.Read(default));
    }

    [Fact]
    public void A_busy_day_takes_few_bytes()
    {
        var day = new QuarterCounts();
        for (var quarter = 0; quarter < Quarter.InDay; quarter++) day.Add(quarter, new() { Submitted = 9, Created = 5, Repeated = 4 });

        Assert.Equal(5 * Quarter.InDay, day.Pack().Length);
    }

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
