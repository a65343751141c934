using Contacts.Core;
using Contacts.Core.Contacts;
using Contacts.Core.Email;
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
        var (name, settings) = new SettingsRules().Apply("Acme", _settings, new() { SpamThreshold = 70, PerHour = Optional.Of<long?>(null) });

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

        var rules = new SettingsRules();
        var (name, settings) = rules.Apply("x", _settings, change);

        Assert.Null(rules.Problem);
        Assert.Equal(("Acme Corp", "SK"), (name, settings.DefaultRegion));
        Assert.Equal(["CZ", "SK"], settings.Spam.AllowedCountries.ToArray());
        Assert.Equal(["@example.com", "help@example.org"], settings.Support.AllowedRecipients.ToArray());
        Assert.Null(settings.Limits);
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
        { "limits.perMinute", new() { PerMinute = Optional.Of<long?>(0) } },
        { "limits.perHour", new() { PerHour = Optional.Of<long?>(3_000_000_000) } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Names_the_setting_that_is_wrong(string setting, SettingsChange change)
    {
        var rules = new SettingsRules();
        rules.Apply("Acme", _settings, change);

        Assert.Equal(setting, rules.Problem!.Member);
    }
}

public sealed class StoredSettingsTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData("""{"spam":{},"support":{}}""")]
    [InlineData("""{"spam":null,"gone":5}""")]
    public void What_is_absent_has_its_default(string document)
    {
        var settings = SettingsDocument.Read(document);

        Assert.True(settings.RegisterTicketCustomers);
        Assert.Equal((100, EmailCanonicalization.None), (settings.Spam.Threshold, settings.EmailCanonicalization));
        Assert.Empty(settings.Spam.AllowedCountries);
        Assert.Empty(settings.Support.AllowedRecipients);
        Assert.Null(settings.Limits);
    }

    [Fact]
    public void Are_read_as_they_were_written()
    {
        var written = new OrganisationSettings
        {
            DefaultRegion = "CZ", EmailCanonicalization = EmailCanonicalization.Provider, RegisterTicketCustomers = false,
            Spam = new() { Threshold = 5, AllowedCountries = ["CZ"] }, Support = new() { DefaultRecipient = "a@example.com" },
            Limits = new() { PerHour = 7 },
        };

        var read = SettingsDocument.Read(SettingsDocument.Write(written));

        Assert.Equal(("CZ", EmailCanonicalization.Provider, false), (read.DefaultRegion, read.EmailCanonicalization, read.RegisterTicketCustomers));
        Assert.Equal((5, "CZ", "a@example.com"), (read.Spam.Threshold, Assert.Single(read.Spam.AllowedCountries), read.Support.DefaultRecipient));
        Assert.Equal((null, 7), (read.Limits!.PerMinute, read.Limits.PerHour));
    }
}

public sealed class OrganisationGrainTests
{
    [Fact]
    public async Task Two_changes_at_once_both_hold()
    {
        await using var service = await ContactService.OnSqliteAsync();
        var organisation = await service.NewOrganisationAsync();
        var grain = service.Grains.GetGrain<IOrganisationGrain>(organisation);

        await Task.WhenAll(
            Enumerable.Range(1, 10).Select(i => grain.ChangeSettingsAsync(new() { SpamThreshold = i, CallerHash = ContactService.CallerHash }, CancellationToken.None))
                .Concat([grain.ChangeSettingsAsync(new() { DefaultRegion = Optional.Of<string>("CZ"), CallerHash = ContactService.CallerHash }, CancellationToken.None)]));

        var view = await grain.GetSettingsAsync(CancellationToken.None);
        Assert.Equal("CZ", view!.Settings.DefaultRegion);
        Assert.InRange(view.Settings.Spam.Threshold, 1, 10);
        Assert.Equal(RekeyingState.None, view.EmailRekeying.State);
    }

    [Fact]
    public async Task A_change_holds_at_once_in_this_process()
    {
        await using var service = await ContactService.OnSqliteAsync();
        var organisation = await service.NewOrganisationAsync();
        var contact = service.Contact(organisation, (await service.RegisterAsync(organisation, "a@example.com", "group")).ContactId!.Value);
        var request = new UpdateContactRequest { Phone = Optional.Of<string>("777 123 456"), Actor = "key" };
        Assert.Equal(ContactOutcome.Invalid, (await contact.UpdateAsync(request, CancellationToken.None)).Outcome);

        await service.Grains.GetGrain<IOrganisationGrain>(organisation)
            .ChangeSettingsAsync(new() { DefaultRegion = Optional.Of<string>("CZ"), CallerHash = ContactService.CallerHash }, CancellationToken.None);

        Assert.Equal(ContactOutcome.Done, (await contact.UpdateAsync(request, CancellationToken.None)).Outcome);
    }

    [Fact]
    public async Task There_are_no_settings_of_an_organisation_that_does_not_exist()
    {
        await using var service = await ContactService.OnSqliteAsync();
        var grain = service.Grains.GetGrain<IOrganisationGrain>(999_999);

        Assert.Null(await grain.GetSettingsAsync(CancellationToken.None));
        var change = new SettingsChange { Name = "x", CallerHash = ContactService.CallerHash };
        Assert.Equal(SettingsOutcome.NotFound, (await grain.ChangeSettingsAsync(change, CancellationToken.None)).Outcome);
    }

    [Fact]
    public async Task Settings_change_for_no_key_that_is_unknown()
    {
        await using var service = await ContactService.OnSqliteAsync();
        var grain = service.Grains.GetGrain<IOrganisationGrain>(await service.NewOrganisationAsync());
        var change = new SettingsChange { Name = "x", CallerHash = new string('0', 64) };

        Assert.Equal(SettingsOutcome.Forbidden, (await grain.ChangeSettingsAsync(change, CancellationToken.None)).Outcome);
    }
}
