using System.Collections.Immutable;
using Contacts.Core.Audit;
using Contacts.Core.Consent;
using Contacts.Core.Organisations;
using Contacts.Core.Users;
using Contacts.Grains.Abstractions.Users;
using Contacts.Grains.Mail;
using Orleans;
using Orleans.Concurrency;

namespace Contacts.Grains.Users;

/// <summary>Finds accounts and opens links.</summary>
[StatelessWorker, Reentrant]
public sealed class UserDirectoryGrain(
    IUserAccountStore accounts, IPasskeyStore passkeys, IAttemptStore attempts, IOrganisationStore organisations, UserLinks links,
    MailSignal mails, TimeProvider time)
    : Grain, IUserDirectoryGrain
{
    private const int Service = 0;

    public Task<UserAccount?> FindAsync(string email, CancellationToken cancellationToken) => accounts.FindAsync(email, cancellationToken);

    public Task<Passkey?> FindPasskeyAsync(ImmutableArray<byte> credentialId, CancellationToken cancellationToken) =>
        passkeys.FindAsync(credentialId, cancellationToken);

    public async Task RequestResetAsync(ResetRequest request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var attempt = SignInAttempt.Of(AttemptLimit.Reset, request.Email, request.Network, now);
        var isAllowed = await attempts.TakeAsync(AttemptLimit.Reset, attempt, cancellationToken) == AttemptOutcome.Allowed;
        if (await accounts.FindAsync(request.Email, cancellationToken) is not { PasswordHash: not null } account || !isAllowed) return;
        var link = new OneTimeLink
        {
            OrganisationId = Service, Id = 0, Purpose = LinkPurpose.Reset, UserId = account.Id,
            ExpiresAt = LinkLife.EndOf(LinkLife.Reset, now),
        };
        await accounts.AddLinkAsync(
            link, now, added => LinkMailData.Queue(added, account.Email, account.Language ?? request.Language, now), cancellationToken);
        mails.Raise();
    }

    public async Task<OpenLink?> OpenAsync(string token, CancellationToken cancellationToken)
    {
        if (await links.FindAsync(token, cancellationToken) is not { } found) return null;
        if (await accounts.FindAsync(found.UserId, cancellationToken) is not { } account) return null;
        // Somebody may have used the link since it was found: the account is then what that made of it.
        if (await links.FindAsync(token, cancellationToken) is not { } link) return null;
        var organisation = link.OrganisationId == Service
            ? null
            : (await organisations.FindAsync(link.OrganisationId, cancellationToken))?.Organisation;
        return new() { Link = link, Account = account, Organisation = organisation?.Name ?? "", Slug = organisation?.Slug ?? "" };
    }

    public async Task<bool> UseAsync(string token, UserAccount? account, CommandTrail? trail, CancellationToken cancellationToken)
    {
        if (await links.FindAsync(token, cancellationToken) is not { } link) return false;
        if (account is not null && account.Id != link.UserId) return false;
        var now = time.GetUtcNow();
        var left = ActOf(link, now) is { } act ? trail?.Doing(act) : null;
        return await accounts.UseLinkAsync(link, account, now, left, cancellationToken);
    }

    private static AuditedAct? ActOf(OneTimeLink link, DateTimeOffset now) => link.Purpose switch
    {
        LinkPurpose.Invitation => new()
        {
            At = now, Action = AuditActions.UserJoined, TargetKind = AuditTargets.User, Summary = RoleNames.Of(link.Role),
        },
        LinkPurpose.Reset => new()
        {
            At = now, Action = AuditActions.UserPasswordChanged, TargetKind = AuditTargets.User, Summary = "by mail",
        },
        _ => null,
    };
}
