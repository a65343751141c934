using System.Collections.Immutable;
using Contacts.Core.Audit;
using Contacts.Core.Groups;
using Orleans;

namespace Contacts.Grains.Abstractions.Groups;

/// <summary>The groups of an organisation (key: organisation id); a newsletter tag and a group of that name are the same.</summary>
[Alias("groups.directory")]
public interface IGroupDirectoryGrain : IGrainWithIntegerKey
{
    /// <summary>A page of groups by id. <paramref name="page"/> counts from 1, <paramref name="pageSize"/> is 1 to 100.</summary>
    Task<GroupPage> ListAsync(int page, int pageSize, CancellationToken cancellationToken);

    /// <summary>Created, Invalid or NameTaken.</summary>
    Task<GroupResult> CreateAsync(string? name, CommandTrail? trail, CancellationToken cancellationToken);

    /// <summary>Changes what people see of a group. Changed, Invalid or NotFound.</summary>
    Task<GroupResult> PresentAsync(long id, GroupPresentation presentation, CommandTrail? trail, CancellationToken cancellationToken);

    /// <summary>The group of an id, without its number of contacts; null if there is none.</summary>
    Task<Group?> FindAsync(long id, CancellationToken cancellationToken);
}
