using Contacts.Core.Email;
using Orleans;

namespace Contacts.Core.Settings;

/// <summary>The settings by which an organisation identifies addresses and numbers. Fronts receive them with the API key.</summary>
[GenerateSerializer, Immutable, Alias("organisations.identity-settings")]
public sealed record IdentitySettings
{
    /// <summary>ISO 3166 code by whose plan national phone numbers are read; null: only international ones are accepted.</summary>
    [Id(0)] public string? DefaultRegion { get; init; }

    [Id(1)] public EmailCanonicalization EmailCanonicalization { get; init; }

    public static IdentitySettings Of(OrganisationSettings settings) =>
        new() { DefaultRegion = settings.DefaultRegion, EmailCanonicalization = settings.EmailCanonicalization };
}
