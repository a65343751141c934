using System.Collections.Immutable;
using Contacts.Storage.Sessions;

namespace Contacts.Storage.Stores;

/// <summary>Retires groups, and takes their members out of them within a session.</summary>
internal static class RetiredGroups
{
    private static readonly Statement _retire = new("Groups/retire.sql");
    private static readonly Statement _members = new("Groups/members.sql");
    private static readonly Statement _next = new("Groups/retired_with_members.sql");
    private static readonly Statement _touch = new("Groups/touch_member.sql");
    private static readonly Statement _join = new("Groups/join_member.sql");
    private static readonly Statement _leave = new("Groups/leave_member.sql");

    /// <summary>False where there is no such group.</summary>
    public static async ValueTask<bool> RetireAsync(IStoreSession session, int organisationId, long id, DateTimeOffset at, long? mergedInto)
    {
        var freed = $"\u0001{id}"; // No name has a control character.
        return await session.RunAsync(_retire, organisationId, id, at, mergedInto, freed) == 1;
    }

    public static ValueTask<ImmutableArray<long>> MembersAsync(IStoreSession session, int organisationId, long id, int atMost) =>
        session.AllAsync(_members, row => row.Int64(0), organisationId, id, atMost);

    /// <summary>
    /// Moves some members of one retired group; false where none has any. Versions go up with them: an update that was decided by the old
    /// memberships is decided again.
    /// </summary>
    public static async ValueTask<bool> MoveAsync(IStoreSession session, int atMost)
    {
        var group = await session.FirstAsync(
            _next, row => ((int OrganisationId, long Id, long? Into)?)(row.Int32(0), row.Int64(1), row.Int64OrNull(2)));
        if (group is not var (organisation, id, into)) return false;
        var members = await MembersAsync(session, organisation, id, atMost);
        await session.RunEachAsync(_touch, members.Select(member => (SqlValue[])[organisation, member]));
        if (into is { } final) await session.RunEachAsync(_join, members.Select(member => (SqlValue[])[organisation, member, final]));
        await session.RunEachAsync(_leave, members.Select(member => (SqlValue[])[organisation, member, id]));
        return true;
    }
}
