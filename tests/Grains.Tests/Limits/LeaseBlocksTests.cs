using Contacts.Core.Limits;

namespace Contacts.Grains.Tests.Limits;

public sealed class LeaseBlocksTests
{
    [Fact]
    public void One_block_for_each_window_with_the_sum_of_what_is_wanted_and_the_lowest_limit()
    {
        var blocks = LeaseBlocks.Of([Request(1, 3, 10), Request(2, 4, 10), Request(1, 5, 8)]);

        WindowTake[] expected = [new(Window(1), 8, 8), new(Window(2), 4, 10)];
        Assert.Equal(expected, blocks.ToArray());
    }

    [Fact]
    public void Shares_are_what_was_wanted_where_there_is_enough()
    {
        Assert.Equal(new[] { 3, 5 }, LeaseBlocks.Share(8, [3, 5]).ToArray());
    }

    [Fact]
    public void A_greedy_asker_does_not_starve_a_modest_one()
    {
        Assert.Equal(new[] { 9, 1 }, LeaseBlocks.Share(10, [900, 100]).ToArray());
        Assert.Equal(new[] { 1, 1, 0 }, LeaseBlocks.Share(2, [1, 1, 1]).ToArray());
    }

    [Fact]
    public void Shares_always_add_up_to_the_grant_and_never_exceed_what_was_wanted()
    {
        var random = new Random(6);
        for (var round = 0; round < 2_000; round++)
        {
            var wanted = Enumerable.Range(0, random.Next(1, 8)).Select(_ => random.Next(1, random.Next(2, 100_000))).ToArray();
            var granted = random.Next(0, wanted.Sum() + 1);

            var shares = LeaseBlocks.Share(granted, wanted);

            Assert.Equal(granted, shares.Sum());
            Assert.All(shares.Zip(wanted), share => Assert.InRange(share.First, 0, share.Second));
        }
    }

    private static LeaseRequest Request(long subject, int wanted, int limit) => new() { Window = Window(subject), Wanted = wanted, Limit = limit };

    private static RateWindow Window(long subject) => new() { Subject = subject, Size = WindowSize.Minute, Start = DateTimeOffset.UnixEpoch };
}
