using Contacts.Core.Organisations;
using Contacts.Storage.Sessions;

namespace Contacts.Storage.Stores;

/// <summary>What else tells of a person: from where it used the console, and collisions of its addresses.</summary>
internal sealed class ErasedTraces(StatementBatch reads, GatheredPerson gathered)
{
    private static readonly Statement _actsWithIp = new("Erasure/acts_with_ip.sql");
    private static readonly Statement _removeIp = new("Erasure/remove_audit_ip.sql");
    private static readonly Statement _collisions = new("Erasure/collisions.sql");
    private static readonly Statement _saveCollisions = new("Erasure/save_collisions.sql");

    private readonly FoundRows<long> _acts = reads.AllOfEach(_actsWithIp, row => row.Int64(0), gathered.EachEmail());
    private readonly FoundRows<string> _stored = reads.All(_collisions, row => row.Text(0), gathered.OrganisationId);

    /// <summary>Within a redaction.</summary>
    public void RemoveIps(StatementBatch writes) => writes.RunEach(_removeIp, gathered.Each(_acts));

    public void RemoveCollisions(StatementBatch writes)
    {
        if (_stored.Count == 0) return;
        var job = new RekeyingJob
        {
            OrganisationId = gathered.OrganisationId, Run = 0, StartedAt = default, DueAt = default, CollisionsJson = _stored[0],
        };
        var left = job with { Collisions = job.Collisions.RemoveAll(one => gathered.Person.HasEmail(one.Email)) };
        if (left.Collisions.Length < job.Collisions.Length)
            writes.Run(_saveCollisions, gathered.OrganisationId, SqlValue.Json(left.CollisionsJson));
    }
}
