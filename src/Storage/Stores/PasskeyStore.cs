using System.Collections.Immutable;
using Contacts.Core.Audit;
using Contacts.Core.Users;
using Contacts.Storage.Sessions;

namespace Contacts.Storage.Stores;

/// <summary>The passkeys of people.</summary>
internal sealed class PasskeyStore(IStoreDatabase database) : IPasskeyStore
{
    private static readonly Statement _add = new("Users/add_passkey.sql");
    private static readonly Statement _list = new("Users/passkeys.sql");
    private static readonly Statement _find = new("Users/find_passkey.sql");
    private static readonly Statement _use = new("Users/use_passkey.sql");
    private static readonly Statement _remove = new("Users/remove_passkey.sql");

    public Task<bool> AddAsync(Passkey passkey, CancellationToken cancellationToken, CommandTrail? trail = null) =>
        database.TransactAsync(async session =>
        {
            var added = await session.RunAsync(
                _add, passkey.CredentialId.AsMemory(), passkey.UserId, passkey.Name, passkey.PublicKey.AsMemory(), passkey.SignCount,
                passkey.Transports, passkey.IsBackupEligible, passkey.IsBackedUp, passkey.CreatedAt, Passkey.MostOfOne);
            if (added == 0) return false;
            await session.AuditUserAsync(passkey.UserId, trail);
            return true;
        }, cancellationToken);

    public Task<ImmutableArray<Passkey>> ListAsync(long userId, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.AllAsync(_list, Read, userId), cancellationToken);

    public Task<Passkey?> FindAsync(ImmutableArray<byte> credentialId, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.FirstAsync(_find, Read, credentialId.AsMemory()), cancellationToken);

    public Task<bool> UseAsync(Passkey passkey, DateTimeOffset at, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session => await session.RunAsync(
                _use, passkey.CredentialId.AsMemory(), passkey.UserId, passkey.SignCount, passkey.IsBackedUp, at) == 1,
            cancellationToken);

    public Task<bool> RemoveAsync(
        long userId, ImmutableArray<byte> credentialId, CancellationToken cancellationToken, CommandTrail? trail = null) =>
        database.TransactAsync(async session =>
        {
            if (await session.RunAsync(_remove, credentialId.AsMemory(), userId) == 0) return false;
            await session.AuditUserAsync(userId, trail);
            return true;
        }, cancellationToken);

    private static Passkey Read(IRow row) => new()
    {
        CredentialId = [.. row.Bytes(0)], UserId = row.Int64(1), Name = row.Text(2), PublicKey = [.. row.Bytes(3)],
        SignCount = row.Int64(4), Transports = row.Text(5), IsBackupEligible = row.Bool(6), IsBackedUp = row.Bool(7),
        CreatedAt = row.Time(8), UsedAt = row.TimeOrNull(9),
    };
}
