using System.Collections.Immutable;
using Contacts.Core.Audit;
using Contacts.Core.Users;
using Contacts.Storage.Sessions;

namespace Contacts.Storage.Stores;

/// <summary>Sessions of people, by the SHA-256 of their keys.</summary>
internal sealed class SessionStore(IStoreDatabase database) : ISessionStore
{
    private static readonly Statement _add = new("Users/add_session.sql");
    private static readonly Statement _find = new("Users/find_session.sql");
    private static readonly Statement _list = new("Users/sessions.sql");
    private static readonly Statement _see = new("Users/see_session.sql");
    private static readonly Statement _refresh = new("Users/refresh_session.sql");
    private static readonly Statement _end = new("Users/end_session.sql");
    private static readonly Statement _sweep = new("Users/sweep_sessions.sql");

    public Task<long> AddAsync(NewSession session, DateTimeOffset at, CancellationToken cancellationToken) =>
        database.WriteAsync(
            store => store.FirstAsync(
                _add, row => row.Int64(0), session.KeyHash.AsMemory(), session.UserId, session.SecurityStamp, at, session.Ip,
                session.UserAgent),
            cancellationToken);

    public Task<FoundSession?> FindAsync(ImmutableArray<byte> keyHash, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.ReadAsync(async session =>
        {
            var found = await session.FirstAsync(
                _find, Read, keyHash.AsMemory(), now - SessionLife.Idle, now - SessionLife.Longest);
            if (found is null) return null;
            var memberships = await UserAccountStore.MembershipsAsync(session, found.User.UserId);
            return found with { User = found.User with { Memberships = memberships } };
        }, cancellationToken);

    public Task<ImmutableArray<UserSession>> ListAsync(long userId, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session => session.AllAsync(_list, ReadOne, userId, now - SessionLife.Idle, now - SessionLife.Longest), cancellationToken);

    public Task SeeAsync(long sessionId, DateTimeOffset at, CancellationToken cancellationToken) =>
        database.WriteAsync(session => session.RunAsync(_see, sessionId, at), cancellationToken);

    public Task RefreshAsync(long sessionId, string securityStamp, ImmutableArray<byte> keyHash, CancellationToken cancellationToken) =>
        database.WriteAsync(session => session.RunAsync(_refresh, sessionId, securityStamp, keyHash.AsMemory()), cancellationToken);

    public Task<bool> EndAsync(long userId, long sessionId, CancellationToken cancellationToken, CommandTrail? trail = null) =>
        database.TransactAsync(async session =>
        {
            if (await session.RunAsync(_end, userId, sessionId) == 0) return false;
            await session.AuditUserAsync(userId, trail);
            return true;
        }, cancellationToken);

    public Task<int> SweepAsync(DateTimeOffset now, int atMost, CancellationToken cancellationToken) =>
        database.WriteAsync(session => session.RunAsync(_sweep, now - SessionLife.Idle, atMost), cancellationToken);

    private static FoundSession Read(IRow row) => new(
        new()
        {
            SessionId = row.Int64(0), UserId = row.Int64(2), Email = row.Text(3), Language = row.TextOrNull(4), IsOperator = row.Bool(5),
            HasTwoFactor = row.Bool(6), Memberships = [],
        },
        row.Time(1));

    private static UserSession ReadOne(IRow row) => new()
    {
        Id = row.Int64(0), UserId = row.Int64(1), CreatedAt = row.Time(2), SeenAt = row.Time(3), Ip = row.TextOrNull(4),
        UserAgent = row.TextOrNull(5),
    };
}
