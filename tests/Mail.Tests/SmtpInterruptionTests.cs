using Contacts.Testing.Smtp;

namespace Contacts.Mail.Tests;

public sealed class SmtpInterruptionTests
{
    [Theory, InlineData("connect"), InlineData("EHLO"), InlineData("MAIL"), InlineData("RCPT"), InlineData("DATA")]
    public async Task Interruptions_before_the_content_are_temporary_failures(string verb)
    {
        await using var test = new SmtpTestCase(new SmtpServerScript { DropAt = verb });

        await test.FailTemporarilyAsync();
    }

    [Fact]
    public async Task Interruptions_in_the_middle_of_the_content_are_temporary_failures()
    {
        await using var test = new SmtpTestCase(new SmtpServerScript { ResetAfterContentBytes = 2_000, Extensions = [] });
        // More than the socket buffers of both ends can hold, so that the end of the content cannot be on its way yet.
        var message = Mails.Plain() with { Body = string.Concat(Enumerable.Repeat(new string('x', 70) + "\n", 500_000)) };

        Assert.StartsWith("content: ", await test.FailTemporarilyAsync(message));
        Assert.Empty(test.Server.Contents);
    }

    [Theory, InlineData("jana@example.org", "A line."), InlineData("jana@example.org", ".\n..\n.\n"), InlineData("jiří@example.cz", "お問い合わせ\n")]
    public async Task Interruptions_after_the_content_leave_its_fate_unknown(string to, string body)
    {
        await using var test = new SmtpTestCase(new SmtpServerScript { DropAt = "." });

        Assert.IsType<SendOutcome.UnknownAfterData>(await test.SendAsync(Mails.Plain() with { To = new Mailbox(to), Body = body }));
    }

    [Fact]
    public async Task Interruptions_by_a_verdict_that_is_no_reply_leave_the_fate_unknown()
    {
        await using var test = SmtpTestCase.Replying(".", "zzz what");

        Assert.IsType<SendOutcome.UnknownAfterData>(await test.SendAsync());
    }

    [Fact]
    public async Task Interruptions_after_the_verdict_change_nothing()
    {
        await using var test = new SmtpTestCase(new SmtpServerScript { DropAt = "QUIT" });

        Assert.IsType<SendOutcome.Accepted>(await test.SendAsync());
    }

    [Fact]
    public async Task Interruptions_by_a_stopped_server_end_when_it_is_back()
    {
        var test = new SmtpTestCase();
        Assert.IsType<SendOutcome.Accepted>(await test.SendAsync());

        await test.DisposeAsync();
        Assert.StartsWith("connecting: ", await test.FailTemporarilyAsync());

        await using var back = new SmtpServer(new SmtpServerScript(), test.Server.Port);
        Assert.Equal(new SendOutcome.Accepted("250 2.0.0 queued as 7"), await test.SendAsync());
        Assert.Single(back.Contents);
    }

    [Fact]
    public async Task Interruptions_by_a_name_that_does_not_exist_are_temporary_failures()
    {
        await using var test = new SmtpTestCase();
        test.Options = test.Options with { Host = "no-such-host.invalid" };

        Assert.StartsWith("connecting: ", await test.FailTemporarilyAsync());
    }

    [Theory, InlineData("connect"), InlineData("EHLO"), InlineData("MAIL"), InlineData("RCPT"), InlineData("DATA")]
    public async Task Interruptions_by_a_silent_server_end_after_the_command_timeout(string verb)
    {
        await using var test = new SmtpTestCase(new SmtpServerScript { SilentAt = verb });
        var sending = test.SendAsync();
        await test.Server.Silent.Task;

        // At "connect" the server may be silent before the client has begun to wait: then its clock starts on the next turn.
        await AdvanceUntilDoneAsync(test, sending, test.Options.CommandTimeout);

        Assert.Contains("no answer in time", Assert.IsType<SendOutcome.TemporaryFailure>(await sending).Reason);
    }

    [Fact]
    public async Task Interruptions_by_silence_after_the_content_leave_its_fate_unknown()
    {
        await using var test = new SmtpTestCase(new SmtpServerScript { SilentAt = "." });
        var sending = test.SendAsync();
        await test.Server.Silent.Task;

        test.Time.Advance(test.Options.CommandTimeout);
        Assert.False(sending.IsCompleted);
        test.Time.Advance(test.Options.DataTimeout);

        Assert.IsType<SendOutcome.UnknownAfterData>(await sending);
    }

    [Fact]
    public async Task Interruptions_by_silence_after_the_verdict_cost_a_few_seconds_and_change_nothing()
    {
        await using var test = new SmtpTestCase(new SmtpServerScript { SilentAt = "QUIT" });
        var sending = test.SendAsync();
        await test.Server.Silent.Task;

        test.Time.Advance(TimeSpan.FromSeconds(5));

        Assert.IsType<SendOutcome.Accepted>(await sending);
    }

    [Theory, InlineData("EHLO"), InlineData("RCPT"), InlineData("DATA")]
    public async Task Interruptions_by_the_caller_throw_while_the_mail_is_not_sent(string verb)
    {
        await using var test = new SmtpTestCase(new SmtpServerScript { SilentAt = verb });
        using var stop = new CancellationTokenSource();
        var sending = test.SendAsync(ct: stop.Token);
        await test.Server.Silent.Task;

        await stop.CancelAsync();

        var thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        Assert.Equal(stop.Token, thrown.CancellationToken);
        Assert.Empty(test.Server.Contents);
    }

    [Fact]
    public async Task Interruptions_by_the_caller_after_the_content_wait_briefly_for_the_verdict()
    {
        await using var test = new SmtpTestCase(new SmtpServerScript { SilentAt = "." });
        using var stop = new CancellationTokenSource();
        var sending = test.SendAsync(ct: stop.Token);
        await test.Server.Silent.Task;

        await stop.CancelAsync();
        Assert.False(sending.IsCompleted);
        test.Time.Advance(test.Options.CancellationGrace);

        Assert.IsType<SendOutcome.UnknownAfterData>(await sending);
    }

    [Fact]
    public async Task Interruptions_by_a_call_cancelled_beforehand_reach_no_server()
    {
        await using var test = new SmtpTestCase();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => test.SendAsync(ct: new CancellationToken(true)));

        Assert.Empty(test.Server.Commands);
    }

    private static async Task AdvanceUntilDoneAsync(SmtpTestCase test, Task sending, TimeSpan by)
    {
        while (!sending.IsCompleted)
        {
            test.Time.Advance(by);
            await Task.Yield();
        }
    }
}
