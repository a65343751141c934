using System.Collections.Concurrent;
using System.Collections.Immutable;
using Contacts.Grains.Abstractions.Groups;
using Contacts.Grains.Text;

namespace Contacts.Grains.Groups;

/// <summary>
/// The groups that this process has met, so that a sign-up needs no read for its tags. A group is never renamed or deleted, so what was
/// seen once holds. Bounded: when full, everything is forgotten and read again.
/// </summary>
public sealed class GroupCatalogue(IGroupStore store, TimeProvider time)
{
    private const int Capacity = 100_000;

    private readonly ConcurrentDictionary<(int OrganisationId, string Key), GroupRef> _byKey = new();
    private readonly ConcurrentDictionary<(int OrganisationId, long Id), GroupRef> _byId = new();

    /// <summary>The groups of these names, created where unknown.</summary>
    public ValueTask<ImmutableArray<GroupRef>> EnsureAsync(
        int organisationId, ImmutableArray<string> names, CancellationToken cancellationToken)
    {
        var known = ImmutableArray.CreateBuilder<GroupRef>(names.Length);
        foreach (var name in names)
        {
            if (!_byKey.TryGetValue((organisationId, GroupTag.Key(name)), out var group))
                return new(ReadAsync(organisationId, names, cancellationToken));
            known.Add(group);
        }
        return new(known.MoveToImmutable());
    }

    /// <summary>The groups of these names as they are stored, null where unknown; creates none.</summary>
    public Task<ImmutableArray<GroupRef?>> FindAsync(int organisationId, ImmutableArray<string> names, CancellationToken cancellationToken) =>
        store.FindAsync(organisationId, Named(names), cancellationToken);

    /// <summary>The groups of these ids by id, each once; null where one of them does not exist.</summary>
    public async ValueTask<ImmutableArray<GroupRef>?> FindAsync(
        int organisationId, ImmutableArray<long> ids, CancellationToken cancellationToken)
    {
        if (ids.IsDefaultOrEmpty) return ImmutableArray<GroupRef>.Empty;
        var distinct = ids.Distinct().Order().ToArray();
        if (!distinct.All(id => _byId.ContainsKey((organisationId, id))))
            Remember(organisationId, await store.FindAsync(organisationId, distinct, cancellationToken));
        var found = ImmutableArray.CreateBuilder<GroupRef>(distinct.Length);
        foreach (var id in distinct)
        {
            if (!_byId.TryGetValue((organisationId, id), out var group)) return null;
            found.Add(group);
        }
        return found.MoveToImmutable();
    }

    private async Task<ImmutableArray<GroupRef>> ReadAsync(
        int organisationId, ImmutableArray<string> names, CancellationToken cancellationToken)
    {
        var groups = await store.EnsureAsync(organisationId, Named(names), time.GetUtcNow(), cancellationToken);
        Remember(organisationId, groups);
        return groups;
    }

    private static GroupName[] Named(ImmutableArray<string> names) => [.. names.Select(name => new GroupName(name, GroupTag.Key(name)))];

    private void Remember(int organisationId, ImmutableArray<GroupRef> groups)
    {
        if (_byId.Count + groups.Length > Capacity)
        {
            _byKey.Clear();
            _byId.Clear();
        }
        foreach (var group in groups)
        {
            _byKey[(organisationId, GroupTag.Key(group.Name))] = group;
            _byId[(organisationId, group.Id)] = group;
        }
    }
}
