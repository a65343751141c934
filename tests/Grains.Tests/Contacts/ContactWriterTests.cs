using System.Collections.Immutable;
using System.Threading.Channels;
using Contacts.Core;
using Contacts.Core.Contacts;
using Contacts.Grains.Batching;
using Contacts.Grains.Contacts;
using Microsoft.Extensions.Logging.Abstractions;

namespace Contacts.Grains.Tests.Contacts;

public sealed class ContactWriterTests
{
    private readonly HeldStore _store = new();

    [Fact]
    public async Task What_arrives_while_a_batch_is_under_way_is_the_next_batch()
    {
        await using var writer = Writer();
        var first = writer.WriteAsync(Row("first"));
        var batch = await _store.NextAsync();
        var others = Enumerable.Range(0, 5).Select(i => writer.WriteAsync(Row($"other {i}"))).ToArray();
        batch.CommitAll();
        var next = await _store.NextAsync();
        next.CommitAll();

        Assert.Equal(["first"], batch.Keys);
        Assert.Equal(["other 0", "other 1", "other 2", "other 3", "other 4"], next.Keys);
        Assert.Equal(ContactWriteOutcome.Created, (await first).Outcome);
        Assert.Equal(5, (await Task.WhenAll(others)).Length);
    }

    [Fact]
    public async Task A_batch_has_no_more_rows_than_it_may()
    {
        await using var writer = Writer(new() { MaxBatch = 2 });
        var held = writer.WriteAsync(Row("held"));
        var batch = await _store.NextAsync();
        var others = Enumerable.Range(0, 3).Select(i => writer.WriteAsync(Row($"other {i}"))).ToArray();
        batch.CommitAll();

        var second = await _store.NextAsync();
        Assert.Equal(2, second.Keys.Length);
        second.CommitAll();
        (await _store.NextAsync()).CommitAll();
        await Task.WhenAll([held, .. others]);
    }

    [Fact]
    public async Task Two_rows_of_one_address_go_in_two_batches_in_their_order()
    {
        await using var writer = Writer();
        var held = writer.WriteAsync(Row("held"));
        var batch = await _store.NextAsync();
        var first = writer.WriteAsync(Row("same") with { FirstName = "1" });
        var second = writer.WriteAsync(Row("same") with { FirstName = "2" });
        var other = writer.WriteAsync(Row("other"));
        var elsewhere = writer.WriteAsync(Row("same") with { OrganisationId = 2 });
        batch.CommitAll();

        var next = await _store.NextAsync();
        Assert.Equal(["same", "other", "same"], next.Keys);
        Assert.Equal("1", next.Rows[0].FirstName);
        next.CommitAll();
        var last = await _store.NextAsync();
        Assert.Equal("2", Assert.Single(last.Rows).FirstName);
        last.CommitAll();
        await Task.WhenAll(held, first, second, other, elsewhere);
    }

    [Fact]
    public async Task A_lost_row_is_written_again()
    {
        await using var writer = Writer();
        var write = writer.WriteAsync(Row("a"));
        (await _store.NextAsync()).Answer(new ContactWriteResult(ContactWriteOutcome.Lost, 0, null));
        (await _store.NextAsync()).Answer(new ContactWriteResult(ContactWriteOutcome.Updated, 5, "external"));

        Assert.Equal((ContactWriteOutcome.Updated, 5), ((await write).Outcome, (await write).ContactId));
    }

    [Fact]
    public async Task A_row_that_is_lost_for_ever_fails()
    {
        await using var writer = Writer();
        var write = writer.WriteAsync(Row("a"));
        while (!write.IsCompleted)
        {
            var next = _store.NextAsync();
            if (await Task.WhenAny(next, write) == next) (await next).Answer(new ContactWriteResult(ContactWriteOutcome.Lost, 0, null));
        }

        await Assert.ThrowsAsync<StoreUnavailableException>(() => write);
    }

    [Fact]
    public async Task A_failed_batch_fails_its_rows_and_no_others()
    {
        await using var writer = Writer();
        var lost = writer.WriteAsync(Row("a"));
        (await _store.NextAsync()).Fail(new StoreUnavailableException("away"));
        var kept = writer.WriteAsync(Row("b"));
        (await _store.NextAsync()).CommitAll();

        await Assert.ThrowsAsync<StoreUnavailableException>(() => lost);
        Assert.Equal(ContactWriteOutcome.Created, (await kept).Outcome);
    }

    [Fact]
    public async Task A_row_that_the_store_refuses_fails_alone()
    {
        await using var writer = Writer();
        var held = writer.WriteAsync(Row("held"));
        var batch = await _store.NextAsync();
        var bad = writer.WriteAsync(Row("bad"));
        var good = writer.WriteAsync(Row("good"));
        batch.CommitAll();
        (await _store.NextAsync()).Fail(new InvalidOperationException("refused"));
        (await _store.NextAsync()).Fail(new InvalidOperationException("refused"));
        (await _store.NextAsync()).CommitAll();

        await Assert.ThrowsAsync<InvalidOperationException>(() => bad);
        Assert.Equal(ContactWriteOutcome.Created, (await good).Outcome);
        await held;
    }

    [Fact]
    public async Task A_store_that_answers_too_few_rows_leaves_nobody_waiting()
    {
        await using var writer = Writer();
        var write = writer.WriteAsync(Row("a"));
        (await _store.NextAsync()).Answer();
        (await _store.NextAsync()).Answer();

        await Assert.ThrowsAnyAsync<Exception>(() => write);
    }

    [Fact]
    public async Task Refuses_more_rows_than_may_wait_and_takes_more_when_there_is_room()
    {
        await using var writer = Writer(new() { MaxWaiting = 2 });
        var first = writer.WriteAsync(Row("a"));
        var second = writer.WriteAsync(Row("b"));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => writer.WriteAsync(Row("c")));
        for (var rows = 0; rows < 2;)
        {
            var batch = await _store.NextAsync();
            rows += batch.Keys.Length;
            batch.CommitAll();
        }
        await Task.WhenAll(first, second);

        var third = writer.WriteAsync(Row("c"));
        (await _store.NextAsync()).CommitAll();
        Assert.Equal(ContactWriteOutcome.Created, (await third).Outcome);
    }

    [Fact]
    public async Task Writes_what_waits_before_it_is_closed_and_nothing_after()
    {
        var writer = Writer();
        var first = writer.WriteAsync(Row("a"));
        var batch = await _store.NextAsync();
        var waiting = writer.WriteAsync(Row("b"));
        var closed = writer.DisposeAsync().AsTask();
        batch.CommitAll();
        (await _store.NextAsync()).CommitAll();

        await closed;
        await Task.WhenAll(first, waiting);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => writer.WriteAsync(Row("c")));
    }

    private ContactWriter Writer(BatchOptions? options = null) => new(_store, options ?? new(), TimeProvider.System, NullLogger<ContactWriter>.Instance);

    private static ContactWrite Row(string key) => new()
    {
        Kind = ContactWriteKind.Register, OrganisationId = 1, Email = key, EmailKey = key, ExternalId = key, Actor = "key", At = SampleRows.At,
    };

    /// <summary>A store that writes one batch at a time, when a test says so.</summary>
    private sealed class HeldStore : IContactStore
    {
        private readonly Channel<HeldBatch> _batches = Channel.CreateUnbounded<HeldBatch>();

        public int MaxBatchesInFlight => 1;

        public int MaxConcurrentLists => throw new NotSupportedException();

        public async Task<HeldBatch> NextAsync() => await _batches.Reader.ReadAsync();

        public Task<ImmutableArray<ContactWriteResult>> WriteAsync(IReadOnlyList<ContactWrite> batch, CancellationToken cancellationToken)
        {
            var held = new HeldBatch([.. batch]);
            _batches.Writer.TryWrite(held);
            return held.Answered;
        }

        public Task<ContactRow?> FindAsync(int organisationId, long contactId, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<ContactRow?> FindByEmailAsync(int organisationId, string emailKey, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<ContactRow?> FindByForeignIdAsync(int organisationId, string foreignId, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<ImmutableArray<ContactRow>> FindByPhoneAsync(
            int organisationId, string phone, int atMost, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<LinkedConsent?> FindLinkedAsync(int organisationId, long consentId, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<ContactRow?> FindRowAsync(int organisationId, long contactId, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<long?> ResolveAsync(int organisationId, string externalId, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<ApplyOutcome> ApplyAsync(ContactChangeSet changes, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<ContactPage> ListAsync(int organisationId, ContactQuery query, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<MergeRecord?> FindMergeAsync(int organisationId, string mergeId, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<ImmutableArray<MergeRecord>> MergesAsync(int organisationId, long contactId, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }

    private sealed class HeldBatch(ImmutableArray<ContactWrite> rows)
    {
        private readonly TaskCompletionSource<ImmutableArray<ContactWriteResult>> _answered =
            new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ImmutableArray<ContactWrite> Rows => rows;
        public string[] Keys => [.. rows.Select(row => row.EmailKey!)];
        public Task<ImmutableArray<ContactWriteResult>> Answered => _answered.Task;

        public void CommitAll() =>
            Answer([.. rows.Select((row, i) => new ContactWriteResult(ContactWriteOutcome.Created, i + 1, row.ExternalId))]);

        public void Answer(params ContactWriteResult[] results) => _answered.SetResult([.. results]);

        public void Fail(Exception exception) => _answered.SetException(exception);
    }
}
