using System.Net;
using Contacts.Mail.Smtp;
using Contacts.Testing.Smtp;
using MailKit.Security;

namespace Contacts.Mail.Tests;

public sealed class SmtpSecurityTests
{
    private static readonly SmtpServerScript WithTls = new()
    {
        OffersStartTls = true,
        EncryptedExtensions = ["AUTH LOGIN PLAIN"],
        Login = ("desk", "päss word"),
    };

    [Theory, InlineData(SecureSocketOptions.StartTlsWhenAvailable), InlineData(SecureSocketOptions.StartTls)]
    public async Task The_transport_encrypts_and_asks_anew_what_the_server_can_do(SecureSocketOptions security)
    {
        await using var test = new SmtpTestCase(WithTls);
        test.Options = test.Options with { Security = security };

        Assert.IsType<SendOutcome.Accepted>(await test.SendAsync());

        Assert.Equal(["EHLO", "STARTTLS", "EHLO", "MAIL", "RCPT", "DATA", "QUIT"], test.Verbs);
    }

    [Fact]
    public async Task The_transport_encrypts_from_the_first_byte_when_told_to()
    {
        await using var test = new SmtpTestCase(WithTls with { ImplicitTls = true });
        test.Options = test.Options with { Security = SecureSocketOptions.SslOnConnect };

        Assert.IsType<SendOutcome.Accepted>(await test.SendAsync());

        Assert.Equal(["EHLO", "MAIL", "RCPT", "DATA", "QUIT"], test.Verbs);
    }

    [Fact]
    public async Task The_transport_stays_in_the_clear_when_told_to()
    {
        await using var test = new SmtpTestCase(WithTls);
        test.Options = test.Options with { Security = SecureSocketOptions.None };

        Assert.IsType<SendOutcome.Accepted>(await test.SendAsync());

        Assert.DoesNotContain("STARTTLS", test.Verbs);
    }

    [Fact]
    public async Task The_transport_sends_nothing_where_required_encryption_is_not_offered()
    {
        await using var test = new SmtpTestCase();
        test.Options = test.Options with { Security = SecureSocketOptions.StartTls };

        Assert.Contains("STARTTLS", await test.FailTemporarilyAsync());
        Assert.DoesNotContain("MAIL", test.Verbs);
    }

    [Fact]
    public async Task The_transport_sends_nothing_where_encryption_is_offered_and_then_refused()
    {
        await using var test = new SmtpTestCase(WithTls with { Replies = new Dictionary<string, string> { ["STARTTLS"] = "502 no" } });

        Assert.StartsWith("STARTTLS: 502", await test.FailTemporarilyAsync());
        Assert.DoesNotContain("MAIL", test.Verbs);
    }

    [Fact]
    public async Task The_transport_refuses_a_certificate_nobody_vouches_for()
    {
        await using var test = new SmtpTestCase(WithTls);
        test.Options = test.Options with { TrustedRoots = null };

        Assert.StartsWith("TLS: ", await test.FailTemporarilyAsync());
        Assert.DoesNotContain("MAIL", test.Verbs);
    }

    [Fact]
    public async Task The_transport_refuses_a_certificate_of_another_name()
    {
        await using var test = new SmtpTestCase(WithTls);
        test.Options = test.Options with { Host = "127.0.0.1" };

        Assert.StartsWith("TLS: ", await test.FailTemporarilyAsync());
    }

    [Fact]
    public async Task The_transport_refuses_words_slipped_in_before_the_encryption()
    {
        await using var test = new SmtpTestCase(WithTls with { InjectedAfterStartTls = "\r\n250 forged" });

        Assert.Contains("in the clear", await test.FailTemporarilyAsync());
        Assert.DoesNotContain("MAIL", test.Verbs);
    }

    [Theory, InlineData(SecureSocketOptions.SslOnConnect), InlineData(SecureSocketOptions.None)]
    public async Task The_transport_fails_for_now_whatever_bytes_come_instead_of_an_answer(SecureSocketOptions security)
    {
        var random = new Random(465);
        for (var round = 0; round < 30; round++)
        {
            var garbage = new byte[random.Next(2, 400)];
            random.NextBytes(garbage);
            // The head of a TLS record, so that some get further.
            if (round % 2 == 0)
                (garbage[0], garbage[1]) = (0x16, 3);
            await using var test = new SmtpTestCase(new SmtpServerScript { Garbage = [.. garbage, .. new byte[70_000]] });
            test.Options = test.Options with { Security = security };

            await test.FailTemporarilyAsync();
        }
    }

    [Theory, InlineData("AUTH PLAIN LOGIN", "AUTH PLAIN"), InlineData("AUTH LOGIN", "AUTH LOGIN"), InlineData("AUTH=login", "AUTH LOGIN")]
    public async Task The_transport_logs_in_by_what_the_server_offers(string offered, string used)
    {
        await using var test = new SmtpTestCase(WithTls with { EncryptedExtensions = [offered] });
        test.Options = test.Options with { User = "desk", Password = "päss word" };

        Assert.IsType<SendOutcome.Accepted>(await test.SendAsync());

        Assert.Contains(test.Server.Commands, command => command.StartsWith(used, StringComparison.Ordinal));
    }

    [Theory, InlineData("AUTH PLAIN"), InlineData("AUTH LOGIN")]
    public async Task The_transport_fails_for_now_without_repeating_the_password_when_the_login_is_refused(string offered)
    {
        await using var test = new SmtpTestCase(WithTls with { EncryptedExtensions = [offered] });
        test.Options = test.Options with { User = "desk", Password = "wrong-secret" };

        var reason = await test.FailTemporarilyAsync();

        Assert.Contains("535", reason);
        Assert.DoesNotContain("wrong-secret", reason);
        Assert.DoesNotContain("wrong-secret", test.Options.ToString());
        Assert.DoesNotContain("MAIL", test.Verbs);
    }

    [Fact]
    public async Task The_transport_fails_for_now_when_the_server_offers_no_login_it_knows()
    {
        await using var test = new SmtpTestCase(WithTls with { EncryptedExtensions = ["AUTH GSSAPI"] });
        test.Options = test.Options with { User = "desk", Password = "x" };

        Assert.StartsWith("AUTH", await test.FailTemporarilyAsync());
        Assert.DoesNotContain("AUTH", test.Verbs);
    }

    [Fact]
    public async Task The_transport_logs_in_without_encryption_on_the_same_machine_only()
    {
        await using var test = new SmtpTestCase(new SmtpServerScript { Extensions = ["AUTH PLAIN"], Login = ("desk", "x") });
        test.Options = test.Options with { User = "desk", Password = "x", Security = SecureSocketOptions.None };

        Assert.IsType<SendOutcome.Accepted>(await test.SendAsync());

        Assert.True(SmtpConnection.MaySendPassword(encrypted: false, IPAddress.Parse("::ffff:127.0.0.1")));
        Assert.False(SmtpConnection.MaySendPassword(encrypted: false, IPAddress.Parse("192.0.2.1")));
        Assert.True(SmtpConnection.MaySendPassword(encrypted: true, IPAddress.Parse("192.0.2.1")));
    }

    [Theory, InlineData("", 25, null, null), InlineData("h", 0, null, null), InlineData("h", 65_536, null, null),
     InlineData("h", 25, "user", null), InlineData("h", 25, null, "bad name\r\n")]
    public void The_transport_refuses_options_that_cannot_work(string host, int port, string? user, string? localName) =>
        Assert.Throws<ArgumentException>(() =>
            new SmtpTransport(new SmtpOptions { Host = host, Port = port, User = user, LocalName = localName }, TimeProvider.System));
}
