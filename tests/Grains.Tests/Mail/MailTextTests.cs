using Contacts.Core.Mail;
using Contacts.Core.Settings;
using Contacts.Grains.Mail;
using Contacts.Grains.Tickets;
using Contacts.Mail;

namespace Contacts.Grains.Tests.Mail;

/// <summary>What mails say, in both languages and as text and HTML.</summary>
public sealed class MailTextTests
{
    private static readonly ConfirmationMail _confirmation = new()
    {
        Organisation = "Acme & Sons", Link = "https://example.com/c/abc?x=1&y=2", UnsubscribeUrl = "https://example.com/u/abc",
        ExpiresAt = new(2026, 3, 9, 8, 30, 0, TimeSpan.Zero), Ttl = TimeSpan.FromHours(168), Language = "en",
    };

    [Fact]
    public void A_confirmation_names_the_organisation_the_link_and_its_end()
    {
        var mail = _confirmation.Write(MailTexts.English);

        Assert.Equal("Please confirm your subscription to Acme & Sons", mail.Subject);
        Assert.Contains("\n\nhttps://example.com/c/abc?x=1&y=2\n\n", mail.Body.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("until 9 March 2026 08:30 UTC.", mail.Body, StringComparison.Ordinal);
        Assert.Contains("Ignore this mail if it was not you", mail.Body, StringComparison.Ordinal);
        Assert.Contains(
            "<a href=\"https://example.com/c/abc?x=1&amp;y=2\">https://example.com/c/abc?x=1&amp;y=2</a>", mail.Html, StringComparison.Ordinal);
        Assert.Contains("Acme &amp; Sons", mail.Html, StringComparison.Ordinal);
        Assert.Equal("https://example.com/u/abc", mail.UnsubscribeUrl);
    }

    [Fact]
    public void A_confirmation_is_in_Czech_where_the_organisation_is()
    {
        var mail = (_confirmation with { Language = "cs" }).Write(MailTexts.Czech);

        Assert.Equal("Potvrďte prosím odběr: Acme & Sons", mail.Subject);
        Assert.Contains("Platí do 9. 3. 2026 8:30 UTC.", mail.Body, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"cs\">", mail.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_confirmation_by_the_organisations_own_text_and_sender()
    {
        var texts = new MailTextsByLanguage { En = new() { ConfirmationBody = "<b>{hours}</b> {nothing} {link}" } }.For("en");

        var content = (_confirmation with { From = "news@acme.example", Organisation = "{link}" }).Write(texts);
        var mail = Envelope.Write(Mail(), content, new Mailbox("contacts@localhost", "Contacts"));

        Assert.Equal("<b>168</b> {nothing} https://example.com/c/abc?x=1&y=2", content.Body);
        Assert.Contains("&lt;b&gt;168&lt;/b&gt;", content.Html, StringComparison.Ordinal);
        Assert.Equal("Please confirm your subscription to {link}", content.Subject); // A value is no placeholder.
        Assert.Equal(new Mailbox("news@acme.example", "{link}"), mail.From);
        Assert.EndsWith("@acme.example", mail.MessageId, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_customer_wrote_is_no_html()
    {
        var ticket = new TicketMailText("Acme", new()).Write(new Core.Tickets.MailedTicket
        {
            Key = "ACME-1", Subject = "Hi", Message = "<script>alert('x')</script>\n\n{customer}", CustomerFirstName = "<b>Jan</b>",
        });

        Assert.DoesNotContain("<script", ticket.Html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<b>", ticket.Html, StringComparison.Ordinal);
        Assert.Contains("<p>&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;</p>\n<p>{customer}</p>", ticket.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Tickets_and_digests_are_in_the_organisations_language_and_by_its_texts()
    {
        var settings = new OrganisationSettings
        {
            Consent = new() { Language = "cs" }, Texts = new() { Cs = new() { TicketSubject = "[{ticket}] {subject} ({organisation})" } },
        };
        var ticket = new Core.Tickets.MailedTicket { Key = "ACME-1", Subject = "Hi", Message = "Hello", CustomerFirstName = "Jan", Category = "offer" };

        var mail = new TicketMailText("Acme", settings).Write(ticket);
        var digest = new TicketMailText("Acme", settings).Write(new Core.Tickets.TicketDigest([ticket], 3));

        Assert.Equal("[ACME-1] Hi (Acme)", mail.Subject);
        Assert.Equal("Hello\n\n-- \nJméno: Jan\nKategorie: offer\nPožadavek: ACME-1\n", mail.Body);
        Assert.Equal("Další zprávy: 3", digest.Subject);
        Assert.EndsWith("a dalších 2 v přehledu\n", digest.Body, StringComparison.Ordinal);
    }

    private static OutgoingMail Mail() => new()
    {
        OrganisationId = 1, MailId = "abcdefgh12345678", Kind = MailKinds.Confirmation, To = "jan@example.com", Data = "{}",
        QueuedAt = DateTimeOffset.UnixEpoch, Attempts = 0,
    };
}
