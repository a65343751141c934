using System.Text;
using System.Text.Json.Nodes;

namespace Contacts.WebFront.Tests.Support;

/// <summary>Tickets' mails through a real SMTP conversation.</summary>
[Collection(WithSupport.Name)]
public sealed class SupportMailTests(SupportService service)
{
    [Fact]
    public async Task A_mail_says_what_the_customer_wrote_answers_to_the_customer_and_hides_the_notice()
    {
        var (desk, key) = await SubmitAsync("a@example.com", new() { ["notice"] = "SECRET", ["subject"] = "Zpráva\r\nBcc: victim@example.net" });

        await SentAsync(desk, key);

        var mail = Assert.Single(Mails(), text => text.Contains(key.ToUpperInvariant(), StringComparison.Ordinal));
        Assert.Contains("\r\nReply-To: =?utf-8?", mail, StringComparison.Ordinal);
        Assert.Contains("<jan@example.com>\r\n", mail, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", mail, StringComparison.Ordinal);
        Assert.DoesNotContain("\r\nBcc", mail, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(service.Smtp.Commands, command => command.Contains("victim", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_recipient_that_is_not_allowed_gets_nothing_and_the_usual_one_the_mail()
    {
        var (desk, key) = await SubmitAsync("stranger@example.net");

        var ticket = await SentAsync(desk, key);

        Assert.Equal("desk@example.org", (string)ticket["mail"]!["to"]!);
        Assert.Equal("stranger@example.net is not an allowed recipient.", (string)ticket["mail"]!["note"]!);
        Assert.DoesNotContain(service.Smtp.Commands, command => command.Contains("stranger", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_is_away_gets_the_mail_when_it_comes_back_and_gets_it_once()
    {
        await service.StopSmtpAsync();
        var (desk, key) = await SubmitAsync("a@example.com");
        var waiting = await desk.DetailAsync($"key={key}", ticket => (int)ticket["mail"]!["attempts"]! > 0);
        Assert.Equal("queued", (string)waiting["mail"]!["state"]!);
        Assert.NotNull((string?)waiting["mail"]!["note"]);

        await service.RestartSmtpAsync(new());

        var sent = await SentAsync(desk, key);
        Assert.Null((string?)sent["mail"]!["note"]);
        Assert.Single(Mails(), text => text.Contains(key.ToUpperInvariant(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_is_busy_or_hangs_up_is_tried_again()
    {
        await service.RestartSmtpAsync(new() { Replies = new Dictionary<string, string> { ["RCPT"] = "451 4.3.0 busy" } });
        var (desk, key) = await SubmitAsync("a@example.com");
        var waiting = await desk.DetailAsync($"key={key}", ticket => (int)ticket["mail"]!["attempts"]! > 0);
        Assert.Contains("451 4.3.0 busy", (string)waiting["mail"]!["note"]!, StringComparison.Ordinal);

        await service.RestartSmtpAsync(new() { DropAt = "DATA" });
        await desk.DetailAsync($"key={key}", ticket => !((string?)ticket["mail"]!["note"])!.Contains("451", StringComparison.Ordinal));
        await service.RestartSmtpAsync(new());

        await SentAsync(desk, key);
    }

    [Fact]
    public async Task A_server_that_refuses_for_good_ends_it_and_says_why()
    {
        await service.RestartSmtpAsync(new() { Replies = new Dictionary<string, string> { ["RCPT"] = "550 5.1.1 nobody here" } });
        try
        {
            var (desk, key) = await SubmitAsync("a@example.com");

            var failed = await desk.DetailAsync($"key={key}", ticket => (string)ticket["mail"]!["state"]! == "failed");

            Assert.Equal(1, (int)failed["mail"]!["attempts"]!);
            Assert.Contains("550 5.1.1 nobody here", (string)failed["mail"]!["note"]!, StringComparison.Ordinal);
        }
        finally
        {
            await service.RestartSmtpAsync(new());
        }
    }

    [Fact]
    public async Task A_recipient_that_the_server_cannot_reach_gets_nothing_and_the_usual_one_the_mail()
    {
        await service.RestartSmtpAsync(new() { Extensions = ["8BITMIME"] });
        try
        {
            var (desk, key) = await SubmitAsync("jiří@example.com");

            var ticket = await SentAsync(desk, key);

            Assert.Equal("desk@example.org", (string)ticket["mail"]!["to"]!);
            Assert.Equal(
                "jiří@example.com needs a mail server with SMTPUTF8, desk@example.org does not.", (string)ticket["mail"]!["note"]!);
            Assert.Single(Mails(), text => text.Contains(key.ToUpperInvariant(), StringComparison.Ordinal));
        }
        finally
        {
            await service.RestartSmtpAsync(new());
        }
    }

    [Fact]
    public async Task A_recipient_beyond_ASCII_gets_the_mail_from_a_server_that_takes_it()
    {
        var (desk, key) = await SubmitAsync("jiří@example.com");

        var ticket = await SentAsync(desk, key);

        Assert.Equal(("jiří@example.com", null), ((string)ticket["mail"]!["to"]!, (string?)ticket["mail"]!["note"]));
        Assert.Contains("RCPT TO:<jiří@example.com>", service.Smtp.Commands);
    }

    [Fact]
    public async Task Mails_beyond_what_a_recipient_gets_in_an_hour_are_held()
    {
        var began = DateTimeOffset.UtcNow;
        var desk = await SupportTenant.NewAsync(service, new() { Support = new() { AllowedRecipients = ["@example.com"], MailsPerHour = 2 } });
        var recipient = $"full-{Guid.NewGuid():N}@example.com";
        foreach (var to in new[] { recipient, recipient, recipient, "other@example.com" })
            (await desk.SubmitAsync(new() { ["message"] = $"Hello {Guid.NewGuid():N}", ["sendToEmail"] = to })).Is(200);

        var states = new List<string>();
        for (var number = 1; number <= 4; number++)
            states.Add((string)(await desk.DetailAsync(
                $"key={desk.Tenant.Slug}-{number}", ticket => (string)ticket["mail"]!["state"]! is "sent" or "held"))["mail"]!["state"]!);

        // The third is of the next hour where one began meanwhile.
        var third = DateTimeOffset.UtcNow.Hour == began.Hour ? "held" : states[2];
        Assert.Equal(["sent", "sent", third, "sent"], states);
    }

    [Fact]
    public async Task A_category_s_recipients_get_its_mails_each_their_own()
    {
        var one = $"one-{Guid.NewGuid():N}@example.net";
        var two = $"two-{Guid.NewGuid():N}@example.net";
        var desk = await SupportTenant.NewAsync(service, new()
        {
            Support = new() { DefaultRecipient = "desk@example.org", Categories = [new() { Slug = "offer", Recipients = [one, two] }] },
        });

        (await desk.SubmitAsync(new() { ["message"] = $"Hello {desk.Tenant.Slug}", ["categorySlug"] = "Offer" })).Is(200);

        var ticket = await SentAsync(desk, $"{desk.Tenant.Slug}-1");
        Assert.Equal((one, $"Also to {two}."), ((string)ticket["mail"]!["to"]!, (string)ticket["mail"]!["note"]!));
        await desk.DetailAsync($"key={desk.Tenant.Slug}-1", _ => service.Smtp.Commands.Contains($"RCPT TO:<{two}>"));
        Assert.Single(service.Smtp.Commands, command => command == $"RCPT TO:<{one}>");
    }

    [Fact]
    public async Task A_category_that_allows_no_unknown_customers_links_those_that_are_known_alone()
    {
        var desk = await SupportTenant.NewAsync(service, new()
        {
            Support = new() { Categories = [new() { Slug = "claim", AllowUnknown = false }] },
        });
        var (_, known) = await desk.Tenant.NewContactAsync("known@example.com");

        var ofKnown = await desk.SubmittedAsync(new() { ["message"] = "One", ["categorySlug"] = "claim", ["customerEmail"] = "known@example.com" });
        var ofStranger = await desk.SubmittedAsync(new() { ["message"] = "Two", ["categorySlug"] = "claim", ["customerEmail"] = "new@example.com" });

        Assert.Equal(known, (long)ofKnown["contactId"]!);
        Assert.Null((long?)ofStranger["contactId"]);
    }

    private async Task<(SupportTenant Desk, string Key)> SubmitAsync(string sendTo, JsonObject? more = null)
    {
        var desk = await SupportTenant.NewAsync(service);
        var form = more ?? [];
        form["message"] = $"Hello from {desk.Tenant.Slug}";
        form["sendToEmail"] = sendTo;
        form["customerEmail"] = "jan@example.com";
        form["customerFirstName"] = "Jan";
        form["customerLastName"] = "Barášek";
        (await desk.SubmitAsync(form)).Is(200);
        return (desk, $"{desk.Tenant.Slug}-1");
    }

    private static Task<JsonNode> SentAsync(SupportTenant desk, string key) =>
        desk.DetailAsync($"key={key}", ticket => (string)ticket["mail"]!["state"]! == "sent");

    private IEnumerable<string> Mails() => service.Smtp.Contents.Select(content => Encoding.UTF8.GetString(content));
}
