using System.Net;
using Contacts.Core.Tickets;

namespace Contacts.Grains.Tests.Tickets;

public sealed class SubmitterTests
{
    private static readonly DateTimeOffset _start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7", "203.0.113.0/24", null)]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7", "203.0.113.0/24", null)]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64", "2001:db8:1::/48")]
    [InlineData("fe80::1%3", "fe80::1", "fe80::/64", "fe80::/48")]
    public void A_network_is_24_bits_or_64_of_IPv6_which_has_a_site_of_48(string ip, string address, string network, string? site) =>
        Assert.Equal(new Submitter(address, network, site), Submitter.OfOrNull(IPAddress.Parse(ip)));

    [Fact]
    public void Counts_can_be_read_and_forgotten()
    {
        var counts = new RecentCounts<string>(10);
        counts.Add("a", _start);

        Assert.Equal((1, 1, 0), (counts.Count("a", _start), counts.Count("a", _start.AddMinutes(59)), counts.Count("b", _start)));
        Assert.Equal(0, counts.Count("a", _start.AddMinutes(61)));
        counts.Add("a", _start.AddMinutes(61));
        counts.Forget("a");
        Assert.Equal(0, counts.Count("a", _start.AddMinutes(61)));
    }

    [Fact]
    public void Counts_are_of_the_last_hour()
    {
        var counts = new RecentCounts<string>(10);

        Assert.Equal([1, 2, 1], (int[])[counts.Add("a", _start), counts.Add("a", _start), counts.Add("b", _start)]);
        Assert.Equal(3, counts.Add("a", _start.AddMinutes(30)));
        Assert.Equal(4, counts.Add("a", _start.AddMinutes(59.9)));
        Assert.Equal(3, counts.Add("a", _start.AddMinutes(61)));
        Assert.Equal(2, counts.Add("a", _start.AddMinutes(115)));
        Assert.Equal(1, counts.Add("a", _start.AddDays(1)));
    }

    [Fact]
    public void A_clock_that_is_set_back_counts_on()
    {
        var counts = new RecentCounts<string>(10);
        counts.Add("a", _start);

        Assert.Equal(2, counts.Add("a", _start.AddHours(-2)));
    }

    [Fact]
    public void Counters_that_are_old_make_room_and_recent_ones_stay()
    {
        var counts = new RecentCounts<int>(3);
        counts.Add(1, _start);
        counts.Add(2, _start.AddMinutes(50));
        counts.Add(3, _start.AddMinutes(50));
        counts.Add(4, _start.AddMinutes(70));

        Assert.Equal(2, counts.Add(2, _start.AddMinutes(70)));
        Assert.Equal(1, counts.Add(1, _start.AddMinutes(70))); // Full of recent ones: all were forgotten.
        Assert.Equal(1, counts.Add(2, _start.AddMinutes(70)));
    }
}
