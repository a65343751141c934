using Contacts.WebFront.Pipeline.Limits;

namespace Contacts.WebFront.Tests.Limits;

public sealed class LeaseSizeTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(99, 0)]
    [InlineData(100, 1)]
    [InlineData(1_000, 10)]
    [InlineData(500_000, 5_000)]
    public void An_idle_process_keeps_at_most_a_hundredth(int limit, int reserve)
    {
        Assert.Equal(reserve, LeaseSize.Reserve(limit));
        Assert.Equal(reserve, LeaseSize.Target(limit, previous: limit, slower: 0, faster: 0));
    }

    [Fact]
    public void What_is_kept_grows_with_the_rate_second_by_second_and_falls_at_once()
    {
        Assert.Equal(20, LeaseSize.Target(1_000, previous: 10, slower: 1_000, faster: 2_000));
        Assert.Equal(480, LeaseSize.Target(1_000, previous: 300, slower: 16, faster: 18));
        Assert.Equal(300, LeaseSize.Target(1_000, previous: 300, slower: 2, faster: 18));
        Assert.Equal(90, LeaseSize.Target(1_000, previous: 300, slower: 2, faster: 3));
    }

    [Fact]
    public void A_burst_does_not_count() => Assert.Equal(10, LeaseSize.Target(1_000, previous: 10, slower: 0, faster: 900));

    [Fact]
    public void Even_a_small_limit_is_leased_ahead_while_it_is_spent_steadily()
    {
        Assert.Equal(2, LeaseSize.Target(60, previous: 0, slower: 1, faster: 1));
        Assert.Equal(30, LeaseSize.Target(60, previous: 16, slower: 1, faster: 2));
    }

    [Fact]
    public void Leases_shrink_towards_the_end_of_the_quota_and_where_others_spend_too()
    {
        Assert.Equal(320, LeaseSize.ToLease(1_000, target: 320, left: 900, isAlone: true));
        Assert.Equal(267, LeaseSize.ToLease(1_000, target: 320, left: 400, isAlone: true));
        Assert.Equal(66, LeaseSize.ToLease(1_000, target: 320, left: 400, isAlone: false));
        Assert.Equal(10, LeaseSize.ToLease(1_000, target: 320, left: 30, isAlone: false));
        Assert.Equal(25, LeaseSize.ToLease(1_000, target: 320, left: 25, isAlone: true));
        Assert.Equal(10, LeaseSize.ToLease(1_000, target: 10, left: 900, isAlone: true));
    }

    [Fact]
    public void A_few_idle_processes_are_no_company()
    {
        Assert.True(LeaseSize.IsAlone(1_000, ofOthers: 30));
        Assert.False(LeaseSize.IsAlone(1_000, ofOthers: 31));
    }
}
