
namespace Contacts.Grains.Tests;

public sealed class RefreshingCacheTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly Queue<TaskCompletionSource<string>> _answers = new();
    private readonly SemaphoreSlim _read = new(0);
    private readonly RefreshingCache<int, string> _cache;
    private int _reads;

    public RefreshingCacheTests()
    {
        _cache = new(ReadAsync, _time, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4), 2);
    }

    [Fact]
    public async Task Serves_from_memory_while_fresh()
    {
        Answer("one");
        Assert.Equal("one", await GetAsync());
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("one", await GetAsync());
        Assert.Equal(1, _reads);
    }

    [Fact]
    public async Task Serves_what_is_stale_while_it_reads_again()
    {
        Answer("one");
        await GetAsync();
        await _read.WaitAsync();
        _time.Advance(TimeSpan.FromSeconds(2));
        var second = new TaskCompletionSource<string>();
        _answers.Enqueue(second);

        Assert.Equal("one", await GetAsync());
        await _read.WaitAsync(); // It is being read,
        Assert.Equal("one", await GetAsync()); // once.
        second.SetResult("two");

        await Eventually.IsTrueAsync(async () => await GetAsync() == "two");
        Assert.Equal(2, _reads);
    }

    [Fact]
    public async Task Waits_where_the_value_is_too_old()
    {
        Answer("one");
        await GetAsync();
        _time.Advance(TimeSpan.FromSeconds(5));
        Answer("two");

        Assert.Equal("two", await GetAsync());
    }

    [Fact]
    public async Task A_failed_read_is_not_kept()
    {
        _answers.Enqueue(Failed());
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await GetAsync());
        Answer("one");

        Assert.Equal("one", await GetAsync());
    }

    [Fact]
    public async Task Outlives_failed_reads_only_as_long_as_it_may()
    {
        Answer("one");
        await GetAsync();
        _time.Advance(TimeSpan.FromSeconds(5));
        _answers.Enqueue(Failed());

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await GetAsync());
    }

    [Fact]
    public async Task Reads_again_what_was_forgotten_even_while_an_older_read_is_under_way()
    {
        var older = new TaskCompletionSource<string>();
        _answers.Enqueue(older);
        var early = GetAsync().AsTask();
        await _read.WaitAsync();
        _cache.Forget(1);
        Answer("new");

        Assert.Equal("new", await GetAsync());
        older.SetResult("old");
        Assert.Equal("old", await early);
        Assert.Equal("new", await GetAsync());
    }

    [Fact]
    public async Task Reads_once_for_many_that_wait()
    {
        var answer = new TaskCompletionSource<string>();
        _answers.Enqueue(answer);
        var waiting = Enumerable.Range(0, 50).Select(_ => GetAsync().AsTask()).ToArray();
        answer.SetResult("one");

        Assert.All(await Task.WhenAll(waiting), value => Assert.Equal("one", value));
        Assert.Equal(1, _reads);
    }

    private ValueTask<string> GetAsync() => _cache.GetAsync(1, CancellationToken.None);

    private void Answer(string value)
    {
        var answer = new TaskCompletionSource<string>();
        answer.SetResult(value);
        _answers.Enqueue(answer);
    }

    private static TaskCompletionSource<string> Failed()
    {
        var answer = new TaskCompletionSource<string>();
        answer.SetException(new InvalidOperationException());
        return answer;
    }

    private Task<string> ReadAsync(int key, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _reads);
        var answer = _answers.Dequeue();
        _read.Release();
        return answer.Task;
    }
}
