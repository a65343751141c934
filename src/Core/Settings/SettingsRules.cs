using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Contacts.Core.Email;
using Contacts.Core.Limits;
using Contacts.Core.Phone;
using Contacts.Core.Text;

namespace Contacts.Core.Settings;

/// <summary>
/// Applies a change to an organisation's settings. Pure. The first problem is kept in <see cref="Problem"/>.
/// <paramref name="allowsHttp"/>: whether people may be sent to pages without https, as in development.
/// </summary>
public sealed partial class SettingsRules(bool allowsHttp)
{
    /// <summary>The greatest spam threshold.</summary>
    public const int GreatestThreshold = 1000;

    /// <summary>The greatest of the bounds.</summary>
    public const int GreatestBound = 10_000;

    /// <summary>The most mails to one recipient in an hour.</summary>
    public const int MostMailsPerHour = 100_000;

    /// <summary>The most countries or recipients of a list.</summary>
    public const int ListLimit = 300;

    // Codes of ISO 3166 that have no numbering plan.
    private static readonly string[] _withoutPhones = ["AQ", "BV", "GS", "HM", "PN", "TF", "UM"];

    // A honeypot of such a name would be filled by people.
    private static readonly string[] _fieldsOfForms =
    [
        "message", "subject", "notice", "sendToEmail", "categorySlug", "customerEmail", "customerPhone", "customerFirstName",
        "customerLastName", "apiKey",
    ];

    public FieldProblem? Problem { get; private set; }

    /// <summary>Name and settings with the change applied; meaningless where there is a problem.</summary>
    public (string Name, OrganisationSettings Settings) Apply(string name, OrganisationSettings settings, SettingsChange change) =>
        (change.Name is null ? name : Name(change.Name), settings with
        {
            DefaultRegion = change.DefaultRegion.IsSent ? Region(change.DefaultRegion.Value) : settings.DefaultRegion,
            EmailCanonicalization = change.EmailCanonicalization is { } mode ? Mode(mode) : settings.EmailCanonicalization,
            RegisterTicketCustomers = change.RegisterTicketCustomers ?? settings.RegisterTicketCustomers,
            Spam = settings.Spam with
            {
                Threshold = change.SpamThreshold is { } threshold ? Threshold(threshold) : settings.Spam.Threshold,
                AllowedCountries = Countries(change.AllowedCountries, "spam.allowedCountries") ?? settings.Spam.AllowedCountries,
                BlockedCountries = Countries(change.BlockedCountries, "spam.blockedCountries") ?? settings.Spam.BlockedCountries,
                Honeypot = change.Honeypot is { } honeypot ? Honeypot(honeypot) : settings.Spam.Honeypot,
            },
            Support = settings.Support with
            {
                AllowedRecipients = Recipients(change.AllowedRecipients) ?? settings.Support.AllowedRecipients,
                DefaultRecipient = change.DefaultRecipient.IsSent
                    ? Recipient(change.DefaultRecipient.Value)
                    : settings.Support.DefaultRecipient,
                MailsPerHour = change.MailsPerHour is { } mails ? MailsPerHour(mails) : settings.Support.MailsPerHour,
                Categories = change.SupportCategories is { } categories
                    ? new CategoryRules(Refuse).Check(categories)
                    : settings.Support.Categories,
            },
            Limits = Limits(settings.Limits, change),
            Bounds = settings.Bounds with
            {
                GroupsBySignUp = Bound(change.GroupsBySignUp, "bounds.groupsBySignUp") ?? settings.Bounds.GroupsBySignUp,
                GroupsOfContact = Bound(change.GroupsOfContact, "bounds.groupsOfContact") ?? settings.Bounds.GroupsOfContact,
                Categories = Bound(change.Categories, "bounds.categories") ?? settings.Bounds.Categories,
            },
            Consent = change.Consent is { } consent
                ? new ConsentRules(Refuse, allowsHttp).Apply(settings.Consent, consent)
                : settings.Consent,
            Texts = new TextRules(Refuse).Apply(settings.Texts, change.Texts),
            Console = new() { RequireTwoFactor = change.RequireTwoFactor ?? settings.Console.RequireTwoFactor },
            Retention = change.Retention is { } retention
                ? new RetentionRules(Refuse).Apply(settings.Retention, retention)
                : settings.Retention,
            Privacy = new RetentionRules(Refuse).Apply(settings.Privacy, change.Erasure),
        });

    /// <summary>
    /// Whether a ROOT key or another one may make the change: limits that a ROOT key set are changed by a ROOT key alone.
    /// </summary>
    public static bool MayChange(OrganisationSettings settings, SettingsChange change, bool isRoot) =>
        isRoot || !(settings.LimitsAreRoots && change.ChangesLimits);

    /// <summary>Records that a ROOT key set the limits, or that it removed them.</summary>
    public static OrganisationSettings WithOwner(OrganisationSettings settings, SettingsChange change, bool isRoot) =>
        isRoot && change.ChangesLimits ? settings with { LimitsAreRoots = settings.Limits is not null } : settings;

    private string Name(string text)
    {
        var error = InputText.Clean(text, InputText.NameLimit, out var clean);
        if (error != InputTextError.None) Refuse("name", TextErrors.Rule(error, InputText.NameLimit));
        else if (clean.Length == 0) Refuse("name", "is required");
        return clean;
    }

    private string? Region(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        var region = text.Trim().ToUpperInvariant();
        if (!PhoneNumber.IsKnownRegion(region)) Refuse("defaultRegion", "must be an ISO 3166 country code such as \"CZ\", or null");
        return region;
    }

    private EmailCanonicalization Mode(string text)
    {
        switch (text)
        {
            case "none": return EmailCanonicalization.None;
            case "provider": return EmailCanonicalization.Provider;
            default:
                Refuse("emailCanonicalization", "must be \"none\" or \"provider\"");
                return default;
        }
    }

    private int Threshold(long value)
    {
        if (value is < 1 or > GreatestThreshold) Refuse("spam.threshold", $"must be an integer from 1 to {GreatestThreshold}");
        return (int)value;
    }

    private int? Bound(long? value, string setting)
    {
        if (value is < 0 or > GreatestBound) Refuse(setting, $"must be an integer from 0 to {GreatestBound}");
        return (int?)value;
    }

    private int MailsPerHour(long value)
    {
        if (value is < 1 or > MostMailsPerHour) Refuse("support.mailsPerHour", $"must be an integer from 1 to {MostMailsPerHour}");
        return (int)value;
    }

    private string Honeypot(string name)
    {
        if (!HoneypotName().IsMatch(name) || _fieldsOfForms.Contains(name))
            Refuse("spam.honeypot", "must be 1 to 64 letters, digits, hyphens or underscores, and no other field of the form");
        return name;
    }

    private ImmutableArray<string>? Countries(ImmutableArray<string>? sent, string setting)
    {
        if (sent is not { } texts) return null;
        var codes = texts.Select(text => text.Trim().ToUpperInvariant()).Distinct().Order(StringComparer.Ordinal).ToImmutableArray();
        if (codes.Length > ListLimit || !codes.All(IsCountry))
            Refuse(setting, "must be an array of ISO 3166 country codes such as \"CZ\"");
        return codes;
    }

    private static bool IsCountry(string code) => code.Length == 2 && (PhoneNumber.IsKnownRegion(code) || _withoutPhones.Contains(code));

    private ImmutableArray<string>? Recipients(ImmutableArray<string>? sent)
    {
        if (sent is not { } texts) return null;
        var recipients = texts.Select(AllowedRecipient).ToArray();
        if (recipients.Length > ListLimit || recipients.Contains(null))
            Refuse("support.allowedRecipients", "must be an array of email addresses or \"@domain\"");
        return [.. recipients.OfType<string>().Distinct()];
    }

    private static string? AllowedRecipient(string text)
    {
        text = text.Trim();
        var isDomain = text.StartsWith('@');
        if (!EmailAddress.TryParse(isDomain ? "x" + text : text, out var address, out _)) return null;
        return isDomain ? address.Normalised[1..] : address.Normalised;
    }

    private string? Recipient(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (EmailAddress.TryParse(text, out var address, out _)) return address.Normalised;
        Refuse("support.defaultRecipient", "must be a valid email address, or null");
        return null;
    }

    private LimitSettings? Limits(LimitSettings? limits, SettingsChange change)
    {
        var perMinute = Limit(limits?.PerMinute, change.PerMinute, "limits.perMinute");
        var perHour = Limit(limits?.PerHour, change.PerHour, "limits.perHour");
        return perMinute is null && perHour is null ? null : new LimitSettings { PerMinute = perMinute, PerHour = perHour };
    }

    private int? Limit(int? present, Optional<long?> sent, string setting)
    {
        if (!sent.IsSent) return present;
        if (sent.Value is <= 0 or > int.MaxValue) Refuse(setting, $"must be an integer from 1 to {int.MaxValue}, or null");
        return (int?)sent.Value;
    }

    private void Refuse(string setting, string rule) =>
        Problem ??= FieldProblem.Of(InputField.Settings, rule) with { Member = setting };

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,64}\z")]
    private static partial Regex HoneypotName();
}
