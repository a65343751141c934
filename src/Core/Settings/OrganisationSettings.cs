using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Contacts.Core.Email;
using Contacts.Core.Limits;
using Contacts.Core.Mail;
using Orleans;

namespace Contacts.Core.Settings;

/// <summary>When a ticket is spam: the score from which on it is, and countries that add to the score.</summary>
[GenerateSerializer, Immutable, Alias("organisations.spam-settings")]
public sealed record SpamSettings
{
    [Id(0)] public int Threshold { get; init; } = 100;

    /// <summary>ISO 3166 codes; empty: all countries are allowed.</summary>
    [Id(1)] public ImmutableArray<string> AllowedCountries { get; init; } = [];

    [Id(2)] public ImmutableArray<string> BlockedCountries { get; init; } = [];

    /// <summary>The name of the form's field that people do not see: whoever fills it is a program.</summary>
    [Id(3)] public string Honeypot { get; init; } = "website";
}

/// <summary>Where the mail of a ticket may go: addresses or "@domain"; and where it goes when nothing else was allowed.</summary>
[GenerateSerializer, Immutable, Alias("organisations.support-settings")]
public sealed record SupportSettings
{
    [Id(0)] public ImmutableArray<string> AllowedRecipients { get; init; } = [];
    [Id(1)] public string? DefaultRecipient { get; init; }

    /// <summary>The most mails to one recipient in an hour; what is beyond comes as one digest after it.</summary>
    [Id(2)] public int MailsPerHour { get; init; } = 60;

    [Id(3)] public ImmutableArray<CategorySettings> Categories { get; init; } = [];

    /// <summary>Whether no mail of a ticket can go anywhere.</summary>
    [JsonIgnore] public bool HasNoRecipient =>
        DefaultRecipient is null && AllowedRecipients.IsDefaultOrEmpty && Categories.All(category => category.Recipients.IsDefaultOrEmpty);

    public CategorySettings? CategoryOrNull(string? slug) => Categories.FirstOrDefault(category => category.Slug == slug);
}

/// <summary>How tickets of one category are treated.</summary>
[GenerateSerializer, Immutable, Alias("organisations.category-settings")]
public sealed record CategorySettings
{
    [Id(0)] public required string Slug { get; init; }

    /// <summary>Who gets the mails where the form asks for no allowed address; normalised. Empty: the default recipient.</summary>
    [Id(1)] public ImmutableArray<string> Recipients { get; init; } = [];

    /// <summary>Whether a customer who is no contact becomes one.</summary>
    [Id(2)] public bool AllowUnknown { get; init; } = true;
}

/// <summary>What keys whose only scope is public can make grow: beyond a bound a name is ignored.</summary>
[GenerateSerializer, Immutable, Alias("organisations.bounds-settings")]
public sealed record BoundsSettings
{
    /// <summary>Groups of the organisation that sign-ups create.</summary>
    [Id(0)] public int GroupsBySignUp { get; init; } = 200;

    /// <summary>Groups to which sign-ups bring a contact.</summary>
    [Id(1)] public int GroupsOfContact { get; init; } = 100;

    /// <summary>Categories of tickets up to which forms create others.</summary>
    [Id(2)] public int Categories { get; init; } = 200;
}

/// <summary>Who may use the console for the organisation.</summary>
[GenerateSerializer, Immutable, Alias("organisations.console-settings")]
public sealed record ConsoleSettings
{
    /// <summary>Whether members need a second factor.</summary>
    [Id(0)] public bool RequireTwoFactor { get; init; }
}

/// <summary>What an organisation has decided. Stored as one JSON document; a field that is absent there has its default.</summary>
[GenerateSerializer, Immutable, Alias("organisations.settings")]
public sealed record OrganisationSettings
{
    /// <summary>ISO 3166 code by whose plan national phone numbers are read; null: only international ones are accepted.</summary>
    [Id(0)] public string? DefaultRegion { get; init; }

    [Id(1)] public EmailCanonicalization EmailCanonicalization { get; init; }

    /// <summary>Whether the customer of a ticket that is not spam becomes a contact.</summary>
    [Id(2)] public bool RegisterTicketCustomers { get; init; } = true;

    [Id(3)] public SpamSettings Spam { get; init; } = new();
    [Id(4)] public SupportSettings Support { get; init; } = new();

    /// <summary>Limits of all keys of the organisation together; null: none but the keys' own.</summary>
    [Id(5)] public LimitSettings? Limits { get; init; }

    /// <summary>Whether a ROOT key set the limits: then only a ROOT key changes them.</summary>
    [Id(6)] public bool LimitsAreRoots { get; init; }

    [Id(7)] public BoundsSettings Bounds { get; init; } = new();
    [Id(8)] public ConsentSettings Consent { get; init; } = new();

    /// <summary>Texts of mails that the organisation has instead of the service's.</summary>
    [Id(9)] public MailTextsByLanguage Texts { get; init; } = new();

    [Id(10)] public ConsoleSettings Console { get; init; } = new();
    [Id(11)] public RetentionSettings Retention { get; init; } = new();
    [Id(12)] public PrivacySettings Privacy { get; init; } = new();
}

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
