using System.Text.Json;
using System.Text.Json.Serialization;
using Contacts.Core.Text;
using Orleans;

namespace Contacts.Core.Consent;

/// <summary>From where an act of consent came: what proves later that it happened.</summary>
[GenerateSerializer, Immutable, Alias("consent.evidence")]
public sealed partial record ConsentEvidence
{
    public const int PageLimit = 2048;
    public const int TextVersionLimit = 64;

    private const int UserAgentLimit = 256;

    /// <summary>The caller's IP address.</summary>
    [Id(0)] public string? Ip { get; init; }

    /// <summary>At most 256 characters.</summary>
    [Id(1)] public string? UserAgent { get; init; }

    /// <summary>The page that the person saw.</summary>
    [Id(2)] public string? Page { get; init; }

    /// <summary>The version of the text that the person agreed to.</summary>
    [Id(3)] public string? TextVersion { get; init; }

    public static ConsentEvidence Of(string? ip, string? userAgent) =>
        new() { Ip = ip, UserAgent = userAgent is null ? null : Clipping.Clip(userAgent, UserAgentLimit) };

    public string Write() => JsonSerializer.Serialize(this, EvidenceJson.Default.ConsentEvidence);

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonSerializable(typeof(ConsentEvidence))]
    private sealed partial class EvidenceJson : JsonSerializerContext;
}
