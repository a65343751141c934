using Contacts.Core.Organisations;
using Contacts.Core.Settings;

namespace Contacts.Grains.Organisations;

/// <summary>
/// Organisations and their settings as this process knows them: at most four seconds old, so that a change holds everywhere within five.
/// </summary>
public sealed class OrganisationCatalogue(IOrganisationStore store, TimeProvider time)
{
    private const int Capacity = 10_000;

    private readonly RefreshingCache<int, (string Name, OrganisationSettings Settings)> _settings = new(
        async (id, cancellationToken) => await store.FindAsync(id, cancellationToken) is { } stored
            ? (stored.Organisation.Name, SettingsDocument.Read(stored.Settings))
            : ("", new()),
        time, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4), Capacity);

    // Fronts keep what they find by a slug for up to two seconds more.
    private readonly RefreshingCache<string, Organisation?> _bySlug = new(
        store.FindAsync, time, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2.5), Capacity);

    public async ValueTask<OrganisationSettings> SettingsAsync(int organisationId, CancellationToken cancellationToken) =>
        (await _settings.GetAsync(organisationId, cancellationToken)).Settings;

    /// <summary>The display name with the settings.</summary>
    public ValueTask<(string Name, OrganisationSettings Settings)> NamedAsync(int organisationId, CancellationToken cancellationToken) =>
        _settings.GetAsync(organisationId, cancellationToken);

    public async ValueTask<IdentitySettings> IdentityAsync(int organisationId, CancellationToken cancellationToken) =>
        IdentitySettings.Of(await SettingsAsync(organisationId, cancellationToken));

    public ValueTask<Organisation?> FindAsync(string slug, CancellationToken cancellationToken) =>
        _bySlug.GetAsync(slug, cancellationToken);

    public void Forget(string slug) => _bySlug.Forget(slug);

    public void Forget(int organisationId) => _settings.Forget(organisationId);
}
