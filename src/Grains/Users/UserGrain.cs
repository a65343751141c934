using System.Collections.Immutable;
using System.Globalization;
using Contacts.Core.Audit;
using Contacts.Core.Users;
using Contacts.Grains.Abstractions.Users;
using Orleans;
using Orleans.Concurrency;

namespace Contacts.Grains.Users;

/// <summary>The account of one person. Keeps nothing: versions in the store decide.</summary>
[Reentrant]
public sealed class UserGrain(IUserAccountStore accounts, IPasskeyStore passkeys, ISessionStore sessions, TimeProvider time)
    : Grain, IUserGrain
{
    /// <summary>Longer than any time-based code is accepted.</summary>
    private static readonly TimeSpan _codeLife = TimeSpan.FromMinutes(5);

    private long UserId => this.GetPrimaryKeyLong();

    public Task<UserAccount?> FindAsync(CancellationToken cancellationToken) => accounts.FindAsync(UserId, cancellationToken);

    public async Task<bool> SaveAsync(UserAccount account, CommandTrail? trail, CancellationToken cancellationToken)
    {
        if (await FindAsync(cancellationToken) is not { } before || before.Version != account.Version) return false;
        var left = AccountActs.OfOrNull(before, account) is { } act ? Doing(act, trail) : null;
        return await accounts.SaveAsync(account with { Id = UserId }, cancellationToken, left);
    }

    public async Task<bool> ResetTwoFactorAsync(CommandTrail? trail, int stampedIn, CancellationToken cancellationToken)
    {
        if (await FindAsync(cancellationToken) is not { HasTwoFactor: true } account) return false;
        var left = OrganisationTrail.Of(stampedIn, Doing(AuditActions.UserTwoFactorReset, trail));
        account = account with { HasTwoFactor = false, AuthenticatorKey = null, SecurityStamp = Guid.NewGuid().ToString("N") };
        return await accounts.SaveWithoutDevicesAsync(account, left, cancellationToken);
    }

    public Task ReplaceCodesAsync(
        ImmutableArray<ImmutableArray<byte>> hashes, CommandTrail? trail, CancellationToken cancellationToken) =>
        accounts.ReplaceCodesAsync(UserId, hashes, cancellationToken, Doing(AuditActions.UserCodesRenewed, trail));

    public Task<bool> RedeemCodeAsync(ImmutableArray<byte> hash, CancellationToken cancellationToken) =>
        accounts.RedeemCodeAsync(UserId, hash, cancellationToken);

    public Task<int> CountCodesAsync(CancellationToken cancellationToken) => accounts.CountCodesAsync(UserId, cancellationToken);

    public Task<bool> UseCodeAsync(int code, CancellationToken cancellationToken) =>
        accounts.UseCodeAsync(UserId, code, time.GetUtcNow(), time.GetUtcNow() + _codeLife, cancellationToken);

    public Task<ImmutableArray<Passkey>> ListPasskeysAsync(CancellationToken cancellationToken) =>
        passkeys.ListAsync(UserId, cancellationToken);

    public Task<bool> AddPasskeyAsync(Passkey passkey, CommandTrail? trail, CancellationToken cancellationToken) =>
        passkeys.AddAsync(
            passkey with { UserId = UserId, CreatedAt = time.GetUtcNow() }, cancellationToken, Doing(AuditActions.UserPasskeyAdded, trail));

    public Task<bool> UsePasskeyAsync(Passkey passkey, CancellationToken cancellationToken) =>
        passkeys.UseAsync(passkey with { UserId = UserId }, time.GetUtcNow(), cancellationToken);

    public Task<bool> RemovePasskeyAsync(ImmutableArray<byte> credentialId, CommandTrail? trail, CancellationToken cancellationToken) =>
        passkeys.RemoveAsync(UserId, credentialId, cancellationToken, Doing(AuditActions.UserPasskeyRemoved, trail));

    public Task<ImmutableArray<UserSession>> ListSessionsAsync(CancellationToken cancellationToken) =>
        sessions.ListAsync(UserId, time.GetUtcNow(), cancellationToken);

    public Task<bool> EndSessionAsync(long sessionId, CommandTrail? trail, CancellationToken cancellationToken) =>
        sessions.EndAsync(UserId, sessionId, cancellationToken, Doing(AuditActions.UserSessionsEnded, trail));

    private CommandTrail? Doing(string action, CommandTrail? trail) => trail?.Doing(new AuditedAct
    {
        At = time.GetUtcNow(), Action = action, TargetKind = AuditTargets.User,
        TargetId = UserId.ToString(CultureInfo.InvariantCulture),
    });
}
