using System.Collections.Immutable;
using System.Globalization;
using Contacts.Core.Audit;
using Contacts.Core.Users;
using Contacts.Grains.Abstractions.Users;
using Contacts.Grains.Mail;
using Contacts.Grains.Organisations;
using Orleans;
using Orleans.Concurrency;

namespace Contacts.Grains.Users;

/// <summary>The people of one organisation. Keeps nothing: the store decides.</summary>
[Reentrant]
public sealed class TeamGrain(
    ITeamStore store, IUserAccountStore accounts, OrganisationCatalogue organisations, UserLinks links, MailSignal mails, TimeProvider time)
    : Grain, ITeamGrain
{
    private int OrganisationId => (int)this.GetPrimaryKeyLong();

    public Task<ImmutableArray<Member>> ListAsync(CancellationToken cancellationToken) =>
        store.ListAsync(OrganisationId, time.GetUtcNow(), cancellationToken);

    public async Task<InviteResult> InviteAsync(InviteRequest request, CancellationToken cancellationToken)
    {
        var (email, role, problem) = InvitationRules.Check(OrganisationId, request.Email, request.Role);
        if (problem is not null) return new() { Outcome = TeamOutcome.Invalid, Problem = problem };
        var settings = await organisations.SettingsAsync(OrganisationId, cancellationToken);
        var invitation = new Invitation
        {
            OrganisationId = OrganisationId, Email = email, Role = role, Language = settings.Consent.Language, At = time.GetUtcNow(),
            Trail = Trail(request.Trail, AuditActions.UserInvited, null, RoleNames.Of(role)), StampedIn = request.StampedIn,
        };
        if (await store.InviteAsync(invitation, cancellationToken) is not { } link) return new() { Outcome = TeamOutcome.AlreadyMember };
        mails.Raise();
        return new() { Outcome = TeamOutcome.Done, InviteUrl = await links.UrlOfAsync(link, cancellationToken) };
    }

    public async Task<string?> FindInviteUrlAsync(long invitationId, CancellationToken cancellationToken) =>
        await accounts.FindLinkAsync(OrganisationId, invitationId, cancellationToken) is { } link
            ? await links.UrlOfAsync(link, cancellationToken)
            : null;

    public Task<bool> WithdrawAsync(long invitationId, CommandTrail? trail, CancellationToken cancellationToken) => store.WithdrawAsync(
        OrganisationId, invitationId,
        trail?.Doing(new AuditedAct
        {
            At = time.GetUtcNow(), Action = AuditActions.InvitationWithdrawn, TargetKind = AuditTargets.Invitation,
        }),
        cancellationToken);

    public async Task<TeamOutcome> ChangeRoleAsync(long userId, Role role, CommandTrail? trail, CancellationToken cancellationToken)
    {
        if (trail?.Actor is { Kind: ActorKind.User } actor && actor.Id == userId && await RoleAsync(userId, cancellationToken) < role)
            return TeamOutcome.Forbidden;
        var changed = Trail(trail, AuditActions.UserRoleChanged, userId, RoleNames.Of(role));
        return await store.ChangeRoleAsync(OrganisationId, userId, role, changed, cancellationToken);
    }

    public Task<TeamOutcome> RemoveAsync(long userId, CommandTrail? trail, CancellationToken cancellationToken) =>
        store.RemoveAsync(OrganisationId, userId, Trail(trail, AuditActions.UserRemoved, userId, null), cancellationToken);

    public Task<bool> EndSessionsAsync(long userId, CommandTrail? trail, CancellationToken cancellationToken) => store.EndSessionsAsync(
        OrganisationId, userId, Trail(trail, AuditActions.UserSessionsEnded, userId, null), cancellationToken);

    private async Task<Role?> RoleAsync(long userId, CancellationToken cancellationToken) =>
        (await ListAsync(cancellationToken)).FirstOrDefault(member => member.UserId == userId && member.InvitationId is null)?.Role;

    /// <summary>The trail of a change, with the role where it is about one; without an id it is about the account that is made.</summary>
    private CommandTrail? Trail(CommandTrail? trail, string action, long? userId, string? role) => trail?.Doing(new AuditedAct
    {
        At = time.GetUtcNow(), Action = action, TargetKind = AuditTargets.User,
        TargetId = userId?.ToString(CultureInfo.InvariantCulture), Summary = role ?? "",
    });
}
