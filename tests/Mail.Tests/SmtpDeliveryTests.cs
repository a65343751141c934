using System.Text;
using Contacts.Testing.Smtp;

namespace Contacts.Mail.Tests;

public sealed class SmtpDeliveryTests
{
    [Fact]
    public async Task Delivery_hands_a_mail_over_and_says_goodbye()
    {
        await using var test = new SmtpTestCase();

        var outcome = await test.SendAsync();

        Assert.Equal(new SendOutcome.Accepted("250 2.0.0 queued as 7"), outcome);
        var content = Assert.Single(test.Server.Contents);
        Assert.Equal(MimeWriter.Write(Mails.Plain()), content);
        Assert.Equal(
            ["EHLO [127.0.0.1]", $"MAIL FROM:<desk@example.com> SIZE={content.Length}", "RCPT TO:<jana@example.org>", "DATA", "QUIT"],
            test.Server.Commands);
    }

    [Fact]
    public async Task Delivery_greets_with_the_configured_name()
    {
        await using var test = new SmtpTestCase();
        test.Options = test.Options with { LocalName = "contacts.example.com" };

        await test.SendAsync();

        Assert.Contains("EHLO contacts.example.com", test.Server.Commands);
    }

    [Fact]
    public async Task Delivery_doubles_dots_so_that_no_line_ends_the_mail()
    {
        await using var test = new SmtpTestCase();
        var message = Mails.Plain() with { Body = ".\n..\nRSET\n.\nx\n.leading" };

        Assert.IsType<SendOutcome.Accepted>(await test.SendAsync(message));

        var lines = Encoding.ASCII.GetString(Assert.Single(test.Server.Contents)).Split("\r\n");
        Assert.Equal(["..", "...", "RSET", "..", "x", "..leading", ""], lines[^7..]);
        var restored = string.Join("\r\n", lines.Select(line => line.StartsWith('.') ? line[1..] : line));
        Assert.Equal(MimeWriter.Write(message), Encoding.ASCII.GetBytes(restored));
    }

    [Fact]
    public async Task Delivery_carries_a_mail_of_megabytes()
    {
        await using var test = new SmtpTestCase();
        var message = Mails.Plain() with { Body = string.Concat(Enumerable.Repeat("dlouhý řádek, který se opakuje\n.\n", 20_000)) };

        Assert.IsType<SendOutcome.Accepted>(await test.SendAsync(message));
    }

    [Theory, InlineData("550 5.1.1 no such user"), InlineData("553-relaying\r\n553 denied"), InlineData("521 no mail here")]
    public async Task Delivery_fails_for_good_when_the_recipient_is_refused(string reply)
    {
        await using var test = SmtpTestCase.Replying("RCPT", reply);

        var reason = await test.FailForGoodAsync();

        Assert.StartsWith($"RCPT TO: {reply[..3]} ", reason);
        Assert.DoesNotContain(reason, char.IsControl);
        Assert.DoesNotContain("DATA", test.Verbs);
        Assert.Contains("QUIT", test.Verbs);
    }

    [Fact]
    public async Task A_long_reply_is_cut_between_characters()
    {
        await using var test = SmtpTestCase.Replying("RCPT", $"550 {new string('a', 386)}\U0001F600 and so on");

        Assert.EndsWith("a\U0001F600", await test.FailForGoodAsync());
    }

    [Theory, InlineData("MAIL"), InlineData("RCPT"), InlineData("DATA"), InlineData(".")]
    public async Task Delivery_fails_as_each_reply_to_the_mail_says(string verb)
    {
        await using (var test = SmtpTestCase.Replying(verb, "451 4.7.1 greylisted"))
            Assert.EndsWith(": 451 4.7.1 greylisted", await test.FailTemporarilyAsync());
        await using (var test = SmtpTestCase.Replying(verb, "554 5.6.0 spam"))
            Assert.EndsWith(": 554 5.6.0 spam", await test.FailForGoodAsync());
        await using (var test = SmtpTestCase.Replying(verb, "421 shutting down"))
            await test.FailTemporarilyAsync();
    }

    [Theory, InlineData("MAIL", "530 5.7.0 authentication required"), InlineData("MAIL", "530 must issue STARTTLS"),
     InlineData("DATA", "250 what?")]
    public async Task Delivery_fails_for_now_when_the_configuration_is_at_fault(string verb, string reply)
    {
        await using var test = SmtpTestCase.Replying(verb, reply);

        await test.FailTemporarilyAsync();
    }

    [Theory, InlineData("554 no service"), InlineData("421 too busy"), InlineData("HTTP/1.1 400 Bad Request"), InlineData("999 x"),
     InlineData("22"), InlineData("220x")]
    public async Task Delivery_fails_for_now_whatever_the_greeting_is_if_not_welcoming(string greeting)
    {
        await using var test = new SmtpTestCase(new SmtpServerScript { Greeting = greeting });

        Assert.StartsWith("greeting: ", await test.FailTemporarilyAsync());
    }

    [Fact]
    public async Task Delivery_understands_replies_of_many_lines_and_bare_codes()
    {
        await using var test = new SmtpTestCase(new SmtpServerScript
        {
            Greeting = "220-one\r\n220-\r\n220 three",
            Replies = new Dictionary<string, string> { ["MAIL"] = "250", ["RCPT"] = "250-a\r\n250", ["."] = "250-first\r\n250 second" },
        });

        Assert.Equal(new SendOutcome.Accepted("250 first second"), await test.SendAsync());
    }

    [Fact]
    public async Task Delivery_does_not_read_endless_replies()
    {
        await using (var test = new SmtpTestCase(new SmtpServerScript { Greeting = "220 " + new string('x', 100_000) }))
            Assert.Contains("too long", await test.FailTemporarilyAsync());
        await using (var test = new SmtpTestCase(new SmtpServerScript { Greeting = string.Concat(Enumerable.Repeat("220-x\r\n", 5_000)) }))
            Assert.Contains("too long", await test.FailTemporarilyAsync());
    }

    [Fact]
    public async Task Delivery_falls_back_to_the_old_greeting()
    {
        await using var test = SmtpTestCase.Replying("EHLO", "502 not implemented");

        Assert.IsType<SendOutcome.Accepted>(await test.SendAsync());

        Assert.Equal(["EHLO", "HELO", "MAIL", "RCPT", "DATA", "QUIT"], test.Verbs);
        Assert.Contains("MAIL FROM:<desk@example.com>", test.Server.Commands);
    }

    [Fact]
    public async Task Delivery_sends_no_mail_larger_than_the_server_announces()
    {
        await using var test = new SmtpTestCase(new SmtpServerScript { Extensions = ["SIZE 100"] });

        Assert.Contains("100", await test.FailForGoodAsync());
        Assert.DoesNotContain("MAIL", test.Verbs);
    }

    [Fact]
    public async Task Delivery_sends_addresses_beyond_ASCII_where_the_server_takes_them()
    {
        await using var test = new SmtpTestCase();
        var message = Mails.Plain() with { To = new Mailbox("jiří@example.cz") };

        Assert.IsType<SendOutcome.Accepted>(await test.SendAsync(message));

        Assert.Contains("RCPT TO:<jiří@example.cz>", test.Server.Commands);
        var sender = test.Server.Commands.Single(command => command.StartsWith("MAIL", StringComparison.Ordinal));
        Assert.Contains(" SMTPUTF8", sender, StringComparison.Ordinal);
        Assert.Equal("jiří@example.cz", ParsedMail.Read(Assert.Single(test.Server.Contents)).Field("To"));
    }

    [Fact]
    public async Task Delivery_sends_international_domains_in_ASCII_even_where_the_server_takes_more()
    {
        await using var test = new SmtpTestCase();
        var address = "jan@xn--strae-oqa.example";

        Assert.IsType<SendOutcome.Accepted>(await test.SendAsync(Mails.Plain() with { To = new Mailbox(address) }));

        Assert.Contains($"RCPT TO:<{address}>", test.Server.Commands);
        Assert.DoesNotContain(test.Server.Commands, command => command.Contains("SMTPUTF8", StringComparison.Ordinal));
        Assert.Equal(address, ParsedMail.Read(Assert.Single(test.Server.Contents)).Field("To"));
    }

    [Theory, InlineData("desk@example.com", "jiří@example.cz", true), InlineData("péče@example.com", "jana@example.org", false)]
    public async Task Delivery_fails_for_good_when_the_server_does_not_take_addresses_beyond_ASCII(string from, string to, bool isForRecipient)
    {
        await using var test = new SmtpTestCase(new SmtpServerScript { Extensions = [] });

        var outcome = await test.SendAsync(Mails.Plain() with { From = new Mailbox(from), To = new Mailbox(to) });

        var failure = Assert.IsType<SendOutcome.PermanentFailure>(outcome);
        Assert.Contains("SMTPUTF8", failure.Reason, StringComparison.Ordinal);
        Assert.Equal(isForRecipient, failure.RecipientNeedsSmtpUtf8);
        Assert.DoesNotContain("MAIL", test.Verbs);
    }

    [Fact]
    public async Task Delivery_moves_only_the_reply_address_aside_when_that_alone_is_beyond_ASCII()
    {
        await using var test = new SmtpTestCase(new SmtpServerScript { Extensions = [] });

        Assert.IsType<SendOutcome.Accepted>(await test.SendAsync(Mails.Plain() with { ReplyTo = new Mailbox("jiří@example.cz") }));

        Assert.True(Ascii.IsValid(Assert.Single(test.Server.Contents)));
    }
}
