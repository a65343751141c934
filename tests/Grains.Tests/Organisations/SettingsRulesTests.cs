using Contacts.Core;
using Contacts.Core.Contacts;
using Contacts.Core.Email;
using Contacts.Core.Mail;
using Contacts.Core.Settings;
using Contacts.Grains.Abstractions.Contacts;
using Contacts.Grains.Abstractions.Organisations;
using Contacts.Grains.Organisations;
using Contacts.Grains.Tests.Concurrency;

namespace Contacts.Grains.Tests.Organisations;

public sealed class SettingsRulesTests
{
    private static readonly OrganisationSettings _settings = new()
    {
        DefaultRegion = "CZ", Spam = new() { Threshold = 50, BlockedCountries = ["KP"] }, Limits = new() { PerMinute = 5, PerHour = 60 },
    };

    [Fact]
    public void Changes_only_what_was_sent()
    {
        var (name, settings) = new SettingsRules(allowsHttp: false).Apply("Acme", _settings, new() { SpamThreshold = 70, PerHour = Optional.Of<long?>(null) });

        Assert.Equal("Acme", name);
        Assert.Equal(("CZ", 70), (settings.DefaultRegion, settings.Spam.Threshold));
        Assert.Equal(["KP"], settings.Spam.BlockedCountries.ToArray());
        Assert.Equal((5, null), (settings.Limits!.PerMinute, settings.Limits.PerHour));
    }

    [Fact]
    public void Cleans_and_clears()
    {
        var change = new SettingsChange
        {
            Name = "  Acme   Corp ", DefaultRegion = Optional.Of<string>(" sk "), AllowedCountries = ["sk", "CZ", "SK"],
            AllowedRecipients = ["@Example.COM", " Help@example.org "], DefaultRecipient = Optional.Of<string>(null),
            PerMinute = Optional.Of<long?>(null), PerHour = Optional.Of<long?>(null),
        };

        var rules = new SettingsRules(allowsHttp: false);
        var (name, settings) = rules.Apply("x", _settings, change);

        Assert.Null(rules.Problem);
        Assert.Equal(("Acme Corp", "SK"), (name, settings.DefaultRegion));
        Assert.Equal(["CZ", "SK"], settings.Spam.AllowedCountries.ToArray());
        Assert.Equal(["@example.com", "help@example.org"], settings.Support.AllowedRecipients.ToArray());
        Assert.Null(settings.Limits);
    }

    [Fact]
    public void Consent_changes_by_what_was_sent_and_takes_http_where_it_is_allowed()
    {
        var rules = new SettingsRules(allowsHttp: true);
        var known = _settings with { Consent = new() { From = "old@example.com", Redirects = new() { Unsubscribed = "https://example.com/" } } };

        var (_, settings) = rules.Apply("x", known, new()
        {
            Consent = new() { Confirm = "always", TtlHours = 0.0005, Confirmed = Optional.Of<string>(" http://localhost:5000/hi ") },
        });

        Assert.Null(rules.Problem);
        Assert.Equal((ConfirmationMode.Always, "en", "old@example.com"), (settings.Consent.Confirm, settings.Consent.Language, settings.Consent.From));
        Assert.Equal(TimeSpan.FromSeconds(1.8), settings.Consent.Ttl);
        Assert.Equal(new() { Confirmed = "http://localhost:5000/hi", Unsubscribed = "https://example.com/" }, settings.Consent.Redirects);
    }

    public static TheoryData<string, SettingsChange> Wrong => new()
    {
        { "name", new() { Name = " " } },
        { "name", new() { Name = new string('x', 129) } },
        { "defaultRegion", new() { DefaultRegion = Optional.Of<string>("XX") } },
        { "emailCanonicalization", new() { EmailCanonicalization = "Provider" } },
        { "spam.threshold", new() { SpamThreshold = 0 } },
        { "spam.threshold", new() { SpamThreshold = 1001 } },
        { "spam.allowedCountries", new() { AllowedCountries = ["CZE"] } },
        { "spam.blockedCountries", new() { BlockedCountries = ["UK"] } },
        { "support.allowedRecipients", new() { AllowedRecipients = ["@", "a@example.com"] } },
        { "support.allowedRecipients", new() { AllowedRecipients = ["*"] } },
        { "support.defaultRecipient", new() { DefaultRecipient = Optional.Of<string>("@example.com") } },
        { "support.mailsPerHour", new() { MailsPerHour = 0 } },
        { "support.mailsPerHour", new() { MailsPerHour = 100_001 } },
        { "support.categories[1].recipients[2]", Categories(
            new() { Slug = "a" }, new() { Slug = "b", Recipients = ["a@example.com", "b@example.com", "@example.com"] }) },
        { "support.categories[0].slug", Categories(new CategorySettings { Slug = "no slug" }) },
        { "support.categories[1].slug", Categories(new() { Slug = "offer" }, new() { Slug = " OFFER " }) },
        { "support.categories[0].recipients", Categories(
            new CategorySettings { Slug = "a", Recipients = [.. Enumerable.Range(0, 21).Select(i => $"a{i}@example.com")] }) },
        { "spam.honeypot", new() { Honeypot = "" } },
        { "spam.honeypot", new() { Honeypot = "two words" } },
        { "spam.honeypot", new() { Honeypot = "customerEmail" } },
        { "bounds.groupsBySignUp", new() { GroupsBySignUp = -1 } },
        { "bounds.groupsOfContact", new() { GroupsOfContact = 10_001 } },
        { "bounds.categories", new() { Categories = long.MaxValue } },
        { "consent.confirm", new() { Consent = new() { Confirm = "Always" } } },
        { "consent.ttlHours", new() { Consent = new() { TtlHours = 0.00049 } } },
        { "consent.ttlHours", new() { Consent = new() { TtlHours = double.PositiveInfinity } } },
        { "consent.language", new() { Consent = new() { Language = "de" } } },
        { "consent.from", new() { Consent = new() { From = Optional.Of<string>("News <news@example.com>") } } },
        { "consent.redirects.confirmed", new() { Consent = new() { Confirmed = Optional.Of<string>("http://example.com/") } } },
        { "consent.redirects.confirmed", new() { Consent = new() { Confirmed = Optional.Of<string>("https://a:b@example.com/") } } },
        { "consent.redirects.unsubscribed", new() { Consent = new() { Unsubscribed = Optional.Of<string>("/goodbye") } } },
        { "consent.redirects.unsubscribed", new() { Consent = new() { Unsubscribed = Optional.Of<string>("https://example.com/\r\nX: y") } } },
        { "texts.en.confirmationBody", Text("en", "confirmationBody", "Click {link}, {name}") },
        { "texts.cs.confirmationBody", Text("cs", "confirmationBody", "Hello {organisation}") },
        { "texts.en.ticketSubject", Text("en", "ticketSubject", "{subject}\r\nBcc: x@example.com") },
        { "texts.en.digestSubject", Text("en", "digestSubject", new string('x', 201)) },
        { "limits.perMinute", new() { PerMinute = Optional.Of<long?>(0) } },
        { "limits.perHour", new() { PerHour = Optional.Of<long?>(3_000_000_000) } },
    };

    [Fact]
    public void An_unknown_placeholder_is_named_with_those_that_there_are()
    {
        var rules = new SettingsRules(allowsHttp: false);

        rules.Apply("x", _settings, Text("en", "confirmationBody", "Click {link}, {name}"));

        Assert.Equal(
            "must have no placeholder {name}: there are {organisation}, {hours}, {expires}, {link}", rules.Problem!.Rule);
    }

    [Fact]
    public void A_text_is_replaced_and_a_blank_one_gives_the_services_back()
    {
        var rules = new SettingsRules(allowsHttp: false);
        var (_, settings) = rules.Apply("x", _settings, Text("cs", "ticketSubject", "[{ticket}] {subject}"));

        Assert.Equal("[{ticket}] {subject}", settings.Texts.For("cs").TicketSubject);
        Assert.Equal(MailTexts.Czech.TicketBody, settings.Texts.For("cs").TicketBody);
        Assert.Equal(MailTexts.English, settings.Texts.For("en"));
        (_, settings) = rules.Apply("x", settings, Text("cs", "ticketSubject", " "));
        Assert.Equal(MailTexts.Czech, settings.Texts.For("cs"));
        Assert.Null(rules.Problem);
    }

    private static SettingsChange Categories(params CategorySettings[] categories) => new() { SupportCategories = [.. categories] };

    private static SettingsChange Text(string language, string name, string text) =>
        new() { Texts = [new() { Language = language, Name = name, Text = text }] };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Names_the_setting_that_is_wrong(string setting, SettingsChange change)
    {
        var rules = new SettingsRules(allowsHttp: false);
        rules.Apply("Acme", _settings, change);

        Assert.Equal(setting, rules.Problem!.Member);
    }
}
