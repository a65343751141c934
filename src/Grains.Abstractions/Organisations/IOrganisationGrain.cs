using System.Collections.Immutable;
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
