namespace Contacts.Grains.Batching;

/// <summary>Describes how a <see cref="BatchQueue{TRow, TResult}"/> processes its rows.</summary>
public sealed record BatchWork<TRow, TResult>
{
    /// <summary>
    /// Does a batch as a whole or not at all and gives one result for each row, in the order of the rows. The list is the queue's own: it
    /// is filled again after the answer.
    /// </summary>
    public required Func<IReadOnlyList<TRow>, CancellationToken, Task<IReadOnlyList<TResult>>> Run { get; init; }

    /// <summary>Batches under way at once. With one, rows are done in order of arrival.</summary>
    public int MaxConcurrentBatches { get; init; } = 1;

    /// <summary>
    /// A batch begins beside others only with at least so many rows: fewer wait for one of those to end, because each batch costs
    /// something by itself, whatever it holds.
    /// </summary>
    public int MinConcurrentBatch { get; init; } = 1;

    /// <summary>
    /// What may stand in a batch only once: a second row of the same key is deferred to the next batch. Null: any number may.
    /// </summary>
    public Func<TRow, (int OrganisationId, string Key)?>? KeyOf { get; init; }

    /// <summary>Whether a result says that the row lost a race and must be done again.</summary>
    public Func<TResult, bool>? IsLost { get; init; }

    /// <summary>Null: no telemetry.</summary>
    internal BatchTelemetry? Telemetry { get; init; }
}

/// <summary>How a process makes its batches.</summary>
public sealed class BatchOptions
{
    /// <summary>The most rows of one batch.</summary>
    public int MaxBatch { get; set; } = 128;

    /// <summary>
    /// The most rows that may wait (fewer while the store is slow, see <see cref="WaitingBound"/>); a row past that is refused at once.
    /// </summary>
    public int MaxWaiting { get; set; } = 8192;
}
