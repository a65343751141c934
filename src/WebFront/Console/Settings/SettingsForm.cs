using System.Collections.Immutable;
using System.Globalization;
using Contacts.Core;
using Contacts.Core.Mail;
using Contacts.Core.Settings;

namespace Contacts.WebFront.Console.Settings;

/// <summary>
/// Reads a form of settings: each value beside the one that the page showed, so that only what was touched is sent. A number that is none
/// is sent as one that the rules refuse.
/// </summary>
internal sealed class SettingsForm(IFormCollection form)
{
    public SettingsChange ToChange() => new()
    {
        Name = Text("name"), DefaultRegion = OrNull("defaultRegion"), EmailCanonicalization = Text("emailCanonicalization"),
        RequireTwoFactor = Box("console.requireTwoFactor"), DefaultRecipient = OrNull("support.defaultRecipient"),
        AllowedRecipients = List("support.allowedRecipients"), MailsPerHour = Integer("support.mailsPerHour"),
        RegisterTicketCustomers = Box("registerTicketCustomers"), SpamThreshold = Integer("spam.threshold"),
        AllowedCountries = List("spam.allowedCountries"), BlockedCountries = List("spam.blockedCountries"),
        Honeypot = Text("spam.honeypot"),
        PerMinute = Limit("limits.perMinute"), PerHour = Limit("limits.perHour"), GroupsBySignUp = Integer("bounds.groupsBySignUp"),
        GroupsOfContact = Integer("bounds.groupsOfContact"), Categories = Integer("bounds.categories"),
        Consent = new ConsentSettingsChange
        {
            Confirm = Text("consent.confirm"), TtlHours = Hours("consent.ttlHours"), Language = Text("consent.language"),
            From = OrNull("consent.from"), Confirmed = OrNull("consent.redirects.confirmed"),
            Unsubscribed = OrNull("consent.redirects.unsubscribed"),
        },
        Retention = new RetentionChange
        {
            TicketDays = Limit("retention.ticketDays"), IpDays = Limit("retention.ipDays"),
            HistoryDays = Limit("retention.historyDays"), PendingDays = Limit("retention.pendingDays"),
        },
        Erasure = Text("privacy.erasure"), Texts = Texts(),
        SupportCategories = form.ContainsKey(CategoryRow.Count) ? CategoryRow.Read(form) : null,
    };

    /// <summary>Browsers send \r\n wherever a line ends.</summary>
    private ImmutableArray<TextChange> Texts() =>
    [
        .. from language in (string[])["en", "cs"]
           from field in MailTextFields.All
           let text = Text(TextFields.NameOf(language, field))
           where text is not null
           select new TextChange { Language = language, Name = field.Name, Text = text.ReplaceLineEndings("\n") },
    ];

    /// <summary>Null where it was not touched.</summary>
    private string? Text(string name)
    {
        var (value, was) = (form[name].ToString(), form[$"was.{name}"].ToString());
        return value.ReplaceLineEndings() == was.ReplaceLineEndings() ? null : value.Trim();
    }

    private Optional<string> OrNull(string name) =>
        Text(name) is { } text ? Optional.Of<string>(text.Length == 0 ? null : text) : default;

    private bool? Box(string name) => Text(name) is { } text ? text == "on" : null;

    private ImmutableArray<string>? List(string name) => Text(name) is { } text ? CategoryRow.ListOf(text) : null;

    private long? Integer(string name) => Text(name) is { } text ? NumberOf(text) : null;

    private Optional<long?> Limit(string name) =>
        Text(name) is { } text ? Optional.Of<long?>(text.Length == 0 ? null : NumberOf(text)) : default;

    private double? Hours(string name) => Text(name) is not { } text ? null
        : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var hours) ? hours : -1;

    private static long NumberOf(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
}
