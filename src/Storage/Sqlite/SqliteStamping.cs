using Contacts.Core.Idempotency;
using Contacts.Storage.Sessions;
using Contacts.Storage.Stores;

namespace Contacts.Storage.Sqlite;

/// <summary>Notes effects of idempotent requests within the writer's transaction.</summary>
internal static class SqliteStamping
{
    /// <summary>As <see cref="Stamping.StampAsync"/>.</summary>
    public static void Stamp(this SqliteSession session, int organisationId, IdempotencyStamp? stamp, long effect)
    {
        var noted = session.StampAsync(RecordStamp.Of(organisationId, stamp), effect);
        noted.GetAwaiter().GetResult();
    }
}
