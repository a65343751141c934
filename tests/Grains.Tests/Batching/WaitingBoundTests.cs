using Contacts.Grains.Batching;

namespace Contacts.Grains.Tests.Batching;

public sealed class WaitingBoundTests
{
    private static readonly BatchOptions _options = new() { MaxBatch = 100, MaxWaiting = 8_000 };
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void A_fast_store_may_be_waited_for_by_as_many_as_there_is_room_for()
    {
        var bound = new WaitingBound(lanes: 2, _options, _clock);
        Fly(bound, TimeSpan.FromMilliseconds(5), times: 50);

        Assert.True(bound.Admits(8_000));
        Assert.False(bound.Admits(8_001));
    }

    [Fact]
    public void A_slow_store_is_waited_for_by_no_more_than_it_takes_in_three_quarters_of_a_second()
    {
        var bound = new WaitingBound(lanes: 2, _options, _clock);
        Fly(bound, TimeSpan.FromMilliseconds(50), times: 50);

        Assert.True(bound.Admits(2_990));
        Assert.False(bound.Admits(3_010));
    }

    [Fact]
    public void A_store_that_hangs_lets_one_batch_per_lane_wait_until_it_answers_again()
    {
        var bound = new WaitingBound(lanes: 2, _options, _clock);
        bound.Start(0);
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.True(bound.Admits(200));
        Assert.False(bound.Admits(201));

        bound.End(0);
        Fly(bound, TimeSpan.FromMilliseconds(5), times: 50);
        Assert.True(bound.Admits(5_000));
    }

    private void Fly(WaitingBound bound, TimeSpan flight, int times)
    {
        for (var i = 0; i < times; i++)
        {
            bound.Start(1);
            _clock.Advance(flight);
            bound.End(1);
        }
    }
}
