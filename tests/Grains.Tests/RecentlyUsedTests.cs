
namespace Contacts.Grains.Tests;

public sealed class RecentlyUsedTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly RecentlyUsed<int, string> _memory;

    public RecentlyUsedTests() => _memory = new(capacity: 3, life: TimeSpan.FromMinutes(5), _time);

    [Fact]
    public void What_is_asked_for_stays_and_what_is_not_goes()
    {
        _memory.Set(1, "used");
        _memory.Set(2, "idle");
        for (var minutes = 0; minutes < 60; minutes += 4)
        {
            _time.Advance(TimeSpan.FromMinutes(4));
            Assert.True(_memory.TryGet(1, out var used));
            Assert.Equal("used", used);
        }

        Assert.False(_memory.TryGet(2, out _));
        Assert.InRange(_memory.Count, 1, 2);
    }

    [Fact]
    public void Nothing_is_left_of_what_was_forgotten_for_long()
    {
        _memory.Set(1, "one");
        _time.Advance(TimeSpan.FromMinutes(10));

        Assert.False(_memory.TryGet(1, out _));
        Assert.Equal(0, _memory.Count);
    }

    [Fact]
    public void It_never_holds_more_than_twice_its_capacity()
    {
        for (var i = 0; i < 100; i++)
        {
            _memory.Set(i, "");
            Assert.True(_memory.TryGet(i, out _)); // The newest is always there.
            Assert.InRange(_memory.Count, 1, 6);
        }
    }

    [Fact]
    public void A_value_set_again_replaces_the_one_before()
    {
        _memory.Set(1, "one");
        _time.Advance(TimeSpan.FromMinutes(6));
        _memory.Set(1, "two");

        Assert.True(_memory.TryGet(1, out var value));
        Assert.Equal("two", value);
    }
}
