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

public sealed class StoredSettingsTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData("""{"spam":{},"support":{}}""")]
    [InlineData("""{"spam":null,"gone":5}""")]
    [InlineData("""{"consent":{"redirects":{}}}""")]
    public void What_is_absent_has_its_default(string document)
    {
        var settings = SettingsDocument.Read(document);

        Assert.True(settings.RegisterTicketCustomers);
        Assert.Equal(("website", 60), (settings.Spam.Honeypot, settings.Support.MailsPerHour));
        Assert.Equal((100, EmailCanonicalization.None), (settings.Spam.Threshold, settings.EmailCanonicalization));
        Assert.Empty(settings.Spam.AllowedCountries);
        Assert.Empty(settings.Support.AllowedRecipients);
        Assert.Null(settings.Limits);
        Assert.Equal((new ConsentSettings(), new MailTextsByLanguage()), (settings.Consent, settings.Texts));
    }

    [Fact]
    public void Are_read_as_they_were_written()
    {
        var written = new OrganisationSettings
        {
            DefaultRegion = "CZ", EmailCanonicalization = EmailCanonicalization.Provider, RegisterTicketCustomers = false,
            Spam = new() { Threshold = 5, AllowedCountries = ["CZ"] }, Support = new() { DefaultRecipient = "a@example.com" },
            Limits = new() { PerHour = 7 },
            Consent = new() { Confirm = ConfirmationMode.New, TtlHours = 0.5, Language = "cs", Redirects = new() { Confirmed = "https://a.cz/" } },
            Texts = new() { Cs = new() { TicketSubject = "[{ticket}]" } },
        };

        var read = SettingsDocument.Read(SettingsDocument.Write(written));

        Assert.Equal(("CZ", EmailCanonicalization.Provider, false), (read.DefaultRegion, read.EmailCanonicalization, read.RegisterTicketCustomers));
        Assert.Equal((5, "CZ", "a@example.com"), (read.Spam.Threshold, Assert.Single(read.Spam.AllowedCountries), read.Support.DefaultRecipient));
        Assert.Equal((null, 7), (read.Limits!.PerMinute, read.Limits.PerHour));
        Assert.Equal((written.Consent, written.Texts), (read.Consent, read.Texts));
    }
}
