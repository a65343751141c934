using System.Collections.Concurrent;

namespace Contacts.Testing.Workload;

/// <summary>What callers were told had been done. Every text among it was sent in one call only.</summary>
public sealed class Acknowledged
{
    /// <summary>Groups of sign-ups.</summary>
    public ConcurrentQueue<string> Groups { get; } = [];

    /// <summary>Contacts that were created: integer id and last name.</summary>
    public ConcurrentQueue<(long Id, string LastName)> Created { get; } = [];

    /// <summary>Contacts that were updated: the id the answer named, and the last name.</summary>
    public ConcurrentQueue<(long Id, string LastName)> Updated { get; } = [];

    /// <summary>Reasons of changes of address.</summary>
    public ConcurrentQueue<string> Renamed { get; } = [];

    public ConcurrentQueue<string> Merged { get; } = [];
    public ConcurrentQueue<(string MergeId, string Reason)> Undone { get; } = [];

    /// <summary>Messages of contact forms.</summary>
    public ConcurrentQueue<string> Tickets { get; } = [];

    /// <summary>Requests with the limited key that were let through, by the end of their minute.</summary>
    public ConcurrentDictionary<string, int> Permits { get; } = [];
}
