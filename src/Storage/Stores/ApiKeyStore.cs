using System.Collections.Immutable;
using Contacts.Core.Audit;
using Contacts.Core.Keys;
using Contacts.Core.Limits;
using Contacts.Core.Settings;
using Contacts.Storage.Sessions;

namespace Contacts.Storage.Stores;

/// <summary>API keys, by the SHA-256 of their text.</summary>
internal sealed class ApiKeyStore(IStoreDatabase database) : IApiKeyStore
{
    private static readonly Statement _find = new("ApiKeys/find.sql");
    private static readonly Statement _list = new("ApiKeys/list.sql");
    private static readonly Statement _listWithoutChecksum = new("ApiKeys/list_without_checksum.sql");
    private static readonly Statement _add = new("ApiKeys/add.sql");
    private static readonly Statement _revoke = new("ApiKeys/revoke.sql");
    private static readonly Statement _present = new("ApiKeys/present.sql");
    private static readonly Statement _used = new("ApiKeys/used.sql");
    private static readonly Statement _refused = new("ApiKeys/refused.sql");
    private static readonly Statement _forgetRefused = new("ApiKeys/forget_refused.sql");
    private static readonly Statement _listRefused = new("ApiKeys/list_refused.sql");

    private const int DaysKept = 31;

    public Task<ApiKey?> FindAsync(KeyHash hash, CancellationToken cancellationToken) =>
        database.ReadAsync(session => FindAsync(session, hash), cancellationToken);

    public Task<long> AddAsync(ApiKey key, KeyHash hash, CancellationToken cancellationToken, OrganisationTrail? trail = null) =>
        database.TransactAsync(async session =>
        {
            await AddAsync(session, key, hash);
            var id = (await FindAsync(session, hash))!.Id;
            await session.LeaveAsync(trail, id);
            return id;
        }, cancellationToken);

    public Task<ImmutableArray<ApiKey>> ListAsync(int organisationId, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.AllAsync(_list, Read, organisationId), cancellationToken);

    public Task<ImmutableArray<ulong>> ListWithoutChecksumAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(
            session => session.AllAsync(_listWithoutChecksum, row => KeyHash.Read(row.Blob(0).AsSpan()).Prefix), cancellationToken);

    public Task<bool> RevokeAsync(
        int organisationId, long keyId, DateTimeOffset at, CancellationToken cancellationToken, OrganisationTrail? trail = null) =>
        database.TransactAsync(async session =>
        {
            if (await session.RunAsync(_revoke, organisationId, keyId, at) > 0)
            {
                await session.LeaveAsync(trail, keyId);
                return true;
            }
            if (await session.FirstAsync(_present, row => row.Int64(0), organisationId, keyId) == 0) return false;
            if (trail is { } repeated) await session.StampAsync(repeated.OrganisationId, repeated.Trail.Stamp, keyId);
            return true;
        }, cancellationToken);

    public Task RecordUseAsync(int organisationId, IReadOnlyList<KeyUse> uses, CancellationToken cancellationToken)
    {
        var ordered = uses.OrderBy(use => use.KeyId).ToArray(); // So that processes lock rows in one order.
        return database.TransactAsync(async session =>
        {
            await session.RunEachAsync(_used, ordered.Select(use => (SqlValue[])[organisationId, use.KeyId, use.At]));
            return await AddRefusalsAsync(session, organisationId, [.. ordered.Where(use => use.Refused > 0)]);
        }, cancellationToken);
    }

    public Task<ImmutableArray<KeyRefusals>> ListRefusalsAsync(
        int organisationId, DateOnly since, int atMost, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session => session.AllAsync(
                _listRefused, row => new KeyRefusals { KeyId = row.Int64(0), Refused = row.Int64(1) },
                organisationId, since.DayNumber, atMost),
            cancellationToken);

    private static async ValueTask<int> AddRefusalsAsync(IStoreSession session, int organisationId, KeyUse[] refused)
    {
        if (refused.Length == 0) return 0;
        var newest = refused.Max(DayOf);
        await session.RunAsync(_forgetRefused, organisationId, newest - DaysKept);
        return await session.RunEachAsync(
            _refused, refused.Select(use => (SqlValue[])[organisationId, use.KeyId, DayOf(use), use.Refused]));
    }

    private static int DayOf(KeyUse use) => DateOnly.FromDateTime(use.At.UtcDateTime).DayNumber;

    private static ValueTask<int> AddAsync(IStoreSession session, ApiKey key, KeyHash hash) => session.RunAsync(
        _add, key.OrganisationId, Octets(hash), (int)key.Kind, (int)key.Scopes, key.Description, key.CreatedAt, key.ExpiresAt,
        key.RevokedAt,
        key.LastUsedAt, key.Limits?.PerMinute, key.Limits?.PerHour, key.HasChecksum, key.IsDevelopment);

    private static ValueTask<ApiKey?> FindAsync(IStoreSession session, KeyHash hash) => session.FirstAsync(
        _find, row => Read(row).Of(SettingsDocument.Read(row.TextOrNull(13))) with { IsSuspended = !row.IsNull(14) }, Octets(hash));

    private static ReadOnlyMemory<byte> Octets(KeyHash hash) => hash.ToArray();

    private static ApiKey Read(IRow row) => new()
    {
        Id = row.Int64(0), OrganisationId = row.Int32(1), Kind = (ApiKeyKind)row.Int32(2), Scopes = (ApiKeyScopes)row.Int32(3),
        Description = row.Text(4), CreatedAt = row.Time(5), ExpiresAt = row.TimeOrNull(6), RevokedAt = row.TimeOrNull(7),
        LastUsedAt = row.TimeOrNull(8), Limits = Limits(row.Int32OrNull(9), row.Int32OrNull(10)), HasChecksum = row.Bool(11),
        IsDevelopment = row.Bool(12),
    };

    private static LimitSettings? Limits(int? perMinute, int? perHour) =>
        perMinute is null && perHour is null ? null : new LimitSettings { PerMinute = perMinute, PerHour = perHour };
}
