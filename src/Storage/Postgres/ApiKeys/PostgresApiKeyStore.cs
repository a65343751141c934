using System.Collections.Immutable;
using Contacts.Core.Idempotency;
using Contacts.Core.Keys;
using Contacts.Core.Settings;
using Contacts.Storage.Postgres.Idempotency;
using Npgsql;
using NpgsqlTypes;

namespace Contacts.Storage.Postgres.ApiKeys;

/// <summary>API keys in PostgreSQL.</summary>
internal sealed class PostgresApiKeyStore(PostgresDatabase database) : IApiKeyStore
{
    private static readonly string _find = Sql.Load("Postgres/ApiKeys/find.sql");
    private static readonly string _add = Sql.Load("Postgres/ApiKeys/add.sql");
    private static readonly string _list = Sql.Load("Postgres/ApiKeys/list.sql");
    private static readonly string _revoke = Sql.Load("Postgres/ApiKeys/revoke.sql");
    private static readonly string _used = Sql.Load("Postgres/ApiKeys/used.sql");

    public Task<ApiKey?> FindAsync(ReadOnlyMemory<byte> hash, CancellationToken cancellationToken) =>
        database.QueryAsync((connection, token) => FindAsync(connection, hash, token), cancellationToken);

    public Task<long> AddAsync(ApiKey key, ReadOnlyMemory<byte> hash, CancellationToken cancellationToken, RecordStamp? stamp = null) =>
        database.QueryAsync(
            (connection, token) => IdempotencyStamping.RunAsync(
                connection, stamp, () => AddAsync(connection, key, hash, token), static id => id, token),
            cancellationToken);

    public Task<ImmutableArray<ApiKey>> ListAsync(int organisationId, CancellationToken cancellationToken) =>
        database.QueryAsync(async (connection, token) =>
        {
            await using var command = new NpgsqlCommand(_list, connection);
            command.Parameters.With(organisationId);
            return (await command.ReadAllAsync(Key, token)).ToImmutableArray();
        }, cancellationToken);

    public Task<bool> RevokeAsync(
        int organisationId, long keyId, DateTimeOffset at, CancellationToken cancellationToken, RecordStamp? stamp = null) =>
        database.QueryAsync((connection, token) => IdempotencyStamping.RunAsync(
            connection, stamp, async () =>
            {
                await using var command = new NpgsqlCommand(_revoke, connection);
                command.Parameters.With(organisationId).With(keyId).With(at);
                return await command.ExecuteNonQueryAsync(token) == 1;
            },
            isRevoked => isRevoked ? keyId : null, token), cancellationToken);

    public Task RecordUseAsync(int organisationId, IReadOnlyList<KeyUse> uses, CancellationToken cancellationToken) =>
        database.QueryAsync(async (connection, token) =>
        {
            await using var command = new NpgsqlCommand(_used, connection);
            command.Parameters.With(organisationId).With(uses.Select(use => use.KeyId).ToArray())
                .With(uses.Select(use => use.At.UtcDateTime).ToArray());
            return await command.ExecuteNonQueryAsync(token);
        }, cancellationToken);

    private static async Task<long> AddAsync(
        NpgsqlConnection connection, ApiKey key, ReadOnlyMemory<byte> hash, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(_add, connection);
        command.Parameters.With(key.OrganisationId).With(NpgsqlDbType.Bytea, hash.ToArray())
            .With(NpgsqlDbType.Smallint, (short)key.Kind).With((int)key.Scopes).With(key.Description)
            .With(key.CreatedAt).With(key.ExpiresAt).With(key.RevokedAt).With(key.LastUsedAt)
            .With(key.Limits?.PerMinute).With(key.Limits?.PerHour);
        await command.ExecuteNonQueryAsync(cancellationToken);
        return (await FindAsync(connection, hash, cancellationToken))!.Id;
    }

    private static async Task<ApiKey?> FindAsync(
        NpgsqlConnection connection, ReadOnlyMemory<byte> hash, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(_find, connection);
        command.Parameters.With(NpgsqlDbType.Bytea, hash.ToArray());
        return await command.ReadFirstAsync(
            row => Key(row) with { OrganisationLimits = SettingsDocument.Read(row.TextOrNull(11)).Limits }, cancellationToken);
    }

    private static ApiKey Key(NpgsqlDataReader row) => new()
    {
        Id = row.GetInt64(0), OrganisationId = row.GetInt32(1), Kind = (ApiKeyKind)row.GetInt16(2), Scopes = (ApiKeyScopes)row.GetInt32(3),
        Description = row.GetString(4), CreatedAt = row.Instant(5), ExpiresAt = row.InstantOrNull(6), RevokedAt = row.InstantOrNull(7),
        LastUsedAt = row.InstantOrNull(8), Limits = Limits(row.IntOrNull(9), row.IntOrNull(10)),
    };

    private static LimitSettings? Limits(int? perMinute, int? perHour) =>
        perMinute is null && perHour is null ? null : new LimitSettings { PerMinute = perMinute, PerHour = perHour };
}
