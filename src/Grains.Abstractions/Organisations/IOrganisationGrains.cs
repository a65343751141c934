using System.Collections.Immutable;
using Contacts.Core.Audit;
using Contacts.Core.Organisations;
using Contacts.Core.Settings;
using Orleans;

namespace Contacts.Grains.Abstractions.Organisations;

/// <summary>One organisation (key: organisation id): what it has decided.</summary>
[Alias("organisations.organisation-grain")]
public interface IOrganisationGrain : IGrainWithIntegerKey
{
    /// <summary>The settings as they are stored now; null if there is no such organisation.</summary>
    Task<SettingsView?> GetSettingsAsync(CancellationToken cancellationToken);

    /// <summary>Changes what was sent, all of it or nothing. Holds everywhere within five seconds.</summary>
    Task<SettingsResult> ChangeSettingsAsync(SettingsChange change, CancellationToken cancellationToken);
}

/// <summary>Finds and creates organisations (key: 0). Keeps nothing: it stands where a front has no database.</summary>
[Alias("organisations.directory")]
public interface IOrganisationDirectoryGrain : IGrainWithIntegerKey
{
    /// <summary>The organisation of a slug; null if there is none. Served from memory for a few seconds.</summary>
    Task<Organisation?> FindAsync(string slug, CancellationToken cancellationToken);

    /// <summary>The organisation of an id as it is stored; null if there is none.</summary>
    Task<Organisation?> FindAsync(int organisationId, CancellationToken cancellationToken);

    /// <summary>Created, Invalid or SlugTaken.</summary>
    Task<OrganisationResult> CreateAsync(string? slug, string? name, CommandTrail? trail, CancellationToken cancellationToken);

    /// <summary>
    /// A page of all organisations by slug. <paramref name="page"/> counts from 1, <paramref name="pageSize"/> is 1 to 100.
    /// </summary>
    Task<OrganisationPage> ListAsync(int page, int pageSize, CancellationToken cancellationToken);

    /// <summary>
    /// Suspends an organisation, or ends that; holds everywhere within five seconds. False if there is none of the slug.
    /// </summary>
    Task<bool> SuspendAsync(string slug, bool suspended, CommandTrail? trail, CancellationToken cancellationToken);

    /// <summary>Whether the store answers and its schema is the one this program needs.</summary>
    Task<bool> IsStoreReadyAsync(CancellationToken cancellationToken);
}
