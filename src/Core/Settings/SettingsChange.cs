using System.Collections.Immutable;
using Contacts.Core.Audit;
using Contacts.Core.Email;
using Orleans;

namespace Contacts.Core.Settings;

/// <summary>Settings to change as received and unchecked: null (or not sent) leaves a setting as it is.</summary>
[GenerateSerializer, Immutable, Alias("organisations.settings-change")]
public sealed record SettingsChange
{
    [Id(0)] public string? Name { get; init; }
    [Id(1)] public Optional<string> DefaultRegion { get; init; }

    /// <summary>"none" or "provider".</summary>
    [Id(2)] public string? EmailCanonicalization { get; init; }

    [Id(3)] public bool? RegisterTicketCustomers { get; init; }
    [Id(4)] public long? SpamThreshold { get; init; }
    [Id(5)] public ImmutableArray<string>? AllowedCountries { get; init; }
    [Id(6)] public ImmutableArray<string>? BlockedCountries { get; init; }
    [Id(7)] public ImmutableArray<string>? AllowedRecipients { get; init; }
    [Id(8)] public Optional<string> DefaultRecipient { get; init; }
    [Id(9)] public Optional<long?> PerMinute { get; init; }
    [Id(10)] public Optional<long?> PerHour { get; init; }

    /// <summary>The audit entry and the note of an idempotent request, written in the same transaction.</summary>
    [Id(11)] public CommandTrail? Trail { get; init; }

    [Id(21)] public Authority Authority { get; init; } = Authority.Nobody;

    [Id(13)] public long? MailsPerHour { get; init; }
    [Id(14)] public string? Honeypot { get; init; }
    [Id(15)] public long? GroupsBySignUp { get; init; }
    [Id(16)] public long? GroupsOfContact { get; init; }
    [Id(17)] public long? Categories { get; init; }
    [Id(18)] public ConsentSettingsChange? Consent { get; init; }
    [Id(19)] public ImmutableArray<TextChange> Texts { get; init; } = [];
    [Id(20)] public ImmutableArray<CategorySettings>? SupportCategories { get; init; }
    [Id(22)] public bool? RequireTwoFactor { get; init; }
    [Id(23)] public RetentionChange? Retention { get; init; }

    /// <summary>"ask" or "at-once".</summary>
    [Id(24)] public string? Erasure { get; init; }

    /// <summary>Whether the change sets limits.</summary>
    public bool ChangesLimits => PerMinute.IsSent || PerHour.IsSent;
}

/// <summary>The outcome of a change of settings.</summary>
public enum SettingsOutcome { Done, Invalid, NotFound, Forbidden }

/// <summary>The answer to a change of settings: all settings where it was done, the problem where it was not.</summary>
[GenerateSerializer, Immutable, Alias("organisations.settings-result")]
public sealed record SettingsResult
{
    [Id(0)] public required SettingsOutcome Outcome { get; init; }
    [Id(1)] public SettingsView? View { get; init; }
    [Id(2)] public FieldProblem? Problem { get; init; }
}

/// <summary>An organisation's name and settings, and how far the re-keying of its contacts is.</summary>
[GenerateSerializer, Immutable, Alias("organisations.settings-view")]
public sealed record SettingsView
{
    [Id(0)] public required string Name { get; init; }
    [Id(1)] public required OrganisationSettings Settings { get; init; }
    [Id(2)] public required EmailRekeying EmailRekeying { get; init; }
}

/// <summary>Whether contacts are being given new canonical addresses: never yet, at work, or finished.</summary>
public enum RekeyingState { None, Running, Done }

/// <summary>
/// How far the contacts have the canonical addresses of the present setting. <see cref="Done"/> of <see cref="Total"/> contacts with an
/// address were looked at.
/// </summary>
[GenerateSerializer, Immutable, Alias("organisations.email-rekeying")]
public sealed record EmailRekeying
{
    [Id(0)] public required RekeyingState State { get; init; }
    [Id(1)] public long Done { get; init; }
    [Id(2)] public long Total { get; init; }

    /// <summary>At most the first thousand.</summary>
    [Id(3)] public ImmutableArray<EmailCollision> Collisions { get; init; } = [];
}

/// <summary>
/// Two contacts that are one under the present setting: <see cref="Email"/> is the canonical address, the first contact has it, the second
/// was left as it is.
/// </summary>
[GenerateSerializer, Immutable, Alias("organisations.email-collision")]
public sealed record EmailCollision
{
    [Id(0)] public required string Email { get; init; }

    /// <summary>External ids.</summary>
    [Id(1)] public required ImmutableArray<string> Ids { get; init; }

    /// <summary>Integer ids.</summary>
    [Id(2)] public required ImmutableArray<long> ContactIds { get; init; }
}
