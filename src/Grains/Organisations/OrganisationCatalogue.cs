using System.Text.Json;
using System.Text.Json.Nodes;
using Contacts.Grains.Abstractions.Organisations;

namespace Contacts.Grains.Organisations;

/// <summary>
/// Organisations and their settings as this process knows them: at most four seconds old, so that a change holds everywhere within five.
/// </summary>
public sealed class OrganisationCatalogue(IOrganisationStore store, TimeProvider time)
{
    private const int Capacity = 10_000;

    private readonly RefreshingCache<int, OrganisationSettings> _settings = new(
        async (id, cancellationToken) => Read((await store.FindAsync(id, cancellationToken))?.Settings),
        time, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4), Capacity);

    private readonly RefreshingCache<string, Organisation?> _bySlug = new(
        store.FindAsync, time, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4), Capacity);

    public ValueTask<OrganisationSettings> SettingsAsync(int organisationId, CancellationToken cancellationToken) =>
        _settings.GetAsync(organisationId, cancellationToken);

    public ValueTask<Organisation?> FindAsync(string slug, CancellationToken cancellationToken) => _bySlug.GetAsync(slug, cancellationToken);

    public void Forget(string slug) => _bySlug.Forget(slug);

    public void Forget(int organisationId) => _settings.Forget(organisationId);

    /// <summary>The settings of a stored document; a field that is absent there, also inside an object, has its default.</summary>
    public static OrganisationSettings Read(string? document)
    {
        if (document is null || JsonNode.Parse(document) is not JsonObject stored) return new();
        // The serialiser would leave absent fields empty: it knows nothing of the defaults of a record's properties.
        var complete = JsonSerializer.SerializeToNode(new OrganisationSettings(), SettingsJson.Default.OrganisationSettings)!.AsObject();
        Overlay(complete, stored);
        return complete.Deserialize(SettingsJson.Default.OrganisationSettings)!;
    }

    public static string Write(OrganisationSettings settings) => JsonSerializer.Serialize(settings, SettingsJson.Default.OrganisationSettings);

    private static void Overlay(JsonObject complete, JsonObject stored)
    {
        foreach (var (name, value) in stored)
        {
            if (value is JsonObject inner && complete[name] is JsonObject known) Overlay(known, inner);
            else if (value is not null) complete[name] = value.DeepClone();
        }
    }
}
