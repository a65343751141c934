using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Contacts.Core.Settings;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(OrganisationSettings))]
[JsonSerializable(typeof(ImmutableArray<EmailCollision>))]
internal sealed partial class SettingsJson : JsonSerializerContext;
