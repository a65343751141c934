using Contacts.Storage.Sqlite.Maintenance;
using Microsoft.Extensions.Time.Testing;

namespace Contacts.Storage.Tests.Sqlite;

/// <summary>The first erasures are cleaned up when they are answered; a stream of them leaves cleaning a small share of the time.</summary>
public sealed class CleaningPaceTests
{
    private readonly FakeTimeProvider _time = new();
    private int _runs;

    [Fact]
    public async Task Cleaning_is_done_when_the_call_returns_until_it_has_taken_seconds_and_then_rests()
    {
        using var pace = new CleaningPace(() => RunAsync(TimeSpan.FromSeconds(1)), _time);
        for (var i = 1; i <= 4; i++)
        {
            await pace.RunAsync();
            Assert.Equal(i, _runs);
        }

        await pace.RunAsync();
        await pace.RunAsync();
        Assert.Equal(4, _runs);
        await AdvanceAsync(TimeSpan.FromSeconds(148));
        Assert.Equal(4, _runs);
        await AdvanceAsync(TimeSpan.FromSeconds(2));

        Assert.Equal(5, _runs); // One for both.
        await AdvanceAsync(TimeSpan.FromMinutes(3));
        Assert.Equal(5, _runs);
    }

    [Fact]
    public async Task What_comes_during_a_run_is_cleaned_up_behind_it()
    {
        var running = new TaskCompletionSource();
        using var pace = new CleaningPace(() => ++_runs == 1 ? running.Task : Task.CompletedTask, _time);
        var first = pace.RunAsync();
        await pace.RunAsync();
        Assert.Equal(1, _runs);

        running.SetResult();
        await first;
        await AdvanceAsync(TimeSpan.Zero);

        Assert.Equal(2, _runs);
    }

    private Task RunAsync(TimeSpan takes)
    {
        _runs++;
        _time.Advance(takes);
        return Task.CompletedTask;
    }

    private async Task AdvanceAsync(TimeSpan time)
    {
        _time.Advance(time);
        for (var i = 0; i < 20; i++) await Task.Yield();
    }
}
