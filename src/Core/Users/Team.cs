using System.Collections.Immutable;
using Contacts.Core.Audit;
using Orleans;

namespace Contacts.Core.Users;

/// <summary>A member of an organisation, or somebody who is invited.</summary>
[GenerateSerializer, Immutable, Alias("users.member")]
public sealed record Member
{
    [Id(0)] public required long UserId { get; init; }
    [Id(1)] public required string Email { get; init; }
    [Id(2)] public required Role Role { get; init; }
    [Id(3)] public bool HasTwoFactor { get; init; }

    /// <summary>The invitation that the person has not accepted; null: a member.</summary>
    [Id(4)] public long? InvitationId { get; init; }

    /// <summary>Of the invitation.</summary>
    [Id(5)] public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The last request of a session, where there is one.</summary>
    [Id(6)] public DateTimeOffset? SeenAt { get; init; }
}

/// <summary>
/// An invitation to be stored: to an organisation with a role, or to the operators of the service (organisation 0, no role).
/// </summary>
public sealed record Invitation
{
    public required int OrganisationId { get; init; }

    /// <summary>Normalised.</summary>
    public required string Email { get; init; }

    public required Role? Role { get; init; }

    /// <summary>"en" or "cs", of the mail.</summary>
    public required string Language { get; init; }

    public required DateTimeOffset At { get; init; }
    public CommandTrail? Trail { get; init; }

    /// <summary>Of which organisation the trail's stamp is; the audit is that of the invitation's organisation.</summary>
    public int StampedIn { get; init; }
}

/// <summary>The outcome of a change of a team.</summary>
public enum TeamOutcome { Done, NotFound, AlreadyMember, LastOwner, Invalid, Forbidden }

/// <summary>
/// Members and invitations of organisations. Every method throws <see cref="StoreUnavailableException"/> while the store is unavailable.
/// </summary>
public interface ITeamStore
{
    /// <summary>By address; those who are invited follow.</summary>
    Task<ImmutableArray<Member>> ListAsync(int organisationId, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// Makes the account where there is none, the invitation in place of an earlier one, and queues its mail. Null: the person is a member.
    /// </summary>
    Task<OneTimeLink?> InviteAsync(Invitation invitation, CancellationToken cancellationToken);

    /// <summary>False where there is no such invitation.</summary>
    Task<bool> WithdrawAsync(int organisationId, long invitationId, CommandTrail? trail, CancellationToken cancellationToken);

    /// <summary>Done, NotFound, or LastOwner where the organisation would have none.</summary>
    Task<TeamOutcome> ChangeRoleAsync(
        int organisationId, long userId, Role role, CommandTrail? trail, CancellationToken cancellationToken);

    /// <summary>Done, NotFound, or LastOwner where the organisation would have none.</summary>
    Task<TeamOutcome> RemoveAsync(int organisationId, long userId, CommandTrail? trail, CancellationToken cancellationToken);

    /// <summary>Ends the sessions of a member; false where there is no such member.</summary>
    Task<bool> EndSessionsAsync(int organisationId, long userId, CommandTrail? trail, CancellationToken cancellationToken);
}
