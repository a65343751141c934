using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Contacts.Core.Settings;

/// <summary>The settings of an organisation as stores keep them: a JSON document.</summary>
public static class SettingsDocument
{
    /// <summary>The settings of a stored document; a field that is absent there, also inside an object, has its default.</summary>
    public static OrganisationSettings Read(string? document)
    {
        if (document is null || JsonNode.Parse(document) is not JsonObject stored) return new();
        // The serialiser would leave absent fields empty: it knows nothing of the defaults of a record's properties.
        var complete = ToJson(new());
        Overlay(complete, stored);
        return complete.Deserialize(SettingsJson.Default.OrganisationSettings)!;
    }

    public static string Write(OrganisationSettings settings) =>
        JsonSerializer.Serialize(settings, SettingsJson.Default.OrganisationSettings);

    /// <summary>The names of the settings, or groups of settings, that differ.</summary>
    public static ImmutableArray<string> Differences(OrganisationSettings one, OrganisationSettings other)
    {
        var (ones, others) = (ToJson(one), ToJson(other));
        var names = ones.Union(others).Select(setting => setting.Key).Distinct();
        return [.. names.Where(name => !JsonNode.DeepEquals(ones[name], others[name]))];
    }

    private static JsonObject ToJson(OrganisationSettings settings) =>
        JsonSerializer.SerializeToNode(settings, SettingsJson.Default.OrganisationSettings)!.AsObject();

    private static void Overlay(JsonObject complete, JsonObject stored)
    {
        foreach (var (name, value) in stored)
        {
            if (value is JsonObject inner && complete[name] is JsonObject known) Overlay(known, inner);
            else if (value is not null) complete[name] = value.DeepClone();
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(OrganisationSettings))]
[JsonSerializable(typeof(ImmutableArray<EmailCollision>))]
internal sealed partial class SettingsJson : JsonSerializerContext;
