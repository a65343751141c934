using Contacts.Core.Organisations;
using Contacts.Storage.Sessions;

namespace Contacts.Storage.Stores;

/// <summary>What else tells of a person: from where it used the console, and collisions of its addresses.</summary>
internal static class ErasedTraces
{
    private static readonly Statement _removeIps = new("Erasure/remove_audit_ips.sql");
    private static readonly Statement _collisions = new("Erasure/collisions.sql");
    private static readonly Statement _saveCollisions = new("Erasure/save_collisions.sql");

    /// <summary>Within a redaction.</summary>
    public static ValueTask<int> RemoveIpsAsync(IStoreSession session, GatheredPerson person) => session.RunEachAsync(
        _removeIps, person.Person.Emails.Where(person.Person.HasEmail).Select(email => (SqlValue[])[person.OrganisationId, email]));

    public static async ValueTask RemoveCollisionsAsync(IStoreSession session, GatheredPerson person)
    {
        if (await session.FirstAsync(_collisions, row => row.Text(0), person.OrganisationId) is not { } stored) return;
        var job = new RekeyingJob
        {
            OrganisationId = person.OrganisationId, Run = 0, StartedAt = default, DueAt = default, CollisionsJson = stored,
        };
        var left = job with { Collisions = job.Collisions.RemoveAll(one => person.Person.HasEmail(one.Email)) };
        if (left.Collisions.Length < job.Collisions.Length)
            await session.RunAsync(_saveCollisions, person.OrganisationId, SqlValue.Json(left.CollisionsJson));
    }
}
