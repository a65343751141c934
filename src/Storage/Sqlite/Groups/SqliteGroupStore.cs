using System.Collections.Immutable;
using Contacts.Core.Groups;
using Contacts.Core.Idempotency;
using Contacts.Storage.Sqlite.Idempotency;

namespace Contacts.Storage.Sqlite.Groups;

/// <summary>Groups in a SQLite file.</summary>
internal sealed class SqliteGroupStore(SqliteDatabase database) : IGroupStore
{
    private static readonly SqliteQuery _find = SqliteQuery.Load("Groups/find.sql");
    private static readonly SqliteQuery _findOne = SqliteQuery.Load("Groups/find_one.sql");
    private static readonly SqliteQuery _findByName = SqliteQuery.Load("Groups/find_by_name.sql");
    private static readonly SqliteQuery _add = SqliteQuery.Load("Groups/add.sql");
    private static readonly SqliteQuery _list = SqliteQuery.Load("Groups/list.sql");
    private static readonly SqliteQuery _total = SqliteQuery.Load("Groups/total.sql");

    public async Task<ImmutableArray<GroupRef>> EnsureAsync(
        int organisationId, IReadOnlyList<GroupName> names, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (names.Count == 0) return [];
        // Most groups are there: a commit is needed only where one is not.
        var known = await database.ReadAsync(session => FindAll(session, organisationId, names), cancellationToken);
        if (!known.Contains(null)) return [.. known.Select(group => group!)];
        return await database.WriteAsync(session => EnsureAll(session, organisationId, names, at), cancellationToken);
    }

    public Task<ImmutableArray<GroupRef?>> FindAsync(
        int organisationId, IReadOnlyList<GroupName> names, CancellationToken cancellationToken) =>
        database.ReadAsync(session => FindAll(session, organisationId, names).ToImmutableArray(), cancellationToken);

    public Task<ImmutableArray<GroupRef>> FindAsync(
        int organisationId, IReadOnlyList<long> ids, CancellationToken cancellationToken) =>
        database.ReadAsync(session => FindAll(session, organisationId, ids), cancellationToken);

    public Task<Group?> CreateAsync(
        int organisationId, GroupName name, DateTimeOffset at, CancellationToken cancellationToken, IdempotencyStamp? stamp = null) =>
        database.WriteAsync(session =>
        {
            if (Find(session, organisationId, name) is not null) return null;
            var group = Add(session, organisationId, name, at);
            SqliteIdempotencyStore.Note(session, organisationId, stamp, group.Id);
            return group;
        }, cancellationToken);

    public Task<Group?> FindAsync(int organisationId, long id, CancellationToken cancellationToken) =>
        database.ReadAsync(session =>
        {
            var row = session.Prepare(_findOne).Bind(organisationId).Bind(id);
            return row.Step() ? new Group { Id = row.Int64(0), Name = row.Text(1), CreatedAt = row.Time(2) } : null;
        }, cancellationToken);

    public Task<GroupPage> ListAsync(int organisationId, int page, int pageSize, CancellationToken cancellationToken) =>
        database.ReadAsync(session => List(session, organisationId, page, pageSize), cancellationToken);

    private static GroupRef?[] FindAll(SqliteSession session, int organisationId, IReadOnlyList<GroupName> names) =>
        [.. names.Select(name => Find(session, organisationId, name))];

    private static ImmutableArray<GroupRef> FindAll(SqliteSession session, int organisationId, IReadOnlyList<long> ids) =>
    [
        .. ids.Distinct().Select(id => Read(session.Prepare(_find).Bind(organisationId).Bind(id))).OfType<GroupRef>(),
    ];

    private static ImmutableArray<GroupRef> EnsureAll(
        SqliteSession session, int organisationId, IReadOnlyList<GroupName> names, DateTimeOffset at)
    {
        var groups = ImmutableArray.CreateBuilder<GroupRef>(names.Count);
        foreach (var name in names)
        {
            var group = Find(session, organisationId, name);
            if (group is null)
            {
                var added = Add(session, organisationId, name, at);
                group = new GroupRef { Id = added.Id, Name = added.Name };
            }
            groups.Add(group);
        }
        return groups.MoveToImmutable();
    }

    private static GroupRef? Find(SqliteSession session, int organisationId, GroupName name) =>
        Read(session.Prepare(_findByName).Bind(organisationId).Bind(name.Key));

    private static GroupRef? Read(SqliteStatement row)
    {
        if (!row.Step()) return null;
        var group = new GroupRef { Id = row.Int64(0), Name = row.Text(1) };
        row.Reset();
        return group;
    }

    private static Group Add(SqliteSession session, int organisationId, GroupName name, DateTimeOffset at)
    {
        var id = session.Prepare(_add).Bind(organisationId).Bind(name.Name).Bind(name.Key).Bind(at).Scalar();
        return new Group { Id = id!.Value, Name = name.Name, CreatedAt = StoredTime.Of(at) };
    }

    private static GroupPage List(SqliteSession session, int organisationId, int page, int pageSize)
    {
        var total = session.Prepare(_total).Bind(organisationId).Scalar() ?? 0;
        var items = ImmutableArray.CreateBuilder<Group>();
        var row = session.Prepare(_list).Bind(organisationId).Bind(pageSize).Bind((page - 1L) * pageSize);
        while (row.Step())
            items.Add(new Group { Id = row.Int64(0), Name = row.Text(1), CreatedAt = row.Time(2), ContactCount = row.Int64(3) });
        return new GroupPage { Items = items.DrainToImmutable(), Total = total };
    }
}
