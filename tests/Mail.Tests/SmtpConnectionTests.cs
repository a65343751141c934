using Contacts.Mail.Smtp;
using Contacts.Testing.Smtp;

namespace Contacts.Mail.Tests;

public sealed class SmtpConnectionTests
{
    [Fact]
    public async Task Connections_carry_one_mail_after_another_and_say_goodbye_once()
    {
        await using var test = new SmtpTestCase();
        await using (var transport = new SmtpTransport(test.Options, test.Time))
        {
            await AcceptedAsync(transport);
            await AcceptedAsync(transport);
        }

        Assert.Equal(["EHLO", "MAIL", "RCPT", "DATA", "MAIL", "RCPT", "DATA", "QUIT"], test.Verbs);
        Assert.Equal(2, test.Server.Contents.Count);
    }

    [Fact]
    public async Task Connections_are_closed_when_they_wait_for_long()
    {
        await using var test = new SmtpTestCase(new SmtpServerScript { SilentAt = "QUIT" });
        await using var transport = new SmtpTransport(test.Options, test.Time);
        await AcceptedAsync(transport);

        test.Time.Advance(TimeSpan.FromSeconds(5));

        await test.Server.Silent.Task;
    }

    [Fact]
    public async Task Connections_are_replaced_at_once_when_the_server_closed_them_meanwhile()
    {
        var test = new SmtpTestCase();
        await using var transport = new SmtpTransport(test.Options, test.Time);
        await AcceptedAsync(transport);
        await test.DisposeAsync();
        await using var back = new SmtpServer(new SmtpServerScript(), test.Server.Port);

        await AcceptedAsync(transport);

        Assert.Single(back.Contents);
    }

    [Theory, InlineData("421 4.4.2 idle for too long", 2), InlineData("451 4.3.0 greylisted", 1)]
    public async Task Connections_are_replaced_for_the_same_mail_only_when_the_server_ends_them(string reply, int connections)
    {
        var replies = new Dictionary<string, string>();
        await using var test = new SmtpTestCase(new SmtpServerScript { Replies = replies });
        await using var transport = new SmtpTransport(test.Options, test.Time);
        await AcceptedAsync(transport);
        replies["MAIL"] = reply;
        if (reply.StartsWith("421", StringComparison.Ordinal)) replies["RSET"] = reply;

        var outcome = await transport.SendAsync(Mails.Plain(), default);

        Assert.EndsWith(reply, Assert.IsType<SendOutcome.TemporaryFailure>(outcome).Reason, StringComparison.Ordinal);
        Assert.Equal(connections, test.Verbs.Count(verb => verb == "EHLO"));
    }

    [Fact]
    public async Task Connections_that_pipeline_tell_which_command_was_refused()
    {
        await using var test = new SmtpTestCase(new SmtpServerScript
        {
            Extensions = ["PIPELINING"], Replies = new Dictionary<string, string> { ["RCPT"] = "550 5.1.1 no such user" },
        });

        Assert.Equal("RCPT TO: 550 5.1.1 no such user", await test.FailForGoodAsync());
    }

    private static async Task AcceptedAsync(SmtpTransport transport) =>
        Assert.IsType<SendOutcome.Accepted>(await transport.SendAsync(Mails.Plain(), default));
}
