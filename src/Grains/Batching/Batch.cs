using System.Diagnostics;
using System.Threading.Channels;

namespace Contacts.Grains.Batching;

/// <summary>A queued row and the task that its caller awaits.</summary>
internal sealed class PendingRow<TRow, TResult>(TRow row, ActivityContext origin)
{
    public TRow Row => row;
    public int Attempts { get; set; }

    /// <summary>The span that asked for the row, while traces are taken.</summary>
    public ActivityContext Origin => origin;

    public TaskCompletionSource<TResult> Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>
/// The rows of one batch. A key stands in it at most once: a second row of it (two activations of one grain, for a moment) is deferred to
/// the next batch.
/// </summary>
internal sealed class Batch<TRow, TResult>(int capacity, Func<TRow, (int OrganisationId, string Key)?>? keyOf)
{
    private readonly List<PendingRow<TRow, TResult>> _pending = [];
    private readonly List<TRow> _rows = [];
    private readonly HashSet<(int, string)> _keys = [];
    private readonly List<PendingRow<TRow, TResult>> _deferred = [];

    public int Count => _pending.Count;
    public IReadOnlyList<TRow> Rows => _rows;
    public IReadOnlyList<PendingRow<TRow, TResult>> Pending => _pending;

    public void Fill(ChannelReader<PendingRow<TRow, TResult>> reader)
    {
        while (Count < capacity && _deferred.Count < capacity && reader.TryRead(out var pending)) Add(pending);
    }

    public void TakeDeferred()
    {
        if (_deferred.Count == 0) return;
        var deferred = _deferred.ToArray();
        _deferred.Clear();
        foreach (var pending in deferred) Add(pending);
    }

    public void Clear()
    {
        _pending.Clear();
        _rows.Clear();
        _keys.Clear();
    }

    private void Add(PendingRow<TRow, TResult> pending)
    {
        if (keyOf?.Invoke(pending.Row) is { } key && !_keys.Add(key))
        {
            _deferred.Add(pending);
            return;
        }
        _pending.Add(pending);
        _rows.Add(pending.Row);
    }
}
