using System.Collections.Immutable;
using Contacts.Core.Caching;
using Contacts.Core.Groups;
using Contacts.Core.Text;

namespace Contacts.Grains.Groups;

/// <summary>
/// The groups that were used within the last seconds in this process, so that a sign-up needs no read for its tags. Groups are seldom
/// renamed, merged or deleted: that holds here within four seconds.
/// </summary>
public sealed class GroupCatalogue(IGroupStore store, TimeProvider time)
{
    private const int Capacity = 50_000;
    private static readonly TimeSpan _life = TimeSpan.FromSeconds(2);

    private readonly RotatingCache<(int OrganisationId, string Key), GroupRef> _byKey = new(Capacity, _life, time);

    private readonly RotatingCache<(int OrganisationId, long Id), GroupRef> _byId = new(Capacity, _life, time);

    /// <summary>The groups of these names, created where unknown.</summary>
    public ValueTask<ImmutableArray<GroupRef>> EnsureAsync(
        int organisationId, ImmutableArray<string> names, CancellationToken cancellationToken)
    {
        var known = ImmutableArray.CreateBuilder<GroupRef>(names.Length);
        foreach (var name in names)
        {
            if (!_byKey.TryGet((organisationId, GroupTag.Key(name)), out var group))
                return new(MakeAsync(organisationId, names, cancellationToken));
            known.Add(group);
        }
        return new(known.MoveToImmutable());
    }

    /// <summary>
    /// As <see cref="EnsureAsync"/> for sign-ups, which may create so many groups of the organisation; those beyond are left out.
    /// </summary>
    public async ValueTask<ImmutableArray<GroupRef>> EnsureBySignUpAsync(
        int organisationId, ImmutableArray<string> names, int most, CancellationToken cancellationToken)
    {
        var known = names.Select(name => _byKey.TryGet((organisationId, GroupTag.Key(name)), out var group) ? group : null).ToArray();
        if (!known.Contains(null)) return [.. known.OfType<GroupRef>()];
        var stored = await store.EnsureBySignUpAsync(organisationId, Named(names), most, time.GetUtcNow(), cancellationToken);
        ImmutableArray<GroupRef> groups = [.. stored.OfType<GroupRef>()];
        Remember(organisationId, groups);
        return groups;
    }

    /// <summary>The groups of these names as they are stored, null if unknown; creates none.</summary>
    public Task<ImmutableArray<GroupRef?>> FindAsync(
        int organisationId, ImmutableArray<string> names, CancellationToken cancellationToken) =>
        store.FindAsync(organisationId, Named(names), cancellationToken);

    /// <summary>The groups of these ids by id, each once; null if one of them does not exist.</summary>
    public async ValueTask<ImmutableArray<GroupRef>?> FindAsync(
        int organisationId, ImmutableArray<long> ids, CancellationToken cancellationToken)
    {
        if (ids.IsDefaultOrEmpty) return ImmutableArray<GroupRef>.Empty;
        var distinct = ids.Distinct().Order().ToArray();
        var known = ImmutableArray.CreateBuilder<GroupRef>(distinct.Length);
        foreach (var id in distinct)
        {
            if (!_byId.TryGet((organisationId, id), out var group)) return await ReadAsync(organisationId, distinct, cancellationToken);
            known.Add(group);
        }
        return known.MoveToImmutable();
    }

    /// <summary>As <see cref="EnsureAsync"/>, but of groups that are known not to exist, whatever was remembered of them.</summary>
    public async Task<ImmutableArray<GroupRef>> MakeAsync(
        int organisationId, ImmutableArray<string> names, CancellationToken cancellationToken)
    {
        var groups = await store.EnsureAsync(organisationId, Named(names), time.GetUtcNow(), cancellationToken);
        Remember(organisationId, groups);
        return groups;
    }

    private async Task<ImmutableArray<GroupRef>?> ReadAsync(int organisationId, long[] ids, CancellationToken cancellationToken)
    {
        var groups = await store.FindAsync(organisationId, ids, cancellationToken);
        Remember(organisationId, groups);
        return groups.Length == ids.Length ? [.. groups.OrderBy(group => group.Id)] : null;
    }

    private static GroupName[] Named(ImmutableArray<string> names) => [.. names.Select(name => new GroupName(name, GroupTag.Key(name)))];

    private void Remember(int organisationId, ImmutableArray<GroupRef> groups)
    {
        foreach (var group in groups)
        {
            _byKey.Set((organisationId, GroupTag.Key(group.Name)), group);
            _byId.Set((organisationId, group.Id), group);
        }
    }
}
