using System.Collections.Immutable;
using Contacts.Core.Audit;
using Contacts.Core.Groups;
using Orleans;

namespace Contacts.Grains.Abstractions.Groups;

/// <summary>
/// The groups of an organisation (key: organisation id); a newsletter tag and a group of that name are the same. Keeps nothing: it stands
/// where a front has no database.
/// </summary>
[Alias("groups.directory")]
public interface IGroupDirectoryGrain : IGrainWithIntegerKey
{
    /// <summary>A page of groups by id. <paramref name="page"/> counts from 1, <paramref name="pageSize"/> is 1 to 100.</summary>
    Task<GroupPage> ListAsync(int page, int pageSize, CancellationToken cancellationToken);

    /// <summary>Created, Invalid or NameTaken.</summary>
    Task<GroupResult> CreateAsync(string? name, CommandTrail? trail, CancellationToken cancellationToken);

    /// <summary>Changes a group. Changed, Invalid, NotFound or NameTaken.</summary>
    Task<GroupResult> UpdateAsync(long id, GroupChange change, CommandTrail? trail, CancellationToken cancellationToken);

    /// <summary>
    /// Merges a group into another: nobody finds it any more, and its members are moved in the background, also after a crash. Changed,
    /// Invalid (the same group) or NotFound.
    /// </summary>
    Task<GroupResult> MergeAsync(long finalId, long legacyId, CommandTrail? trail, CancellationToken cancellationToken);

    /// <summary>Deletes a group without members. Changed, NotFound or NotEmpty.</summary>
    Task<GroupResult> DeleteAsync(long id, CommandTrail? trail, CancellationToken cancellationToken);

    /// <summary>The group of an id, without its number of contacts; null if there is none.</summary>
    Task<Group?> FindAsync(long id, CancellationToken cancellationToken);
}
