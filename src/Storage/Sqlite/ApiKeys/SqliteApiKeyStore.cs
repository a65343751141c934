using System.Collections.Immutable;
using Contacts.Core.Idempotency;
using Contacts.Core.Keys;
using Contacts.Core.Settings;
using Contacts.Storage.Sqlite.Idempotency;

namespace Contacts.Storage.Sqlite.ApiKeys;

/// <summary>API keys in a SQLite file, by the SHA-256 of their text.</summary>
internal sealed class SqliteApiKeyStore(SqliteDatabase database) : IApiKeyStore
{
    private static readonly SqliteQuery _find = SqliteQuery.Load("ApiKeys/find.sql");
    private static readonly SqliteQuery _list = SqliteQuery.Load("ApiKeys/list.sql");
    private static readonly SqliteQuery _add = SqliteQuery.Load("ApiKeys/add.sql");
    private static readonly SqliteQuery _revoke = SqliteQuery.Load("ApiKeys/revoke.sql");
    private static readonly SqliteQuery _used = SqliteQuery.Load("ApiKeys/used.sql");

    public Task<ApiKey?> FindAsync(ReadOnlyMemory<byte> hash, CancellationToken cancellationToken) =>
        database.ReadAsync(session => Find(session, hash), cancellationToken);

    public Task<long> AddAsync(ApiKey key, ReadOnlyMemory<byte> hash, CancellationToken cancellationToken, RecordStamp? stamp = null) =>
        database.WriteAsync(session =>
        {
            if (Add(session, key, hash) is not { } id) return Find(session, hash)!.Id;
            if (stamp is { } record) SqliteIdempotencyStore.Stamp(session, record.OrganisationId, record.Stamp, id);
            return id;
        }, cancellationToken);

    public Task<ImmutableArray<ApiKey>> ListAsync(int organisationId, CancellationToken cancellationToken) =>
        database.ReadAsync(session => List(session, organisationId), cancellationToken);

    public Task<bool> RevokeAsync(
        int organisationId, long keyId, DateTimeOffset at, CancellationToken cancellationToken, RecordStamp? stamp = null) =>
        database.WriteAsync(session =>
        {
            if (session.Prepare(_revoke).Bind(organisationId).Bind(keyId).Bind(at).Run() == 0) return false;
            if (stamp is { } record) SqliteIdempotencyStore.Stamp(session, record.OrganisationId, record.Stamp, keyId);
            return true;
        }, cancellationToken);

    public Task RecordUseAsync(int organisationId, IReadOnlyList<KeyUse> uses, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session => uses.Sum(use => session.Prepare(_used).Bind(organisationId).Bind(use.KeyId).Bind(use.At).Run()), cancellationToken);

    private static ApiKey? Find(SqliteSession session, ReadOnlyMemory<byte> hash)
    {
        var row = session.Prepare(_find).Bind(hash.Span);
        return row.Step() ? Read(row) with { OrganisationLimits = SettingsDocument.Read(row.TextOrNull(11)).Limits } : null;
    }

    private static long? Add(SqliteSession session, ApiKey key, ReadOnlyMemory<byte> hash) =>
        session.Prepare(_add)
            .Bind(key.OrganisationId).Bind(hash.Span).Bind((long)key.Kind).Bind((long)key.Scopes).Bind(key.Description)
            .Bind(key.CreatedAt).Bind(key.ExpiresAt).Bind(key.RevokedAt).Bind(key.LastUsedAt)
            .Bind((long?)key.Limits?.PerMinute).Bind((long?)key.Limits?.PerHour)
            .Scalar();

    private static ImmutableArray<ApiKey> List(SqliteSession session, int organisationId)
    {
        var keys = ImmutableArray.CreateBuilder<ApiKey>();
        var row = session.Prepare(_list).Bind(organisationId);
        while (row.Step()) keys.Add(Read(row));
        return keys.DrainToImmutable();
    }

    private static ApiKey Read(SqliteStatement row) => new()
    {
        Id = row.Int64(0),
        OrganisationId = row.Int32(1),
        Kind = (ApiKeyKind)row.Int64(2),
        Scopes = (ApiKeyScopes)row.Int64(3),
        Description = row.Text(4),
        CreatedAt = row.Time(5),
        ExpiresAt = row.TimeOrNull(6),
        RevokedAt = row.TimeOrNull(7),
        LastUsedAt = row.TimeOrNull(8),
        Limits = row.IsNull(9) && row.IsNull(10)
            ? null
            : new LimitSettings { PerMinute = row.Int32OrNull(9), PerHour = row.Int32OrNull(10) },
    };
}
