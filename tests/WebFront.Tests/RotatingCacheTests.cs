using Contacts.WebFront.Pipeline.Keys;

namespace Contacts.WebFront.Tests;

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
}
