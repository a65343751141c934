using System.Collections.Immutable;
using Contacts.Core.Groups;
using Contacts.Core.Idempotency;
using Contacts.Storage.Postgres.Idempotency;
using Npgsql;

namespace Contacts.Storage.Postgres.Groups;

/// <summary>Groups in PostgreSQL, numbered per organisation from 1 under a lock of the organisation.</summary>
internal sealed class PostgresGroupStore(PostgresDatabase database) : IGroupStore
{
    private static readonly string _lock = Sql.Load("Postgres/Groups/ensure_lock.sql");
    private static readonly string _known = Sql.Load("Postgres/Groups/ensure_find.sql");
    private static readonly string _add = Sql.Load("Postgres/Groups/ensure_add.sql");
    private static readonly string _find = Sql.Load("Postgres/Groups/find.sql");
    private static readonly string _findOne = Sql.Load("Postgres/Groups/find_one.sql");
    private static readonly string _list = Sql.Load("Postgres/Groups/list.sql");

    public Task<ImmutableArray<GroupRef>> EnsureAsync(
        int organisationId, IReadOnlyList<GroupName> names, DateTimeOffset at, CancellationToken cancellationToken) =>
        database.QueryAsync(async (connection, token) =>
        {
            var distinct = names.DistinctBy(name => name.Key).ToArray();
            var groups = await FindAsync(connection, organisationId, distinct, token);
            if (groups.Count < distinct.Length)
            {
                await AddAsync(connection, organisationId, distinct, at, token);
                groups = await FindAsync(connection, organisationId, distinct, token);
            }
            return names.Select(name => groups[name.Key]).ToImmutableArray();
        }, cancellationToken);

    public Task<ImmutableArray<GroupRef?>> FindAsync(
        int organisationId, IReadOnlyList<GroupName> names, CancellationToken cancellationToken) =>
        database.QueryAsync(async (connection, token) =>
        {
            var groups = await FindAsync(connection, organisationId, [.. names], token);
            return names.Select(name => groups.GetValueOrDefault(name.Key)).ToImmutableArray();
        }, cancellationToken);

    public Task<ImmutableArray<GroupRef>> FindAsync(int organisationId, IReadOnlyList<long> ids, CancellationToken cancellationToken) =>
        database.QueryAsync(async (connection, token) =>
        {
            await using var command = new NpgsqlCommand(_find, connection);
            command.Parameters.With(organisationId).With(ids.ToArray());
            var groups = await command.ReadAllAsync(row => new GroupRef { Id = row.GetInt64(0), Name = row.GetString(1) }, token);
            return groups.ToImmutableArray();
        }, cancellationToken);

    public Task<Group?> CreateAsync(
        int organisationId, GroupName name, DateTimeOffset at, CancellationToken cancellationToken, IdempotencyStamp? stamp = null) =>
        database.QueryAsync(async (connection, token) =>
        {
            var added = await IdempotencyStamping.RunAsync(
                connection, RecordStamp.Of(organisationId, stamp), () => AddAsync(connection, organisationId, [name], at, token),
                static ids => ids is [var id] ? id : null, token);
            return added is [var id] ? new Group { Id = id, Name = name.Name, CreatedAt = at } : null;
        }, cancellationToken);

    public Task<Group?> FindAsync(int organisationId, long id, CancellationToken cancellationToken) =>
        database.QueryAsync(async (connection, token) =>
        {
            await using var command = new NpgsqlCommand(_findOne, connection);
            command.Parameters.With(organisationId).With(id);
            return await command.ReadFirstAsync(
                row => new Group { Id = row.GetInt64(0), Name = row.GetString(1), CreatedAt = row.Instant(2) }, token);
        }, cancellationToken);

    public Task<GroupPage> ListAsync(int organisationId, int page, int pageSize, CancellationToken cancellationToken) =>
        database.QueryAsync(async (connection, token) =>
        {
            await using var command = new NpgsqlCommand(_list, connection);
            command.Parameters.With(organisationId).With((page - 1L) * pageSize).With((long)pageSize);
            var rows = await command.ReadAllAsync(row => (Total: row.GetInt64(0), Group: GroupOrNull(row)), token);
            return new GroupPage { Total = rows[0].Total, Items = [.. rows.Select(row => row.Group).OfType<Group>()] };
        }, cancellationToken);

    private static Group? GroupOrNull(NpgsqlDataReader row) => row.IsDBNull(1) ? null : new Group
    {
        Id = row.GetInt64(1), Name = row.GetString(2), CreatedAt = row.Instant(3), ContactCount = row.GetInt64(4),
    };

    private static async Task<Dictionary<string, GroupRef>> FindAsync(
        NpgsqlConnection connection, int organisationId, GroupName[] names, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(_known, connection);
        command.Parameters.With(organisationId).With(names.Select(name => name.Key).ToArray());
        var rows = await command.ReadAllAsync(
            row => (Key: row.GetString(2), Group: new GroupRef { Id = row.GetInt64(0), Name = row.GetString(1) }), cancellationToken);
        return rows.ToDictionary(row => row.Key, row => row.Group);
    }

    /// <summary>The ids of those names that were unknown. Lock and insert travel together, as one transaction.</summary>
    private static async Task<List<long>> AddAsync(
        NpgsqlConnection connection, int organisationId, GroupName[] names, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        var exclusive = new NpgsqlBatchCommand(_lock);
        exclusive.Parameters.With(organisationId);
        var add = new NpgsqlBatchCommand(_add);
        add.Parameters.With(organisationId).With(names.Select(name => name.Name).ToArray())
            .With(names.Select(name => name.Key).ToArray()).With(at);
        batch.BatchCommands.Add(exclusive);
        batch.BatchCommands.Add(add);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var ids = new List<long>();
        while (await reader.ReadAsync(cancellationToken)) ids.Add(reader.GetInt64(0));
        return ids;
    }
}
