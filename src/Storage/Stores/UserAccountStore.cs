using System.Collections.Immutable;
using Contacts.Core.Audit;
using Contacts.Core.Consent;
using Contacts.Core.Mail;
using Contacts.Core.Settings;
using Contacts.Core.Users;
using Contacts.Storage.Sessions;

namespace Contacts.Storage.Stores;

/// <summary>Accounts of people, with their recovery codes and links.</summary>
internal sealed class UserAccountStore(IStoreDatabase database) : IUserAccountStore
{
    private static readonly Statement _find = new("Users/find.sql");
    private static readonly Statement _findByEmail = new("Users/find_by_email.sql");
    private static readonly Statement _add = new("Users/add.sql");
    private static readonly Statement _save = new("Users/save.sql");
    private static readonly Statement _makeOperator = new("Users/make_operator.sql");
    private static readonly Statement _memberships = new("Users/memberships.sql");
    private static readonly Statement _addMember = new("Users/add_member.sql");
    private static readonly Statement _addCode = new("Users/add_code.sql");
    private static readonly Statement _redeemCode = new("Users/redeem_code.sql");
    private static readonly Statement _removeCodes = new("Users/remove_codes.sql");
    private static readonly Statement _removePasskeys = new("Users/remove_passkeys.sql");
    private static readonly Statement _countCodes = new("Users/count_codes.sql");
    private static readonly Statement _useCode = new("Users/use_code.sql");
    private static readonly Statement _sweepLinks = new("Users/sweep_links.sql");
    private static readonly Statement _sweepCodes = new("Users/sweep_codes.sql");

    public Task<UserAccount?> FindAsync(long userId, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.FirstAsync(_find, Read, userId), cancellationToken);

    public Task<UserAccount?> FindAsync(string email, CancellationToken cancellationToken) =>
        database.ReadAsync(session => FindAsync(session, email), cancellationToken);

    public Task<bool> SaveAsync(UserAccount account, CancellationToken cancellationToken, CommandTrail? trail = null) =>
        database.TransactAsync(async session =>
        {
            if (!await SaveAsync(session, account)) return false;
            await session.AuditUserAsync(account.Id, trail);
            return true;
        }, cancellationToken);

    public Task<bool> SaveWithoutDevicesAsync(UserAccount account, OrganisationTrail? trail, CancellationToken cancellationToken) =>
        database.TransactAsync(async session =>
        {
            if (!await SaveAsync(session, account)) return false;
            await session.RunAsync(_removeCodes, account.Id);
            await session.RunAsync(_removePasskeys, account.Id);
            if (trail is { } left) await session.StampAsync(left.OrganisationId, left.Trail.Stamp, account.Id);
            await session.AuditUserAsync(account.Id, trail?.Trail);
            return true;
        }, cancellationToken);

    public Task<ImmutableArray<Membership>> MembershipsAsync(long userId, CancellationToken cancellationToken) =>
        database.ReadAsync(session => MembershipsAsync(session, userId), cancellationToken);

    public Task ReplaceCodesAsync(
        long userId, ImmutableArray<ImmutableArray<byte>> hashes, CancellationToken cancellationToken, CommandTrail? trail = null) =>
        database.TransactAsync(async session =>
        {
            await session.RunAsync(_removeCodes, userId);
            await session.AuditUserAsync(userId, trail);
            return await session.RunEachAsync(_addCode, hashes.Select(hash => new SqlValue[] { userId, hash.AsMemory() }));
        }, cancellationToken);

    public Task<bool> RedeemCodeAsync(long userId, ImmutableArray<byte> hash, CancellationToken cancellationToken) =>
        database.WriteAsync(async session => await session.RunAsync(_redeemCode, userId, hash.AsMemory()) == 1, cancellationToken);

    public Task<int> CountCodesAsync(long userId, CancellationToken cancellationToken) =>
        database.ReadAsync(async session => (int)await session.FirstAsync(_countCodes, row => row.Int64(0), userId), cancellationToken);

    public Task<bool> UseCodeAsync(long userId, int code, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken) =>
        database.WriteAsync(async session => await session.RunAsync(_useCode, userId, code, now, until) == 1, cancellationToken);

    public Task<OneTimeLink?> FindLinkAsync(int organisationId, long linkId, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session => session.FirstAsync(OneTimeLinks.Find, OneTimeLinks.Read, organisationId, linkId), cancellationToken);

    public Task<OneTimeLink> AddLinkAsync(
        OneTimeLink link, DateTimeOffset at, Func<OneTimeLink, QueuedMail?> mail, CancellationToken cancellationToken) =>
        database.TransactAsync(async session =>
        {
            var added = await OneTimeLinks.AddAsync(session, link, at);
            if (mail(added) is { } queued) await session.RunAsync(MailOutbox.Queue, MailOutbox.Values(queued));
            return added;
        }, cancellationToken);

    public Task<bool> UseLinkAsync(
        OneTimeLink link, UserAccount? account, DateTimeOffset at, CommandTrail? trail, CancellationToken cancellationToken) =>
        database.TransactAsync(async session =>
        {
            var locked = await session.FirstAsync(OneTimeLinks.Lock, OneTimeLinks.Read, link.OrganisationId, link.Id);
            if (locked != link) return false;
            if (account is not null && !await SaveAsync(session, account)) return false;
            await session.RunAsync(OneTimeLinks.Remove, link.OrganisationId, link.Id);
            if (link.Purpose != LinkPurpose.Invitation)
            {
                await session.AuditUserAsync(link.UserId, trail);
                return true;
            }
            await AdmitAsync(session, link, at);
            await session.LeaveAsync(link.OrganisationId, trail, link.UserId);
            return true;
        }, cancellationToken);

    public Task<UserAccount> EnsureAsync(
        string email, int organisationId, Role role, DateTimeOffset at, CancellationToken cancellationToken) =>
        database.TransactAsync(async session =>
        {
            await AddAsync(session, email, at);
            var account = (await FindAsync(session, email))!;
            if (!account.IsOperator) await session.RunAsync(_makeOperator, account.Id);
            await session.RunAsync(_addMember, organisationId, account.Id, (int)role, at);
            return account;
        }, cancellationToken);

    public Task<int> SweepAsync(DateTimeOffset now, int atMost, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session => await session.RunAsync(_sweepLinks, now, atMost) + await session.RunAsync(_sweepCodes, now, atMost),
            cancellationToken);

    /// <summary>The organisations of a person, by name.</summary>
    public static async ValueTask<ImmutableArray<Membership>> MembershipsAsync(IStoreSession session, long userId)
    {
        var all = await session.AllAsync(_memberships, ReadMembership, userId);
        return [.. all.OrderBy(membership => membership.Name, StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>The account of an address, made where there is none.</summary>
    public static async ValueTask<UserAccount> EnsureAsync(IStoreSession session, string email, DateTimeOffset at)
    {
        await AddAsync(session, email, at);
        return (await FindAsync(session, email))!;
    }

    private static ValueTask<int> AddAsync(IStoreSession session, string email, DateTimeOffset at) =>
        session.RunAsync(_add, email, Guid.NewGuid().ToString("N"), at);

    private static ValueTask<UserAccount?> FindAsync(IStoreSession session, string email) =>
        session.FirstAsync(_findByEmail, Read, email);

    private static async ValueTask<bool> SaveAsync(IStoreSession session, UserAccount account) => await session.RunAsync(
        _save, account.Id, account.Version, account.PasswordHash, account.SecurityStamp, account.AuthenticatorKey, account.HasTwoFactor,
        account.Language) == 1;

    private static async ValueTask AdmitAsync(IStoreSession session, OneTimeLink link, DateTimeOffset at)
    {
        if (link.Role is { } role) await session.RunAsync(_addMember, link.OrganisationId, link.UserId, (int)role, at);
        else await session.RunAsync(_makeOperator, link.UserId);
    }

    private static Membership ReadMembership(IRow row) => new()
    {
        OrganisationId = row.Int32(0), Slug = row.Text(1), Name = row.Text(2), Role = (Role)row.Int32(3),
        RequiresTwoFactor = SettingsDocument.Read(row.Text(4)).Console.RequireTwoFactor,
    };

    private static UserAccount Read(IRow row) => new()
    {
        Id = row.Int64(0), Email = row.Text(1), PasswordHash = row.TextOrNull(2), SecurityStamp = row.Text(3),
        AuthenticatorKey = row.TextOrNull(4), HasTwoFactor = row.Bool(5), Language = row.TextOrNull(6), IsOperator = row.Bool(7),
        Version = row.Int64(8),
    };
}

/// <summary>Links that work once, within a session.</summary>
internal static class OneTimeLinks
{
    private static readonly Statement _add = new("Users/add_link.sql");
    private static readonly Statement _removeAll = new("Users/remove_links.sql");

    public static Statement Find { get; } = new("Users/find_link.sql");

    public static Statement Lock { get; } = new("Users/lock_link.sql");

    public static Statement Remove { get; } = new("Users/remove_link.sql");

    /// <summary>Adds a link, which replaces those of its purpose unless it is one to sign in; the link with its id.</summary>
    public static async ValueTask<OneTimeLink> AddAsync(IStoreSession session, OneTimeLink link, DateTimeOffset at)
    {
        if (link.Purpose != LinkPurpose.SignIn)
            await session.RunAsync(_removeAll, link.OrganisationId, link.UserId, (int)link.Purpose);
        var id = await session.FirstAsync(
            _add, row => row.Int64(0), link.OrganisationId, (int)link.Purpose, link.UserId, (int?)link.Role, at, link.ExpiresAt);
        return link with { Id = id };
    }

    public static OneTimeLink Read(IRow row) => new()
    {
        OrganisationId = row.Int32(0), Id = row.Int64(1), Purpose = (LinkPurpose)row.Int32(2), UserId = row.Int64(3),
        Role = (Role?)row.Int32OrNull(4), ExpiresAt = row.Time(5),
    };
}
