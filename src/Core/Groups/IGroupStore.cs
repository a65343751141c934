using System.Collections.Immutable;
using Contacts.Core.Audit;

namespace Contacts.Core.Groups;

/// <summary>A group's name and the key under which names are compared (Unicode case).</summary>
public readonly record struct GroupName(string Name, string Key);

/// <summary>
/// The groups of an organisation. Ids are never used again. Throws StoreUnavailableException while the store is unavailable.
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

    /// <summary>
    /// Changes a group; <paramref name="nameKey"/> goes with a new name. Changed (the audit has it where something differs), NotFound or
    /// NameTaken.
    /// </summary>
    Task<GroupOutcome> UpdateAsync(
        int organisationId, long id, GroupChange change, string? nameKey, CommandTrail? trail, CancellationToken cancellationToken);

    /// <summary>
    /// Retires a group in favour of another one: from now on nobody finds it, and <see cref="MoveMembersAsync"/> moves its members.
    /// Changed or NotFound.
    /// </summary>
    Task<GroupOutcome> MergeAsync(
        int organisationId, long finalId, long legacyId, DateTimeOffset at, CommandTrail? trail, CancellationToken cancellationToken);

    /// <summary>Retires a group without members. Changed, NotFound or NotEmpty.</summary>
    Task<GroupOutcome> DeleteAsync(
        int organisationId, long id, DateTimeOffset at, CommandTrail? trail, CancellationToken cancellationToken);

    /// <summary>
    /// Moves at most so many members of a retired group of any organisation to the one it was merged into, or lets them leave; false if
    /// there are none.
    /// </summary>
    Task<bool> MoveMembersAsync(int atMost, CancellationToken cancellationToken);

    /// <summary>A page by id with the number of live contacts of each group.</summary>
    Task<GroupPage> ListAsync(int organisationId, int page, int pageSize, CancellationToken cancellationToken);
}
