using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Contacts.Core.Users;
using Contacts.Grains.Abstractions.Users;
using Microsoft.AspNetCore.Identity;
using Orleans;

namespace Contacts.WebFront.Console.Sessions;

/// <summary>
/// What ASP.NET Core Identity needs of accounts, by way of grains. Accounts are made by invitations and never deleted; their address is
/// their name. Of recovery codes only hashes are passed on. Passkeys are added and removed by <see cref="Passkeys"/>.
/// </summary>
internal sealed class IdentityStore(IGrainFactory grains)
    : IUserPasswordStore<ConsoleUser>, IUserSecurityStampStore<ConsoleUser>, IUserTwoFactorStore<ConsoleUser>,
        IUserAuthenticatorKeyStore<ConsoleUser>, IUserTwoFactorRecoveryCodeStore<ConsoleUser>, IUserPasskeyStore<ConsoleUser>
{
    private static readonly IdentityError _concurrency = new IdentityErrorDescriber().ConcurrencyFailure();

    public async Task<ConsoleUser?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        await grains.GetGrain<IUserGrain>(long.Parse(userId, CultureInfo.InvariantCulture)).FindAsync(cancellationToken) is { } account
            ? new(account)
            : null;

    public async Task<ConsoleUser?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        await grains.GetGrain<IUserDirectoryGrain>(0).FindAsync(normalizedUserName, cancellationToken) is { } account ? new(account) : null;

    public async Task<IdentityResult> UpdateAsync(ConsoleUser user, CancellationToken cancellationToken)
    {
        if (!await Grain(user).SaveAsync(user.Account, user.Trail, cancellationToken)) return IdentityResult.Failed(_concurrency);
        user.Account = user.Account with { Version = user.Account.Version + 1 };
        return IdentityResult.Success;
    }

    public Task<IdentityResult> CreateAsync(ConsoleUser user, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IdentityResult> DeleteAsync(ConsoleUser user, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<string> GetUserIdAsync(ConsoleUser user, CancellationToken cancellationToken) =>
        Task.FromResult(user.Id.ToString(CultureInfo.InvariantCulture));

    public Task<string?> GetUserNameAsync(ConsoleUser user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Email);

    public Task<string?> GetNormalizedUserNameAsync(ConsoleUser user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.Email);

    public Task SetUserNameAsync(ConsoleUser user, string? userName, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    /// <summary>Nothing to do: addresses are stored in their normal form.</summary>
    public Task SetNormalizedUserNameAsync(ConsoleUser user, string? normalizedName, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    public Task<string?> GetPasswordHashAsync(ConsoleUser user, CancellationToken cancellationToken) =>
        Task.FromResult(user.Account.PasswordHash);

    public Task<bool> HasPasswordAsync(ConsoleUser user, CancellationToken cancellationToken) =>
        Task.FromResult(user.Account.PasswordHash is not null);

    public Task SetPasswordHashAsync(ConsoleUser user, string? passwordHash, CancellationToken cancellationToken)
    {
        user.Account = user.Account with { PasswordHash = passwordHash };
        return Task.CompletedTask;
    }

    public Task<string?> GetSecurityStampAsync(ConsoleUser user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.Account.SecurityStamp);

    public Task SetSecurityStampAsync(ConsoleUser user, string stamp, CancellationToken cancellationToken)
    {
        user.Account = user.Account with { SecurityStamp = stamp };
        return Task.CompletedTask;
    }

    public Task<bool> GetTwoFactorEnabledAsync(ConsoleUser user, CancellationToken cancellationToken) =>
        Task.FromResult(user.Account.HasTwoFactor);

    public Task SetTwoFactorEnabledAsync(ConsoleUser user, bool enabled, CancellationToken cancellationToken)
    {
        user.Account = user.Account with { HasTwoFactor = enabled };
        return Task.CompletedTask;
    }

    public Task<string?> GetAuthenticatorKeyAsync(ConsoleUser user, CancellationToken cancellationToken) =>
        Task.FromResult(user.Account.AuthenticatorKey);

    public Task SetAuthenticatorKeyAsync(ConsoleUser user, string key, CancellationToken cancellationToken)
    {
        user.Account = user.Account with { AuthenticatorKey = key };
        return Task.CompletedTask;
    }

    public Task<int> CountCodesAsync(ConsoleUser user, CancellationToken cancellationToken) =>
        Grain(user).CountCodesAsync(cancellationToken);

    public Task<bool> RedeemCodeAsync(ConsoleUser user, string code, CancellationToken cancellationToken) =>
        Grain(user).RedeemCodeAsync(HashOf(user, code), cancellationToken);

    public Task ReplaceCodesAsync(ConsoleUser user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken) =>
        Grain(user).ReplaceCodesAsync([.. recoveryCodes.Select(code => HashOf(user, code))], user.Trail, cancellationToken);

    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(ConsoleUser user, CancellationToken cancellationToken) =>
        [.. (await Grain(user).ListPasskeysAsync(cancellationToken)).Select(PasskeyInfo.Of)];

    public async Task<ConsoleUser?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        await FindPasskeyAsync(credentialId, cancellationToken) is { } passkey
        && await grains.GetGrain<IUserGrain>(passkey.UserId).FindAsync(cancellationToken) is { } account
            ? new(account)
            : null;

    public async Task<UserPasskeyInfo?> FindPasskeyAsync(ConsoleUser user, byte[] credentialId, CancellationToken cancellationToken) =>
        await FindPasskeyAsync(credentialId, cancellationToken) is { } passkey && passkey.UserId == user.Id
            ? PasskeyInfo.Of(passkey)
            : null;

    public Task AddOrUpdatePasskeyAsync(ConsoleUser user, UserPasskeyInfo passkey, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task RemovePasskeyAsync(ConsoleUser user, byte[] credentialId, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public void Dispose()
    {
    }

    private Task<Passkey?> FindPasskeyAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        grains.GetGrain<IUserDirectoryGrain>(0).FindPasskeyAsync([.. credentialId], cancellationToken);

    private IUserGrain Grain(ConsoleUser user) => grains.GetGrain<IUserGrain>(user.Id);

    /// <summary>Equal codes of two people have different hashes.</summary>
    private static ImmutableArray<byte> HashOf(ConsoleUser user, string code) => [.. SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"recovery code {user.Id} {code.Trim().ToUpperInvariant()}")))];
}
