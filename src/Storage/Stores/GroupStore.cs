using System.Collections.Immutable;
using Contacts.Core.Audit;
using Contacts.Core.Groups;
using Contacts.Storage.Sessions;

namespace Contacts.Storage.Stores;

/// <summary>Groups, numbered per organisation from 1 under a lock of the organisation.</summary>
internal sealed class GroupStore(IStoreDatabase database) : IGroupStore
{
    private static readonly Statement _lock = new("Groups/lock.sql");
    private static readonly Statement _add = new("Groups/add.sql");
    private static readonly Statement _countBySignUp = new("Groups/count_by_sign_up.sql");
    private static readonly Statement _find = new("Groups/find.sql");
    private static readonly Statement _findByName = new("Groups/find_by_name.sql");
    private static readonly Statement _public = new("Groups/public.sql");
    private static readonly Statement _update = new("Groups/update.sql");
    private static readonly Statement _list = new("Groups/list.sql");

    public async Task<ImmutableArray<GroupRef>> EnsureAsync(
        int organisationId, IReadOnlyList<GroupName> names, DateTimeOffset at, CancellationToken cancellationToken)
    {
        // Most groups are there: a transaction is needed only where one is not.
        var groups = await FindAsync(organisationId, names, cancellationToken);
        if (groups.Contains(null))
            groups = await database.TransactAsync(session => AddAsync(session, organisationId, names, at), cancellationToken);
        return [.. groups.Select(group => group!)];
    }

    public async Task<ImmutableArray<GroupRef?>> EnsureBySignUpAsync(
        int organisationId, IReadOnlyList<GroupName> names, int most, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var groups = await FindAsync(organisationId, names, cancellationToken);
        if (!groups.Contains(null)) return groups;
        var count = await database.ReadAsync(session => CountBySignUpAsync(session, organisationId), cancellationToken);
        return count >= most
            ? groups
            : await database.TransactAsync(session => AddBySignUpAsync(session, organisationId, names, most, at), cancellationToken);
    }

    public Task<ImmutableArray<GroupRef?>> FindAsync(
        int organisationId, IReadOnlyList<GroupName> names, CancellationToken cancellationToken) =>
        database.ReadAsync(session => FindAsync(session, organisationId, names), cancellationToken);

    public Task<ImmutableArray<GroupRef>> FindAsync(int organisationId, IReadOnlyList<long> ids, CancellationToken cancellationToken) =>
        database.ReadAsync(async session =>
        {
            var groups = await session.FirstOfEachAsync(_find, Ref, ids.Distinct().Select(id => (SqlValue[])[organisationId, id]));
            return groups.OfType<GroupRef>().ToImmutableArray();
        }, cancellationToken);

    public Task<Group?> CreateAsync(
        int organisationId, GroupName name, DateTimeOffset at, CancellationToken cancellationToken, CommandTrail? trail = null) =>
        database.TransactAsync(async session =>
        {
            await session.RunAsync(_lock, organisationId);
            var group = await session.FirstAsync(_add, Read, Values(organisationId, name, at));
            if (group is not null) await session.LeaveAsync(organisationId, trail, group.Id);
            return group;
        }, cancellationToken);

    public Task<Group?> FindAsync(int organisationId, long id, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.FirstAsync(_find, Read, organisationId, id), cancellationToken);

    public Task<ImmutableArray<Group>> PublicAsync(int organisationId, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.AllAsync(_public, Read, organisationId), cancellationToken);

    public Task<GroupOutcome> UpdateAsync(
        int organisationId, long id, GroupChange change, string? nameKey, CommandTrail? trail, CancellationToken cancellationToken) =>
        database.TransactAsync(async session =>
        {
            await session.RunAsync(_lock, organisationId);
            if (await session.FirstAsync(_find, Read, organisationId, id) is not { } before) return GroupOutcome.NotFound;
            if (nameKey is not null && await session.FirstAsync(_findByName, Ref, organisationId, nameKey) is { } owner && owner.Id != id)
                return GroupOutcome.NameTaken;
            await session.RunAsync(
                _update, organisationId, id, change.IsPublic, change.Title, change.Description, change.Name, nameKey);
            var after = await session.FirstAsync(_find, Read, organisationId, id);
            await session.LeaveAsync(organisationId, before == after ? trail?.Doing() : trail, id);
            return GroupOutcome.Changed;
        }, cancellationToken);

    public Task<GroupOutcome> MergeAsync(
        int organisationId, long finalId, long legacyId, DateTimeOffset at, CommandTrail? trail, CancellationToken cancellationToken) =>
        database.TransactAsync(async session =>
        {
            await session.RunAsync(_lock, organisationId);
            if (await session.FirstAsync(_find, Ref, organisationId, finalId) is null) return GroupOutcome.NotFound;
            if (!await RetiredGroups.RetireAsync(session, organisationId, legacyId, at, finalId)) return GroupOutcome.NotFound;
            await session.LeaveAsync(organisationId, trail, finalId);
            return GroupOutcome.Changed;
        }, cancellationToken);

    public Task<GroupOutcome> DeleteAsync(
        int organisationId, long id, DateTimeOffset at, CommandTrail? trail, CancellationToken cancellationToken) =>
        database.TransactAsync(async session =>
        {
            await session.RunAsync(_lock, organisationId);
            if (!(await RetiredGroups.MembersAsync(session, organisationId, id, 1)).IsEmpty) return GroupOutcome.NotEmpty;
            if (!await RetiredGroups.RetireAsync(session, organisationId, id, at, null)) return GroupOutcome.NotFound;
            await session.LeaveAsync(organisationId, trail, id);
            return GroupOutcome.Changed;
        }, cancellationToken);

    public Task<bool> MoveMembersAsync(int atMost, CancellationToken cancellationToken) =>
        database.TransactAsync(session => RetiredGroups.MoveAsync(session, atMost), cancellationToken);

    public Task<GroupPage> ListAsync(int organisationId, int page, int pageSize, CancellationToken cancellationToken) =>
        database.ReadAsync(async session =>
        {
            var rows = await session.AllAsync(_list, ReadListed, organisationId, pageSize, (page - 1L) * pageSize);
            return new GroupPage { Total = rows[0].Total, Items = [.. rows.Select(row => row.Group).OfType<Group>()] };
        }, cancellationToken);

    private static async ValueTask<ImmutableArray<GroupRef?>> AddAsync(
        IStoreSession session, int organisationId, IReadOnlyList<GroupName> names, DateTimeOffset at)
    {
        await session.RunAsync(_lock, organisationId);
        await session.RunEachAsync(_add, names.Select(name => Values(organisationId, name, at)));
        return await FindAsync(session, organisationId, names);
    }

    private static async ValueTask<ImmutableArray<GroupRef?>> AddBySignUpAsync(
        IStoreSession session, int organisationId, IReadOnlyList<GroupName> names, int most, DateTimeOffset at)
    {
        await session.RunAsync(_lock, organisationId);
        var known = await FindAsync(session, organisationId, names);
        var room = Math.Max(0, most - await CountBySignUpAsync(session, organisationId));
        var missing = names.Where((_, i) => known[i] is null).Take((int)room);
        await session.RunEachAsync(_add, missing.Select(name => Values(organisationId, name, at, bySignUp: true)));
        return await FindAsync(session, organisationId, names);
    }

    private static ValueTask<long> CountBySignUpAsync(IStoreSession session, int organisationId) =>
        session.FirstAsync(_countBySignUp, row => row.Int64(0), organisationId);

    private static ValueTask<ImmutableArray<GroupRef?>> FindAsync(
        IStoreSession session, int organisationId, IReadOnlyList<GroupName> names) =>
        session.FirstOfEachAsync(_findByName, Ref, names.Select(name => (SqlValue[])[organisationId, name.Key]));

    private static SqlValue[] Values(int organisationId, GroupName name, DateTimeOffset at, bool bySignUp = false) =>
        [organisationId, name.Name, name.Key, at, bySignUp];

    private static GroupRef Ref(IRow row) => new() { Id = row.Int64(0), Name = row.Text(1) };

    private static Group Read(IRow row) => new()
    {
        Id = row.Int64(0), Name = row.Text(1), CreatedAt = row.Time(2), IsPublic = row.Bool(3), Title = row.TextOrNull(4),
        Description = row.Text(5),
    };

    private static (long Total, Group? Group) ReadListed(IRow row) =>
        (row.Int64(7), row.IsNull(0) ? null : Read(row) with { ContactCount = row.Int64(6) });
}
