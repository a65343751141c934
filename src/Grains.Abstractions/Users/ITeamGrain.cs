using System.Collections.Immutable;
using Contacts.Core;
using Contacts.Core.Audit;
using Contacts.Core.Users;
using Orleans;

namespace Contacts.Grains.Abstractions.Users;

/// <summary>An invitation as received and unchecked.</summary>
[GenerateSerializer, Immutable, Alias("users.invite")]
public sealed record InviteRequest
{
    [Id(0)] public string? Email { get; init; }

    /// <summary>"owner", "admin", "agent" or "viewer"; "operator" for the service.</summary>
    [Id(1)] public string? Role { get; init; }

    [Id(2)] public CommandTrail? Trail { get; init; }

    /// <summary>Of which organisation the trail's stamp is.</summary>
    [Id(3)] public int StampedIn { get; init; }
}

/// <summary>The answer to an invitation: the address that it is accepted at, or why there is none.</summary>
[GenerateSerializer, Immutable, Alias("users.invite-result")]
public sealed record InviteResult
{
    [Id(0)] public required TeamOutcome Outcome { get; init; }
    [Id(1)] public string? InviteUrl { get; init; }
    [Id(2)] public FieldProblem? Problem { get; init; }
}

/// <summary>The people of an organisation (key: organisation id; 0: the operators of the service).</summary>
[Alias("users.team")]
public interface ITeamGrain : IGrainWithIntegerKey
{
    /// <summary>By address; those who are invited follow.</summary>
    Task<ImmutableArray<Member>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Done, Invalid, or AlreadyMember. Its mail is on its way then; an earlier invitation of the person is void.</summary>
    Task<InviteResult> InviteAsync(InviteRequest request, CancellationToken cancellationToken);

    /// <summary>The address of an invitation that was stored before; null if it is there no more.</summary>
    Task<string?> FindInviteUrlAsync(long invitationId, CancellationToken cancellationToken);

    /// <summary>False where there is no such invitation.</summary>
    Task<bool> WithdrawAsync(long invitationId, CommandTrail? trail, CancellationToken cancellationToken);

    /// <summary>Done, NotFound, LastOwner, or Forbidden where the trail's person would raise himself.</summary>
    Task<TeamOutcome> ChangeRoleAsync(long userId, Role role, CommandTrail? trail, CancellationToken cancellationToken);

    /// <summary>Done, NotFound or LastOwner.</summary>
    Task<TeamOutcome> RemoveAsync(long userId, CommandTrail? trail, CancellationToken cancellationToken);

    /// <summary>Ends the sessions of a member; false where there is no such member.</summary>
    Task<bool> EndSessionsAsync(long userId, CommandTrail? trail, CancellationToken cancellationToken);
}
