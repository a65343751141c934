using Contacts.Core.Caching;

namespace Contacts.Grains.Tests.Caching;

/// <summary>How long entries live and how many there are.</summary>
public sealed class RotatingCacheTests
{
    private static readonly TimeSpan _life = TimeSpan.FromSeconds(10);
    private readonly FakeTimeProvider _clock = new();

    [Theory]
    [InlineData(0, true)]
    [InlineData(9, true)]
    [InlineData(10, true)]
    [InlineData(20, false)]
    [InlineData(100, false)]
    public void An_entry_lives_once_and_at_most_twice_its_time(int seconds, bool isThere)
    {
        var cache = new RotatingCache<int, string>(100, _life, _clock);
        cache.Set(1, "one");
        _clock.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal(isThere, cache.TryGet(1, out _));
    }

    [Fact]
    public void Late_rotations_do_not_prolong_a_life()
    {
        var cache = new RotatingCache<int, string>(100, _life, _clock);
        cache.Set(1, "one");
        _clock.Advance(TimeSpan.FromSeconds(19));
        Assert.True(cache.TryGet(1, out _));
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.False(cache.TryGet(1, out _));
    }

    [Fact]
    public void A_flood_never_holds_more_than_twice_the_capacity()
    {
        var cache = new RotatingCache<int, string>(100, _life, _clock);
        for (var i = 0; i < 10_000; i++)
            cache.Set(i, "x");

        Assert.InRange(Enumerable.Range(0, 10_000).Count(i => cache.TryGet(i, out _)), 100, 200);
        Assert.True(cache.TryGet(9_999, out _));
    }

    [Fact]
    public void What_is_found_stays_where_reads_renew_it_and_what_is_not_goes()
    {
        var cache = new RotatingCache<int, string>(100, _life, _clock) { RenewsOnRead = true };
        cache.Set(1, "used");
        cache.Set(2, "idle");
        for (var seconds = 0; seconds < 120; seconds += 8)
        {
            _clock.Advance(TimeSpan.FromSeconds(8));
            Assert.True(cache.TryGet(1, out var used));
            Assert.Equal("used", used);
        }

        Assert.False(cache.TryGet(2, out _));
        Assert.InRange(cache.Count, 1, 2);
    }

    [Fact]
    public void Nothing_is_left_of_what_was_forgotten_for_long()
    {
        var cache = new RotatingCache<int, string>(100, _life, _clock);
        cache.Set(1, "one");
        _clock.Advance(2 * _life);

        Assert.False(cache.TryGet(1, out _));
        Assert.Equal(0, cache.Count);
    }

    [Fact]
    public void The_newest_is_always_there_however_many_come()
    {
        var cache = new RotatingCache<int, string>(3, _life, _clock) { RenewsOnRead = true };
        for (var i = 0; i < 100; i++)
        {
            cache.Set(i, "");
            Assert.True(cache.TryGet(i, out _));
            Assert.InRange(cache.Count, 1, 6);
        }
    }

    [Fact]
    public void A_value_set_again_replaces_the_one_before()
    {
        var cache = new RotatingCache<int, string>(100, _life, _clock);
        cache.Set(1, "one");
        _clock.Advance(_life);
        cache.Set(1, "two");

        Assert.True(cache.TryGet(1, out var value));
        Assert.Equal("two", value);
    }
}
