using Contacts.Core;
using Microsoft.Extensions.Time.Testing;

namespace Contacts.Grains.Tests;

public sealed class ListReadsTests : IAsyncDisposable
{
    private const int Large = 1, Small = 2, Third = 3;

    private readonly FakeTimeProvider _time = new();
    private readonly ListReads _lists;
    private readonly TaskCompletionSource<string> _end = new();
    private int _reading;

    public ListReadsTests() => _lists = new(atOnce: 4, _time);

    public ValueTask DisposeAsync() => _lists.DisposeAsync();

    [Fact]
    public async Task One_organisation_reads_half_of_the_lists_and_another_is_not_kept_waiting()
    {
        var held = Enumerable.Range(0, 10).Select(_ => HoldAsync(Large)).ToArray();

        Assert.Equal(2, _reading);
        Assert.Equal("read", await _lists.RunAsync(Small, _ => Task.FromResult("read"), default));
        Assert.Equal(2, _reading);

        _end.SetResult("read");
        Assert.All(await Task.WhenAll(held), result => Assert.Equal("read", result));
    }

    [Fact]
    public async Task All_organisations_together_read_no_more_than_the_bound()
    {
        var held = new[] { Large, Large, Small, Small, Third }.Select(organisation => HoldAsync(organisation)).ToArray();

        Assert.Equal(4, _reading);

        _end.SetResult("read");
        await Task.WhenAll(held);
    }

    [Fact]
    public async Task A_list_too_many_is_refused_at_once()
    {
        var held = Enumerable.Range(0, 2 + ListReads.MaxWaiting).Select(_ => HoldAsync(Large)).ToArray();

        await Assert.ThrowsAsync<StoreUnavailableException>(() => HoldAsync(Large));

        _end.SetResult("read");
        await Task.WhenAll(held);
    }

    [Fact]
    public async Task A_list_that_waits_in_vain_is_refused_and_leaves_its_place()
    {
        var held = Enumerable.Range(0, 2).Select(_ => HoldAsync(Large)).ToArray();
        var waiting = HoldAsync(Large);

        _time.Advance(ListReads.Patience);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => waiting);
        _end.SetResult("read");
        await Task.WhenAll(held);
        Assert.Equal("read", await _lists.RunAsync(Large, _ => Task.FromResult("read"), default));
    }

    [Fact]
    public async Task A_failed_or_cancelled_list_gives_its_turn_back()
    {
        using var cancelled = new CancellationTokenSource();
        for (var i = 0; i < 5; i++)
            await Assert.ThrowsAsync<FormatException>(() => _lists.RunAsync<string>(Large, _ => throw new FormatException(), default));
        var held = Enumerable.Range(0, 2).Select(_ => HoldAsync(Large)).ToArray();
        var waiting = _lists.RunAsync(Large, _ => Task.FromResult("read"), cancelled.Token);

        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        _end.SetResult("read");
        await Task.WhenAll(held);
    }

    private Task<string> HoldAsync(int organisation) => _lists.RunAsync(
        organisation,
        _ =>
        {
            Interlocked.Increment(ref _reading);
            return _end.Task;
        },
        default);
}
