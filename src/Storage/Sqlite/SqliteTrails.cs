using Contacts.Core.Audit;
using Contacts.Storage.Stores;

namespace Contacts.Storage.Sqlite;

/// <summary>Leaves what commands are to leave within the writer's transaction.</summary>
internal static class SqliteTrails
{
    /// <summary>As <see cref="Trails.LeaveAsync(Sessions.IStoreSession, int, CommandTrail?, long)"/>.</summary>
    public static void Leave(this SqliteSession session, int organisationId, CommandTrail? trail, long effect)
    {
        var left = session.LeaveAsync(organisationId, trail, effect);
        left.GetAwaiter().GetResult();
    }
}
