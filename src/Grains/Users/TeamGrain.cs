using System.Collections.Immutable;
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
    ITeamStore store, IUserAccountStore accounts, ISessionStore sessions, OrganisationCatalogue organisations, UserLinks links,
    MailSignal mails, TimeProvider time)
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
            Stamp = request.Stamp, StampedIn = request.StampedIn,
        };
        if (await store.InviteAsync(invitation, cancellationToken) is not { } link) return new() { Outcome = TeamOutcome.AlreadyMember };
        mails.Raise();
        return new() { Outcome = TeamOutcome.Done, InviteUrl = await links.UrlOfAsync(link, cancellationToken) };
    }

    public async Task<string?> FindInviteUrlAsync(long invitationId, CancellationToken cancellationToken) =>
        await accounts.FindLinkAsync(OrganisationId, invitationId, cancellationToken) is { } link
            ? await links.UrlOfAsync(link, cancellationToken)
            : null;

    public Task<bool> WithdrawAsync(long invitationId, CancellationToken cancellationToken) =>
        store.WithdrawAsync(OrganisationId, invitationId, cancellationToken);

    public async Task<TeamOutcome> ChangeRoleAsync(long userId, Role role, long byUserId, CancellationToken cancellationToken)
    {
        if (userId == byUserId && await FindAsync(userId, cancellationToken) is { } own && role > own.Role) return TeamOutcome.Forbidden;
        return await store.ChangeRoleAsync(OrganisationId, userId, role, cancellationToken);
    }

    public Task<TeamOutcome> RemoveAsync(long userId, CancellationToken cancellationToken) =>
        store.RemoveAsync(OrganisationId, userId, cancellationToken);

    public async Task<bool> EndSessionsAsync(long userId, CancellationToken cancellationToken)
    {
        if (await FindAsync(userId, cancellationToken) is null) return false;
        await sessions.EndAllAsync(userId, cancellationToken);
        return true;
    }

    private async Task<Member?> FindAsync(long userId, CancellationToken cancellationToken) =>
        (await ListAsync(cancellationToken)).FirstOrDefault(member => member.UserId == userId && member.InvitationId is null);
}
