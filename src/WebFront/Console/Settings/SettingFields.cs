using System.Collections.Immutable;
using System.Globalization;
using Contacts.Core.Email;
using Contacts.Core.Settings;
using Contacts.WebFront.Console.Shell;

namespace Contacts.WebFront.Console.Settings;

/// <summary>A setting of the form: its name as the API has it, what people read, the rule beside it, and its value as text.</summary>
/// <param name="Choices">The values to choose from; empty: whatever is typed. One that is "on" is a box to tick.</param>
public sealed record SettingField(string Name, string Label, string Rule, string Value, params ImmutableArray<string> Choices)
{
    public bool IsBox => Choices is ["on"];

    /// <summary>Whether it takes several lines.</summary>
    public bool IsLong { get; init; }

    /// <summary>What holds while it is empty; null: nothing.</summary>
    public string? Default { get; init; }
}

/// <summary>Settings that belong together.</summary>
public sealed record SettingGroup(string Title, params ImmutableArray<SettingField> Fields);

/// <summary>The fields of an organisation's settings with their values, but for texts and categories.</summary>
internal static class SettingFields
{
    public static ImmutableArray<SettingGroup> Of(SettingsView view, ConsoleTexts t) =>
    [
        Contacts(view, t), Forms(view.Settings, t), Spam(view.Settings.Spam, t), Newsletter(view.Settings.Consent, t),
        PrivacyFields.Of(view.Settings, t), Bounds(view.Settings, t),
    ];

    private static SettingGroup Contacts(SettingsView view, ConsoleTexts t) => new(
        t["Organisation and contacts"],
        new("name", t["Name"], t["At most 128 characters."], view.Name),
        new(
            "defaultRegion", t["Country of phone numbers without a country code"],
            t["Two letters, such as CZ; empty: such numbers are refused."], view.Settings.DefaultRegion ?? ""),
        new(
            "emailCanonicalization", t["Spellings of one mailbox"],
            t["provider: dots and +tags of Gmail and others do not make another contact."],
            view.Settings.EmailCanonicalization == EmailCanonicalization.Provider ? "provider" : "none", "none", "provider"),
        new(
            "console.requireTwoFactor", t["Members need a second factor to sign in"], "",
            Box(view.Settings.Console.RequireTwoFactor), "on"));

    private static SettingGroup Forms(OrganisationSettings settings, ConsoleTexts t) => new(
        t["Contact form"],
        new(
            "support.defaultRecipient", t["Who gets the mails"], t["An e-mail address; empty: nobody."],
            settings.Support.DefaultRecipient ?? ""),
        new(
            "support.allowedRecipients", t["Whom forms may name"], t["Addresses or @domain, with commas between them."],
            List(settings.Support.AllowedRecipients)),
        new(
            "support.mailsPerHour", t["Mails to one recipient an hour"],
            t["1 to {0}; what is beyond comes as one mail.", SettingsRules.MostMailsPerHour], Number(settings.Support.MailsPerHour)),
        new("registerTicketCustomers", t["Customers become contacts"], "", Box(settings.RegisterTicketCustomers), "on"));

    private static SettingGroup Spam(SpamSettings spam, ConsoleTexts t) => new(
        t["Spam"],
        new(
            "spam.threshold", t["Points from which a ticket is spam"], t["1 to {0}.", SettingsRules.GreatestThreshold],
            Number(spam.Threshold)),
        new(
            "spam.allowedCountries", t["Allowed countries"], t["Two letters each, with commas between them; empty: all."],
            List(spam.AllowedCountries)),
        new("spam.blockedCountries", t["Blocked countries"], t["Two letters each, with commas between them."], List(spam.BlockedCountries)),
        new("spam.honeypot", t["Field that people do not see"], t["Letters, digits, hyphens and underscores."], spam.Honeypot));

    private static SettingGroup Newsletter(ConsentSettings consent, ConsoleTexts t) => new(
        t["Newsletter"],
        new(
            "consent.confirm", t["Sign-ups are confirmed by mail"], t["never, for new addresses, or always"],
            consent.Confirm.ToString().ToLowerInvariant(), "never", "new", "always"),
        new(
            "consent.ttlHours", t["Hours for which the link holds"], t["At least 0.0005."],
            consent.TtlHours.ToString(CultureInfo.InvariantCulture)),
        new("consent.language", t["Language of mails"], "", consent.Language, "en", "cs"),
        new("consent.from", t["Sender"], t["An e-mail address; empty: that of the service."], consent.From ?? ""),
        new(
            "consent.redirects.confirmed", t["Page after a confirmation"], t["An https address; empty: a page of the service."],
            consent.Redirects.Confirmed ?? ""),
        new(
            "consent.redirects.unsubscribed", t["Page after unsubscribing"], t["An https address; empty: a page of the service."],
            consent.Redirects.Unsubscribed ?? ""));

    private static SettingGroup Bounds(OrganisationSettings settings, ConsoleTexts t)
    {
        var (none, rule) = (t["Empty: no limit of its own."], t["0 to {0}; what is beyond is ignored.", SettingsRules.GreatestBound]);
        return new(
            t["Limits"],
            new("limits.perMinute", t["Requests of all keys a minute"], none, Number(settings.Limits?.PerMinute)),
            new("limits.perHour", t["Requests of all keys an hour"], none, Number(settings.Limits?.PerHour)),
            new("bounds.groupsBySignUp", t["Groups that sign-ups may create"], rule, Number(settings.Bounds.GroupsBySignUp)),
            new("bounds.groupsOfContact", t["Groups to which sign-ups bring a contact"], rule, Number(settings.Bounds.GroupsOfContact)),
            new("bounds.categories", t["Categories that forms may create"], rule, Number(settings.Bounds.Categories)));
    }

    private static string Box(bool value) => value ? "on" : "";

    private static string Number(int? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string List(ImmutableArray<string> values) => string.Join(", ", values);
}
