using System.Collections.Immutable;
using Contacts.Core.Audit;

namespace Contacts.Core.Groups;

/// <summary>A group's name and the key under which names are compared (Unicode case).</summary>
public readonly record struct GroupName(string Name, string Key);

/// <summary>
/// The groups of an organisation. Groups are never deleted. Throws StoreUnavailableException while the store is unavailable.
/// </summary>
public interface IGroupStore
{
    /// <summary>
    /// The groups of these names, created where unknown (any number of processes at once get the same), in the order of the names.
    /// </summary>
    Task<ImmutableArray<GroupRef>> EnsureAsync(
        int organisationId, IReadOnlyList<GroupName> names, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>
    /// As <see cref="EnsureAsync"/> for sign-ups, which may create so many groups of the organisation: null for those beyond.
    /// </summary>
    Task<ImmutableArray<GroupRef?>> EnsureBySignUpAsync(
        int organisationId, IReadOnlyList<GroupName> names, int most, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>The groups of these names, null if unknown, in the order of the names.</summary>
    Task<ImmutableArray<GroupRef?>> FindAsync(int organisationId, IReadOnlyList<GroupName> names, CancellationToken cancellationToken);

    /// <summary>The groups that exist of these ids, in any order.</summary>
    Task<ImmutableArray<GroupRef>> FindAsync(int organisationId, IReadOnlyList<long> ids, CancellationToken cancellationToken);

    /// <summary>A new group; null if the name is taken.</summary>
    Task<Group?> CreateAsync(
        int organisationId, GroupName name, DateTimeOffset at, CancellationToken cancellationToken, CommandTrail? trail = null);

    /// <summary>The group of an id, without its number of contacts; null if there is none.</summary>
    Task<Group?> FindAsync(int organisationId, long id, CancellationToken cancellationToken);

    /// <summary>The groups that people see on the page of their preferences, by id, without their numbers of contacts.</summary>
    Task<ImmutableArray<Group>> PublicAsync(int organisationId, CancellationToken cancellationToken);

    /// <summary>Changes what people see of a group; false if there is none of that id.</summary>
    Task<bool> PresentAsync(
        int organisationId, long id, GroupPresentation presentation, CancellationToken cancellationToken, CommandTrail? trail = null);

    /// <summary>A page by id with the number of live contacts of each group.</summary>
    Task<GroupPage> ListAsync(int organisationId, int page, int pageSize, CancellationToken cancellationToken);
}
