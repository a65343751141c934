using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Contacts.Core.Email;
using Contacts.Core.Settings;
using Contacts.WebFront.Admin.Keys;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Admin.Organisations;

/// <param name="Settings">All settings.</param>
/// <param name="EmailRekeying">How far the contacts have the canonical addresses of the present setting.</param>
/// <param name="Warnings">What is not as it has to be, and what follows from it.</param>
internal sealed record SettingsAnswer(AllSettings Settings, Rekeying EmailRekeying, ImmutableArray<string> Warnings) : Answer
{
    private const string NoRecipient = "support.defaultRecipient is not set: nobody receives contact forms";

    public static SettingsAnswer Of(SettingsView view) =>
        new(new(view), new(view.EmailRekeying), view.Settings.Support.HasNoRecipient ? [NoRecipient] : []);
}

/// <summary>All settings of an organisation.</summary>
internal sealed class AllSettings
{
    private readonly OrganisationSettings _settings;

    internal AllSettings(SettingsView view) =>
        (Name, _settings, Limits) = (view.Name, view.Settings, LimitsView.OrNull(view.Settings.Limits));

    /// <summary>Display name of the organisation.</summary><example>Acme Corp</example>
    public string Name { get; }

    /// <summary>ISO 3166 code by whose plan national phone numbers are read; null: only international ones are accepted.</summary>
    /// <example>CZ</example>
    public string? DefaultRegion => _settings.DefaultRegion;

    /// <summary>Which spellings of an address are one contact.</summary><example>none</example>
    [AllowedValues("none", "provider")]
    public string EmailCanonicalization => _settings.EmailCanonicalization.ToString().ToLowerInvariant();

    /// <summary>Whether the customer of a ticket that is not spam becomes a contact.</summary><example>true</example>
    public bool RegisterTicketCustomers => _settings.RegisterTicketCustomers;

    /// <summary>When a ticket is spam.</summary>
    public SpamView Spam => new(_settings.Spam);

    /// <summary>Where mail of tickets may go.</summary>
    public SupportView Support => new(_settings.Support);

    /// <summary>Limits of all keys of the organisation together; null: none but the keys' own.</summary>
    public LimitsView? Limits { get; private init; }

    /// <summary>What keys whose only scope is public can make grow.</summary>
    public BoundsView Bounds => new(_settings.Bounds);

    /// <summary>How people's consent is asked for.</summary>
    public ConsentView Consent => new(_settings.Consent);

    /// <summary>Texts of mails that the organisation has instead of the service's, by language.</summary>
    public TextsView Texts => new(_settings.Texts);

    /// <summary>Who may use the console.</summary>
    public ConsoleView Console => new(_settings.Console);

    /// <summary>For how many days personal data is kept.</summary>
    public RetentionView Retention => new(_settings.Retention);

    /// <summary>What people can do about their data by themselves.</summary>
    public PrivacyView Privacy => new(_settings.Privacy);
}

/// <summary>How people's consent is asked for, and who the mails about it are from.</summary>
internal sealed class ConsentView
{
    private readonly ConsentSettings _consent;

    internal ConsentView(ConsentSettings consent) => _consent = consent;

    /// <summary>Which sign-ups are confirmed by a link in a mail; new: those for addresses that no contact has.</summary>
    /// <example>always</example>
    [AllowedValues("never", "new", "always")]
    public string Confirm => _consent.Confirm.ToString().ToLowerInvariant();

    /// <summary>Hours for which a confirmation link holds.</summary><example>168</example>
    public double TtlHours => _consent.TtlHours;

    /// <summary>Language of mails, and of pages for people who ask for none.</summary><example>en</example>
    [AllowedValues("en", "cs")] public string Language => _consent.Language;

    /// <summary>Sender of mails about a newsletter; null: that of the service.</summary><example>news@example.com</example>
    public string? From => _consent.From;

    /// <summary>Where people are sent afterwards.</summary>
    public RedirectsView Redirects => new(_consent.Redirects);
}

/// <summary>Where people are sent after they confirmed or left; null: a page of the service.</summary>
internal sealed class RedirectsView
{
    internal RedirectsView(RedirectSettings redirects) => (Confirmed, Unsubscribed) = (redirects.Confirmed, redirects.Unsubscribed);

    /// <summary>After a confirmation.</summary><example>https://www.example.com/welcome</example>
    public string? Confirmed { get; }

    /// <summary>After an unsubscription.</summary><example>https://www.example.com/goodbye</example>
    public string? Unsubscribed { get; }
}

/// <summary>What keys whose only scope is public can make grow: beyond a bound a name is ignored.</summary>
internal sealed class BoundsView
{
    internal BoundsView(BoundsSettings bounds) =>
        (GroupsBySignUp, GroupsOfContact, Categories) = (bounds.GroupsBySignUp, bounds.GroupsOfContact, bounds.Categories);

    /// <summary>Groups of the organisation that sign-ups create.</summary><example>200</example>
    public int GroupsBySignUp { get; }

    /// <summary>Groups to which sign-ups bring a contact.</summary><example>100</example>
    public int GroupsOfContact { get; }

    /// <summary>Categories of tickets up to which forms create others.</summary><example>200</example>
    public int Categories { get; }
}

/// <summary>When a ticket is spam.</summary>
internal sealed class SpamView
{
    internal SpamView(SpamSettings spam) =>
        (Threshold, AllowedCountries, BlockedCountries, Honeypot) =
        (spam.Threshold, spam.AllowedCountries, spam.BlockedCountries, spam.Honeypot);

    /// <summary>The score from which on a ticket is spam, 1 to 1000.</summary><example>100</example>
    public int Threshold { get; }

    /// <summary>ISO 3166 codes; empty: all.</summary><example>["CZ", "SK"]</example>
    public ImmutableArray<string> AllowedCountries { get; }

    /// <summary>ISO 3166 codes.</summary><example>["KP"]</example>
    public ImmutableArray<string> BlockedCountries { get; }

    /// <summary>The field of the contact form that people do not see: who fills it is spam.</summary><example>website</example>
    public string Honeypot { get; }
}

/// <summary>Where mail of tickets may go.</summary>
internal sealed class SupportView
{
    internal SupportView(SupportSettings support) =>
        (AllowedRecipients, DefaultRecipient, MailsPerHour, Categories) = (support.AllowedRecipients, support.DefaultRecipient,
            support.MailsPerHour, [.. support.Categories.Select(category => new CategoryView(category))]);

    /// <summary>Addresses, or @domain for all of a domain.</summary><example>["help@example.com", "@example.org"]</example>
    public ImmutableArray<string> AllowedRecipients { get; }

    /// <summary>Where it goes when the form names no allowed one.</summary><example>help@example.com</example>
    public string? DefaultRecipient { get; }

    /// <summary>The most mails to one recipient in an hour; what is beyond comes as one digest after it.</summary><example>60</example>
    public int MailsPerHour { get; }

    /// <summary>How tickets of some categories are treated.</summary>
    public ImmutableArray<CategoryView> Categories { get; }
}

/// <summary>How tickets of one category are treated.</summary>
internal sealed class CategoryView
{
    internal CategoryView(CategorySettings category) =>
        (Slug, Recipients, AllowUnknown) = (category.Slug, category.Recipients, category.AllowUnknown);

    /// <summary>The category.</summary><example>offer</example>
    public string Slug { get; }

    /// <summary>Who gets the mails where the form names no allowed recipient; empty: the default recipient.</summary>
    /// <example>["sales@example.com"]</example>
    public ImmutableArray<string> Recipients { get; }

    /// <summary>Whether a customer who is no contact becomes one.</summary><example>true</example>
    public bool AllowUnknown { get; }
}

/// <summary>How far a re-keying is.</summary>
internal sealed class Rekeying
{
    private readonly EmailRekeying _rekeying;

    internal Rekeying(EmailRekeying rekeying) => _rekeying = rekeying;

    /// <summary>none: it was never switched.</summary><example>done</example>
    [AllowedValues("none", "running", "done")] public string State => _rekeying.State.ToString().ToLowerInvariant();

    /// <summary>Contacts looked at.</summary><example>1200</example>
    public long Done => _rekeying.Done;

    /// <summary>Contacts with an address.</summary><example>1200</example>
    public long Total => _rekeying.Total;

    /// <summary>Contacts that are one under the present setting, left as they are; at most 1000.</summary>
    public ImmutableArray<Collision> Collisions => [.. _rekeying.Collisions.Select(collision => new Collision(collision))];
}

/// <summary>Two contacts that are one under the present setting.</summary>
internal sealed class Collision
{
    internal Collision(EmailCollision collision) => (Email, Ids, ContactIds) = (collision.Email, collision.Ids, collision.ContactIds);

    /// <summary>The canonical address.</summary><example>jan.novak@gmail.com</example>
    public string Email { get; }

    /// <summary>External ids: whose the address is, and who was left.</summary><example>["Zx81KqPw0sLm4TtR", "Ab12CdEf34GhIj56"]</example>
    public ImmutableArray<string> Ids { get; }

    /// <summary>Integer ids of the same contacts.</summary><example>[17, 4]</example>
    public ImmutableArray<long> ContactIds { get; }
}
