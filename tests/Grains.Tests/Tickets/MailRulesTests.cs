using System.Text;
using Contacts.Core.Mail;
using Contacts.Core.Settings;
using Contacts.Core.Tickets;
using Contacts.Grains.Mail;
using Contacts.Grains.Tickets;
using Contacts.Mail;

namespace Contacts.Grains.Tests.Tickets;

public sealed class MailRulesTests
{
    private static readonly SupportSettings _settings = new()
    {
        AllowedRecipients = ["jan@Barasek.com", " @Example.com", "@bücher.example", "nonsense"], DefaultRecipient = "Desk@example.org",
    };

    private static readonly TicketMailText _text = new("Acme", new() { Support = _settings });

    private static readonly MailedTicket _ticket = new()
    {
        Key = "DEMO-17", Subject = "Hello", Message = "Hello", CustomerEmail = "jan@example.com", CustomerPhone = "+420777123456",
        CustomerFirstName = "Jan", CustomerLastName = "Barášek",
    };

    [Theory]
    [InlineData("jan@barasek.com", "jan@barasek.com")]
    [InlineData("anybody@example.com", "anybody@example.com")]
    [InlineData("a@xn--bcher-kva.example", "a@xn--bcher-kva.example")]
    [InlineData("eva@barasek.com", "desk@example.org")]
    [InlineData("a@sub.example.com", "desk@example.org")]
    [InlineData("a@notexample.com", "desk@example.org")]
    [InlineData("a@example.com.evil.example", "desk@example.org")]
    [InlineData("nonsense@evil.example", "desk@example.org")]
    [InlineData("victim%evil.example@example.com", "desk@example.org")]
    [InlineData("evil.example!victim@example.com", "desk@example.org")]
    [InlineData(null, "desk@example.org")]
    public void A_mail_goes_to_an_allowed_recipient_or_else_to_the_usual_one(string? sendTo, string to)
    {
        var routing = MailRouting.Decide(sendTo, null, _settings);

        Assert.Equal(to, routing.To);
        Assert.Equal(sendTo is null || sendTo == to ? null : $"{sendTo} is not an allowed recipient.", routing.Note);
    }

    [Fact]
    public void An_address_that_is_allowed_as_a_whole_may_have_any_local_part()
    {
        var settings = new SupportSettings { AllowedRecipients = ["help%desk@example.com"], DefaultRecipient = "desk@example.org" };

        Assert.Equal(new("help%desk@example.com", null), MailRouting.Decide("help%desk@example.com", null, settings));
    }

    [Theory]
    [InlineData("offer", null, "sales@example.org", "Also to boss@example.org.")]
    [InlineData("offer", "jan@barasek.com", "jan@barasek.com", null)]
    [InlineData("offer", "boss@example.org", "sales@example.org", "Also to boss@example.org.")]
    [InlineData("offer", "eva@evil.example", "sales@example.org", "eva@evil.example is not an allowed recipient. Also to boss@example.org.")]
    [InlineData("claim", null, "claims@example.org", null)]
    [InlineData("empty", null, "desk@example.org", null)]
    [InlineData("other", null, "desk@example.org", null)]
    public void A_category_s_recipients_get_its_mails_unless_an_allowed_one_is_asked_for(
        string category, string? sendTo, string to, string? note)
    {
        var settings = _settings with
        {
            Categories =
            [
                new() { Slug = "offer", Recipients = ["sales@example.org", "boss@example.org"] },
                new() { Slug = "claim", Recipients = ["claims@example.org"] }, new() { Slug = "empty" },
            ],
        };

        var routing = MailRouting.Decide(sendTo, category, settings);

        Assert.Equal((to, note), (routing.To, routing.Note));
        Assert.Equal(to == "sales@example.org" ? ["boss@example.org"] : [], routing.Copies.ToArray());
    }

    [Fact]
    public void Without_settings_no_mail_goes_anywhere()
    {
        Assert.Equal(new(null, "a@example.com is not an allowed recipient. There is no default recipient."), MailRouting.Decide("a@example.com", null, new()));
        Assert.Equal(new(null, "There is no default recipient."), MailRouting.Decide(null, null, new()));
    }

    [Fact]
    public void A_digest_names_its_tickets_and_how_many_more_there_are()
    {
        var digest = new TicketDigest(
            [
                new() { Key = "DEMO-61", Subject = "Hello", Message = "First", CustomerEmail = "jan@example.com", CustomerFirstName = "Jan" },
                new() { Key = "DEMO-62", Subject = "Offer", Message = "Second", CustomerPhone = "+420777123456" },
            ], Total: 130);

        var mail = _text.Write(digest);

        Assert.Equal(("130 more messages", null), (mail.Subject, mail.ReplyTo));
        Assert.Contains("\n-- \nTicket: DEMO-61\nSubject: Hello\nName: Jan\nE-mail: jan@example.com\n\nFirst\n", mail.Body, StringComparison.Ordinal);
        Assert.Contains("Phone: +420 777123456\n\nSecond\n", mail.Body, StringComparison.Ordinal);
        Assert.EndsWith("and 128 more in the inbox\n", mail.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Pauses_double_spread_and_end_with_the_patience()
    {
        var queued = new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

        Assert.Equal(queued.AddSeconds(2), MailBackOff.Next(1, queued, queued, chance: 1));
        Assert.Equal(queued.AddSeconds(1), MailBackOff.Next(1, queued, queued, chance: 0));
        Assert.Equal(queued.AddSeconds(16), MailBackOff.Next(4, queued, queued, chance: 1));
        Assert.Equal(queued.AddMinutes(30), MailBackOff.Next(1000, queued, queued, chance: 1));
        Assert.Equal(queued.AddHours(24), MailBackOff.Next(50, queued, queued.AddHours(23.9), chance: 1));
        Assert.Null(MailBackOff.Next(51, queued, queued.AddHours(24), chance: 1));
    }

    [Theory]
    [InlineData("x\r\nBcc: victim@example.net")]
    [InlineData("x\nBcc: victim@example.net")]
    [InlineData("x\rBcc: victim@example.net\u2028Cc: victim@example.net\0")]
    [InlineData("=?utf-8?Q?=0D=0ABcc:_victim@example.net?=")]
    public void No_text_of_a_ticket_becomes_a_header(string evil)
    {
        var ticket = _ticket with { Subject = evil, CustomerFirstName = evil, CustomerLastName = evil, Category = evil };

        var mail = Envelope.Write(Mail(), _text.Write(ticket), new Mailbox("contacts@localhost"));
        var text = Encoding.UTF8.GetString(MimeWriter.Write(mail));

        var head = text[..text.IndexOf("\r\n\r\n", StringComparison.Ordinal)];
        Assert.DoesNotContain(head.Split("\r\n"), line => line.StartsWith("Bcc", StringComparison.OrdinalIgnoreCase)
            || line.StartsWith("Cc", StringComparison.OrdinalIgnoreCase));
        Assert.Single(head.Split("\r\n"), line => line.StartsWith("To:", StringComparison.Ordinal));
        Assert.DoesNotContain('\n', head.Replace("\r\n", ""));
    }

    [Fact]
    public void A_mail_answers_to_the_customer_and_keeps_its_message_id_over_retries()
    {
        var content = _text.Write(_ticket);
        var first = Envelope.Write(Mail(), content, new Mailbox("contacts@service.example", "Contacts"));
        var retry = Envelope.Write(Mail() with { Attempts = 3 }, content, new Mailbox("contacts@service.example", "Contacts"));

        Assert.Equal(("jan@example.com", "Jan Barášek"), (first.ReplyTo!.Address, first.ReplyTo.Name));
        Assert.Equal("20260302T080000000Z.abcdefgh12345678@service.example", first.MessageId);
        Assert.Equal(first, retry);
        Assert.StartsWith("Hello\n\n-- \nName: Jan Barášek\nE-mail: jan@example.com\nPhone: +420 777123456\n", first.Body, StringComparison.Ordinal);
    }

    private static OutgoingMail Mail() => new()
    {
        OrganisationId = 1, MailId = "abcdefgh12345678", Kind = MailKinds.Ticket, To = "desk@example.com", Attempts = 0,
        Data = new TicketMailData(17).Write(), QueuedAt = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero),
    };
}
