using System.Collections.Immutable;
using Contacts.Core.Users;
using Contacts.Grains.Abstractions.Users;
using Orleans;
using Orleans.Concurrency;

namespace Contacts.Grains.Users;

/// <summary>The account of one person. Keeps nothing: versions in the store decide.</summary>
[Reentrant]
public sealed class UserGrain(IUserAccountStore accounts, ISessionStore sessions, TimeProvider time) : Grain, IUserGrain
{
    /// <summary>Longer than any time-based code is accepted.</summary>
    private static readonly TimeSpan _codeLife = TimeSpan.FromMinutes(5);

    private long UserId => this.GetPrimaryKeyLong();

    public Task<UserAccount?> FindAsync(CancellationToken cancellationToken) => accounts.FindAsync(UserId, cancellationToken);

    public Task<bool> SaveAsync(UserAccount account, CancellationToken cancellationToken) =>
        accounts.SaveAsync(account with { Id = UserId }, cancellationToken);

    public Task ReplaceCodesAsync(ImmutableArray<ImmutableArray<byte>> hashes, CancellationToken cancellationToken) =>
        accounts.ReplaceCodesAsync(UserId, hashes, cancellationToken);

    public Task<bool> RedeemCodeAsync(ImmutableArray<byte> hash, CancellationToken cancellationToken) =>
        accounts.RedeemCodeAsync(UserId, hash, cancellationToken);

    public Task<int> CountCodesAsync(CancellationToken cancellationToken) => accounts.CountCodesAsync(UserId, cancellationToken);

    public Task<bool> UseCodeAsync(int code, CancellationToken cancellationToken) =>
        accounts.UseCodeAsync(UserId, code, time.GetUtcNow(), time.GetUtcNow() + _codeLife, cancellationToken);

    public Task<ImmutableArray<UserSession>> ListSessionsAsync(CancellationToken cancellationToken) =>
        sessions.ListAsync(UserId, time.GetUtcNow(), cancellationToken);

    public Task<bool> EndSessionAsync(long sessionId, CancellationToken cancellationToken) =>
        sessions.EndAsync(UserId, sessionId, cancellationToken);
}
