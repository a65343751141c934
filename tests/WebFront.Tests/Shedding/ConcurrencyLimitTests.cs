using System.Diagnostics.Metrics;
using Contacts.WebFront.Pipeline.Shedding;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Contacts.WebFront.Tests.Shedding;

public sealed class ConcurrencyLimitTests : IDisposable
{
    private static readonly TimeSpan _step = TimeSpan.FromSeconds(0.1);

    private readonly FakeTimeProvider _clock = new();
    private readonly LogCapture _log = new();
    private readonly ServiceProvider _services;
    private readonly Queue<long> _underWay = [];
    private readonly ConcurrencyLimit _limit;

    public ConcurrencyLimitTests()
    {
        _services = new ServiceCollection().AddMetrics().AddLogging(logging => logging.AddProvider(_log)).BuildServiceProvider();
        _limit = new(_clock, _services.GetRequiredService<IMeterFactory>(), _services.GetRequiredService<ILogger<ConcurrencyLimit>>());
    }

    public void Dispose() => _services.Dispose();

    [Fact]
    public void A_sudden_crowd_is_let_in_up_to_the_most()
    {
        Assert.Equal(ConcurrencyLimit.Most, Enter(2 * ConcurrencyLimit.Most));
    }

    [Fact]
    public void Where_answers_take_too_long_as_many_are_let_in_as_are_answered_in_the_target_time()
    {
        Enter(4000);
        for (var i = 0; i < 8; i++)
            Answer(100); // a thousand a second: the eighth hundred waited for 0.8 s

        Assert.Equal(3200, _underWay.Count);
        Assert.Equal(0, Enter(1));
        Answer(2700);
        Assert.Equal(0, Enter(1));
        Answer(100);
        Assert.Equal(100, Enter(1000));
    }

    [Fact]
    public void What_is_slow_without_a_crowd_is_let_in()
    {
        Enter(ConcurrencyLimit.Least);
        for (var i = 0; i < 20; i++)
            Answer(1);
        Answer(ConcurrencyLimit.Least - 20);

        Assert.Equal(ConcurrencyLimit.Most, Enter(2 * ConcurrencyLimit.Most));
    }

    [Fact]
    public void No_pace_is_so_slow_that_fewer_than_the_least_are_let_in()
    {
        Enter(2000);
        for (var i = 0; i < 30; i++)
            Answer(1);
        Answer(_underWay.Count);

        Assert.Equal(ConcurrencyLimit.Least, Enter(2000));
    }

    [Fact]
    public void Once_answers_are_quick_again_so_is_the_way_back_to_the_most()
    {
        Enter(4000);
        for (var i = 0; i < 8; i++)
            Answer(100);
        Answer(_underWay.Count);
        for (var i = 0; i < 60; i++)
        {
            Enter(1);
            Answer(1);
        }

        Assert.Equal(ConcurrencyLimit.Most, Enter(2 * ConcurrencyLimit.Most));
        Assert.Equal(2, _log.Lines.Count);
        Assert.Equal("More writes come than are answered soon: 500 may be under way, others get 503; they took 0.5 s", _log.Lines.First().Text);
        Assert.Equal("Writes are answered soon again, none is turned away", _log.Lines.Last().Text);
    }

    [Fact]
    public void Failures_and_pauses_say_nothing_of_the_pace()
    {
        Enter(4000);
        for (var i = 0; i < 20; i++)
            Answer(100, isAnswered: false);
        Answer(_underWay.Count, isAnswered: false);
        _clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(ConcurrencyLimit.Most, Enter(2 * ConcurrencyLimit.Most));
    }

    /// <summary>How many of so many are let in.</summary>
    private int Enter(int count)
    {
        var before = _underWay.Count;
        for (var i = 0; i < count; i++)
            if (_limit.TryEnter(out var enteredAt))
                _underWay.Enqueue(enteredAt);
        return _underWay.Count - before;
    }

    /// <summary>A step of time, at the end of which the first so many are answered.</summary>
    private void Answer(int count, bool isAnswered = true)
    {
        _clock.Advance(_step);
        for (var i = 0; i < count; i++)
            _limit.Leave(_underWay.Dequeue(), isAnswered);
    }
}
