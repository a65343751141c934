using System.Text.Json.Serialization;
using Orleans;

namespace Contacts.Core.Settings;

/// <summary>Which sign-ups are confirmed by a link in a mail: none, those for addresses that no contact has, or all.</summary>
public enum ConfirmationMode { Never, New, Always }

/// <summary>How people's consent is asked for, and who the mails about it are from.</summary>
[GenerateSerializer, Immutable, Alias("organisations.consent-settings")]
public sealed record ConsentSettings
{
    [Id(0)] public ConfirmationMode Confirm { get; init; }

    /// <summary>Hours for which a confirmation link holds, fractions included.</summary>
    [Id(1)] public double TtlHours { get; init; } = 168;

    /// <summary>"en" or "cs": the language of mails, and of pages for people who ask for none.</summary>
    [Id(2)] public string Language { get; init; } = "en";

    /// <summary>The sender's address of mails about a newsletter; null: that of the service.</summary>
    [Id(3)] public string? From { get; init; }

    [Id(4)] public RedirectSettings Redirects { get; init; } = new();

    /// <summary>How long a confirmation link holds.</summary>
    [JsonIgnore] public TimeSpan Ttl => TimeSpan.FromHours(TtlHours);
}

/// <summary>Where people are sent after they confirmed or left, as absolute URLs; null: a page of the service.</summary>
[GenerateSerializer, Immutable, Alias("organisations.redirect-settings")]
public sealed record RedirectSettings
{
    [Id(0)] public string? Confirmed { get; init; }
    [Id(1)] public string? Unsubscribed { get; init; }
}

/// <summary>Consent settings to change as received and unchecked: null (or not sent) leaves a setting as it is.</summary>
[GenerateSerializer, Immutable, Alias("organisations.consent-change")]
public sealed record ConsentSettingsChange
{
    /// <summary>"never", "new" or "always".</summary>
    [Id(0)] public string? Confirm { get; init; }

    [Id(1)] public double? TtlHours { get; init; }
    [Id(2)] public string? Language { get; init; }
    [Id(3)] public Optional<string> From { get; init; }
    [Id(4)] public Optional<string> Confirmed { get; init; }
    [Id(5)] public Optional<string> Unsubscribed { get; init; }
}
