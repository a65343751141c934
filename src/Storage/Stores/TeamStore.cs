using System.Collections.Immutable;
using Contacts.Core.Audit;
using Contacts.Core.Consent;
using Contacts.Core.Users;
using Contacts.Storage.Sessions;

namespace Contacts.Storage.Stores;

/// <summary>Members and invitations of organisations.</summary>
internal sealed class TeamStore(IStoreDatabase database) : ITeamStore
{
    private static readonly Statement _members = new("Users/members.sql");
    private static readonly Statement _invited = new("Users/invited.sql");
    private static readonly Statement _find = new("Users/find_member.sql");
    private static readonly Statement _withdraw = new("Users/withdraw.sql");
    private static readonly Statement _lockOwners = new("Users/lock_owners.sql");
    private static readonly Statement _changeRole = new("Users/change_role.sql");
    private static readonly Statement _remove = new("Users/remove_member.sql");
    private static readonly Statement _endSessions = new("Users/end_sessions.sql");

    public Task<ImmutableArray<Member>> ListAsync(int organisationId, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.ReadAsync(async session =>
        {
            var members = await session.AllAsync(
                _members, row => Read(row) with { SeenAt = row.TimeOrNull(4) }, organisationId);
            var invited = await session.AllAsync(
                _invited, row => Read(row) with { InvitationId = row.Int64(4), ExpiresAt = row.Time(5) },
                organisationId, (int)LinkPurpose.Invitation, now);
            return members.AddRange(invited);
        }, cancellationToken);

    public Task<OneTimeLink?> InviteAsync(Invitation invitation, CancellationToken cancellationToken) =>
        database.TransactAsync(async session =>
        {
            var account = await UserAccountStore.EnsureAsync(session, invitation.Email, invitation.At);
            if (await IsIncludedAsync(session, invitation, account)) return null;
            var link = await OneTimeLinks.AddAsync(session, LinkOf(invitation, account.Id), invitation.At);
            var mail = LinkMailData.Queue(link, invitation.Email, invitation.Language, invitation.At);
            await session.RunAsync(MailOutbox.Queue, MailOutbox.Values(mail));
            await session.StampAsync(invitation.StampedIn, invitation.Trail?.Stamp, link.Id);
            await session.AuditAsync(invitation.OrganisationId, invitation.Trail, link.UserId);
            return link;
        }, cancellationToken);

    public Task<bool> WithdrawAsync(int organisationId, long invitationId, CommandTrail? trail, CancellationToken cancellationToken) =>
        database.TransactAsync(async session =>
        {
            if (await session.RunAsync(_withdraw, organisationId, invitationId, (int)LinkPurpose.Invitation) == 0) return false;
            await session.LeaveAsync(organisationId, trail, invitationId);
            return true;
        }, cancellationToken);

    public Task<TeamOutcome> ChangeRoleAsync(
        int organisationId, long userId, Role role, CommandTrail? trail, CancellationToken cancellationToken) =>
        ChangeAsync(
            new(organisationId, userId, trail), role == Role.Owner,
            session => session.RunAsync(_changeRole, organisationId, userId, (int)role), cancellationToken);

    public Task<TeamOutcome> RemoveAsync(int organisationId, long userId, CommandTrail? trail, CancellationToken cancellationToken) =>
        ChangeAsync(
            new(organisationId, userId, trail), false,
            session => session.RunAsync(_remove, organisationId, userId), cancellationToken);

    public Task<bool> EndSessionsAsync(int organisationId, long userId, CommandTrail? trail, CancellationToken cancellationToken) =>
        database.TransactAsync(async session =>
        {
            if (await RoleAsync(session, organisationId, userId) is null) return false;
            await session.RunAsync(_endSessions, userId);
            await session.LeaveAsync(organisationId, trail, userId);
            return true;
        }, cancellationToken);

    private Task<TeamOutcome> ChangeAsync(
        MemberChange member, bool staysOwner, Func<IStoreSession, ValueTask<int>> change, CancellationToken cancellationToken) =>
        database.TransactAsync(async session =>
        {
            var owners = await session.AllAsync(_lockOwners, row => row.Int64(0), member.OrganisationId, (int)Role.Owner);
            if (!staysOwner && owners is [var only] && only == member.UserId) return TeamOutcome.LastOwner;
            if (await change(session) == 0) return TeamOutcome.NotFound;
            await session.LeaveAsync(member.OrganisationId, member.Trail, member.UserId);
            return TeamOutcome.Done;
        }, cancellationToken);

    private static ValueTask<int?> RoleAsync(IStoreSession session, int organisationId, long userId) =>
        session.FirstAsync(_find, row => (int?)row.Int32(0), organisationId, userId);

    private static async ValueTask<bool> IsIncludedAsync(IStoreSession session, Invitation invitation, UserAccount account) =>
        invitation.Role is null
            ? account.IsOperator
            : await RoleAsync(session, invitation.OrganisationId, account.Id) is not null;

    private static OneTimeLink LinkOf(Invitation invitation, long userId) => new()
    {
        OrganisationId = invitation.OrganisationId, Id = 0, Purpose = LinkPurpose.Invitation, UserId = userId, Role = invitation.Role,
        ExpiresAt = LinkLife.EndOf(LinkLife.Invitation, invitation.At),
    };

    private static Member Read(IRow row) => new()
    {
        UserId = row.Int64(0), Email = row.Text(1), Role = (Role)row.Int32(2), HasTwoFactor = row.Bool(3),
    };

    private readonly record struct MemberChange(int OrganisationId, long UserId, CommandTrail? Trail);
}
