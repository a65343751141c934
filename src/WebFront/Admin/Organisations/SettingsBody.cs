using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using Contacts.Core;
using Contacts.Core.Audit;
using Contacts.Core.Email;
using Contacts.Core.Keys;
using Contacts.Core.Settings;
using Contacts.Core.Text;
using Contacts.WebFront.Pipeline.Json;

namespace Contacts.WebFront.Admin.Organisations;

/// <summary>Settings to change: only what is sent, inside the objects too. A setting that does not exist is refused.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record SettingsBody
{
    private bool _areLimitsSent;

    /// <summary>Display name of the organisation.</summary><example>Acme Corp</example>
    [DisallowNull, MaxLength(InputText.NameLimit)] public string? Name { get; set; }

    /// <summary>ISO 3166 code by whose plan national phone numbers are read; null: only international ones are accepted.</summary>
    /// <example>CZ</example>
    public Optional<string> DefaultRegion { get; set; }

    /// <summary>
    /// Which spellings of an address are one contact. Switching it re-keys the contacts in the background; nothing is merged by itself.
    /// </summary>
    /// <example>none</example>
    [DisallowNull, AllowedValues("none", "provider"), JsonConverter(typeof(CanonicalizationConverter))]
    public string? EmailCanonicalization { get; set; }

    /// <summary>Whether the customer of a ticket that is not spam becomes a contact.</summary><example>true</example>
    [DisallowNull] public bool? RegisterTicketCustomers { get; set; }

    /// <summary>When a ticket is spam.</summary>
    [DisallowNull] public SpamBody? Spam { get; set; }

    /// <summary>Where mail of tickets may go.</summary>
    [DisallowNull] public SupportBody? Support { get; set; }

    /// <summary>Limits of all keys of the organisation together; null: none but the keys' own.</summary>
    public LimitsBody? Limits { get; set => (field, _areLimitsSent) = (value, true); }

    /// <summary>What keys whose only scope is public can make grow.</summary>
    [DisallowNull] public BoundsBody? Bounds { get; set; }

    /// <summary>How people's consent is asked for.</summary>
    [DisallowNull] public ConsentBody? Consent { get; set; }

    /// <summary>Texts of mails instead of the service's, by language.</summary>
    [DisallowNull] public TextsBody? Texts { get; set; }

    /// <summary>Who may use the console.</summary>
    [DisallowNull] public ConsoleBody? Console { get; set; }

    /// <summary>For how many days personal data is kept.</summary>
    [DisallowNull] public RetentionBody? Retention { get; set; }

    /// <summary>What people can do about their data by themselves.</summary>
    [DisallowNull] public PrivacyBody? Privacy { get; set; }

    /// <summary>Says who asks, where neither query nor header do.</summary>
    public JsonElement? ApiKey { get; set; }

    public SettingsChange ToChange(Authority authority) => new()
    {
        Authority = authority, Name = Name, DefaultRegion = DefaultRegion, EmailCanonicalization = EmailCanonicalization,
        RegisterTicketCustomers = RegisterTicketCustomers,
        SpamThreshold = Spam?.Threshold, AllowedCountries = Spam?.AllowedCountries, BlockedCountries = Spam?.BlockedCountries,
        Honeypot = Spam?.Honeypot, AllowedRecipients = Support?.AllowedRecipients,
        DefaultRecipient = Support?.DefaultRecipient ?? default, MailsPerHour = Support?.MailsPerHour,
        SupportCategories = Support?.Categories is { } categories
            ? [.. categories.Select(category => (category ?? new()).ToSettings())]
            : null,
        GroupsBySignUp = Bounds?.GroupsBySignUp, GroupsOfContact = Bounds?.GroupsOfContact, Categories = Bounds?.Categories,
        PerMinute = Limit(Limits?.PerMinute), PerHour = Limit(Limits?.PerHour),
        RequireTwoFactor = Console?.RequireTwoFactor, Consent = Consent?.ToChange(), Texts = Texts?.ToChanges() ?? [],
        Retention = Retention?.ToChange(), Erasure = Privacy?.Erasure,
    };

    /// <summary>Null for all limits clears each.</summary>
    private Optional<long?> Limit(Optional<long?>? limit) => limit ?? (_areLimitsSent ? Optional.Of<long?>(null) : default);

    internal sealed class CanonicalizationConverter : JsonConverter<string>
    {
        public override bool HandleNull => true;

        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetString() ?? throw new WrongValueException("must be \"none\" or \"provider\"");

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
    }
}

/// <summary>When a ticket is spam.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record SpamBody
{
    /// <summary>The score from which on a ticket is spam, 1 to 1000.</summary><example>100</example>
    [DisallowNull] public long? Threshold { get; set; }

    /// <summary>ISO 3166 codes; empty: all.</summary><example>["CZ", "SK"]</example>
    [DisallowNull] public ImmutableArray<string>? AllowedCountries { get; set; }

    /// <summary>ISO 3166 codes.</summary><example>["KP"]</example>
    [DisallowNull] public ImmutableArray<string>? BlockedCountries { get; set; }

    /// <summary>The field of the contact form that people do not see: who fills it is spam.</summary><example>website</example>
    [DisallowNull, MaxLength(64)] public string? Honeypot { get; set; }
}

/// <summary>Where mail of tickets may go.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record SupportBody
{
    /// <summary>Addresses, or @domain for all of a domain.</summary><example>["help@example.com", "@example.org"]</example>
    [DisallowNull] public ImmutableArray<string>? AllowedRecipients { get; set; }

    /// <summary>Where it goes when the form names no allowed one.</summary><example>help@example.com</example>
    public Optional<string> DefaultRecipient { get; set; }

    /// <summary>The most mails to one recipient in an hour, 1 to 100000; what is beyond comes as one digest after it.</summary>
    /// <example>60</example>
    [DisallowNull] public long? MailsPerHour { get; set; }

    /// <summary>How tickets of some categories are treated: all of them, as they are to be.</summary>
    [DisallowNull] public IReadOnlyList<CategoryBody>? Categories { get; set; }
}

/// <summary>How tickets of one category are treated.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record CategoryBody
{
    /// <summary>The category.</summary><example>offer</example>
    [Required] public string? Slug { get; set; }

    /// <summary>Who gets the mails where the form names no allowed recipient; none: the default recipient.</summary>
    /// <example>["sales@example.com"]</example>
    [DisallowNull] public ImmutableArray<string>? Recipients { get; set; }

    /// <summary>Whether a customer who is no contact becomes one.</summary><example>true</example>
    [DisallowNull] public bool? AllowUnknown { get; set; }

    public CategorySettings ToSettings() =>
        new() { Slug = Slug ?? "", Recipients = Recipients ?? [], AllowUnknown = AllowUnknown ?? true };
}

/// <summary>What keys whose only scope is public can make grow.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record BoundsBody
{
    /// <summary>Groups of the organisation that sign-ups create, 0 to 10000.</summary><example>200</example>
    [DisallowNull] public long? GroupsBySignUp { get; set; }

    /// <summary>Groups to which sign-ups bring a contact, 0 to 10000.</summary><example>100</example>
    [DisallowNull] public long? GroupsOfContact { get; set; }

    /// <summary>Categories of tickets up to which forms create others, 0 to 10000.</summary><example>200</example>
    [DisallowNull] public long? Categories { get; set; }
}

/// <summary>How people's consent is asked for, and who the mails about it are from.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ConsentBody
{
    /// <summary>Which sign-ups are confirmed by a link in a mail; new: those for addresses that no contact has.</summary>
    /// <example>always</example>
    [DisallowNull, AllowedValues("never", "new", "always")] public string? Confirm { get; set; }

    /// <summary>Hours for which a confirmation link holds, 0.0005 to 8784.</summary><example>168</example>
    [DisallowNull] public double? TtlHours { get; set; }

    /// <summary>Language of mails, and of pages for people who ask for none.</summary><example>en</example>
    [DisallowNull, AllowedValues("en", "cs")] public string? Language { get; set; }

    /// <summary>Sender of mails about a newsletter; null: that of the service.</summary><example>news@example.com</example>
    public Optional<string> From { get; set; }

    /// <summary>Where people are sent afterwards.</summary>
    [DisallowNull] public RedirectsBody? Redirects { get; set; }

    public ConsentSettingsChange ToChange() => new()
    {
        Confirm = Confirm, TtlHours = TtlHours, Language = Language, From = From,
        Confirmed = Redirects?.Confirmed ?? default, Unsubscribed = Redirects?.Unsubscribed ?? default,
    };
}

/// <summary>Where people are sent after they confirmed or left: https, in development http too; null: a page of the service.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record RedirectsBody
{
    /// <summary>After a confirmation.</summary><example>https://www.example.com/welcome</example>
    public Optional<string> Confirmed { get; set; }

    /// <summary>After an unsubscription.</summary><example>https://www.example.com/goodbye</example>
    public Optional<string> Unsubscribed { get; set; }
}

/// <summary>Limits of all keys of an organisation together.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record LimitsBody
{
    /// <summary>Requests in a UTC minute.</summary><example>100000</example>
    public Optional<long?> PerMinute { get; set; }

    /// <summary>Requests in a UTC hour.</summary><example>1000000</example>
    public Optional<long?> PerHour { get; set; }
}
