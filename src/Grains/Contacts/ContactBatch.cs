using System.Diagnostics;
using System.Threading.Channels;

namespace Contacts.Grains.Contacts;

/// <summary>A row on its way to the store, and who waits for it.</summary>
internal sealed class PendingWrite(ContactWrite row)
{
    public ContactWrite Row { get; } = row;
    public int Attempts { get; set; }

    /// <summary>The span that asked for the write, while traces are taken.</summary>
    public ActivityContext Origin { get; } = WriteTelemetry.IsTraced ? Activity.Current?.Context ?? default : default;

    public TaskCompletionSource<ContactWriteResult> Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>
/// The rows of one batch. A canonical address stands in it at most once: a second row for it (two activations of one grain, for a
/// moment) is deferred to the next batch.
/// </summary>
internal sealed class ContactBatch(int capacity)
{
    private readonly List<PendingWrite> _pending = new(capacity);
    private readonly List<ContactWrite> _rows = new(capacity);
    private readonly HashSet<(int, string)> _keys = new(capacity);
    private readonly List<PendingWrite> _deferred = [];

    public int Count => _pending.Count;
    public IReadOnlyList<ContactWrite> Rows => _rows;
    public PendingWrite this[int index] => _pending[index];

    public void Fill(ChannelReader<PendingWrite> reader)
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

    private void Add(PendingWrite pending)
    {
        if (pending.Row.EmailKey is { } key && !_keys.Add((pending.Row.OrganisationId, key)))
        {
            _deferred.Add(pending);
            return;
        }
        _pending.Add(pending);
        _rows.Add(pending.Row);
    }
}
