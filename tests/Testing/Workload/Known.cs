namespace Contacts.Testing.Workload;

/// <summary>Contacts and merges that callers have heard of, to act on.</summary>
public sealed class Known
{
    private readonly Lock _lock = new();
    private readonly HashSet<long> _ids = [];
    private readonly List<(long Id, string ExternalId)> _contacts = [];
    private readonly List<string> _merges = [];

    public void Add(long id, string externalId)
    {
        lock (_lock)
        {
            if (_ids.Add(id)) _contacts.Add((id, externalId));
        }
    }

    public void AddMerge(string mergeId)
    {
        lock (_lock) _merges.Add(mergeId);
    }

    public (long Id, string ExternalId)? Contact(Random random)
    {
        lock (_lock) return _contacts.Count == 0 ? null : _contacts[random.Next(_contacts.Count)];
    }

    /// <summary>One of the latest merges: older ones can seldom be undone.</summary>
    public string? Merge(Random random)
    {
        lock (_lock) return _merges.Count == 0 ? null : _merges[random.Next(Math.Max(0, _merges.Count - 10), _merges.Count)];
    }
}
