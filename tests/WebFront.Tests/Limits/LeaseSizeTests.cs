using Contacts.WebFront.Limits;

namespace Contacts.WebFront.Tests.Limits;

public sealed class LeaseSizeTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(99, 0)]
    [InlineData(100, 1)]
    [InlineData(1_000, 10)]
    [InlineData(500_000, 5_000)]
    public void An_idle_process_keeps_at_most_a_hundredth(int limit, int reserve) => Assert.Equal(reserve, LeaseSize.Reserve(limit));

    [Fact]
    public void A_lease_grows_with_the_rate_step_by_step_and_falls_at_once()
    {
        Assert.Equal(20, LeaseSize.Target(1_000, left: 1_000, perSecond: 1_000_000, previous: 10));
        Assert.Equal(64, LeaseSize.Target(1_000, left: 1_000, perSecond: 16, previous: 60));
        Assert.Equal(10, LeaseSize.Target(1_000, left: 1_000, perSecond: 0, previous: 60));
    }

    [Fact]
    public void Leases_shrink_towards_the_end_of_the_quota()
    {
        Assert.Equal(50, LeaseSize.Target(1_000, left: 400, perSecond: 1_000, previous: 125));
        Assert.Equal(10, LeaseSize.Target(1_000, left: 30, perSecond: 1_000, previous: 125));
    }
}
