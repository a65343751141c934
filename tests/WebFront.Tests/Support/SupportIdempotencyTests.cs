using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Contacts.Core.Idempotency;
using Contacts.Core.Keys;
using Contacts.Core.Organisations;
using Contacts.Core.Tickets;
using Contacts.Grains.Abstractions.Tickets;
using Contacts.WebFront.Pipeline.Idempotency;
using Contacts.WebFront.Pipeline.Keys;
using Microsoft.Extensions.DependencyInjection;
using Orleans;

namespace Contacts.WebFront.Tests.Support;

/// <summary>A contact form that is sent again under its Idempotency-Key.</summary>
[Collection(WithSupport.Name)]
public sealed class SupportIdempotencyTests(SupportService service)
{
    private const string Path = "/api/v1/support/contact-form";
    private const string Key = "form 1";

    [Fact]
    public async Task A_form_sent_again_is_one_ticket_and_one_mail()
    {
        var desk = await SupportTenant.NewAsync(service);

        var first = await desk.SubmitAsync(Form("once"), idempotencyKey: Key);
        var again = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => desk.SubmitAsync(Form("once"), idempotencyKey: Key)));

        Assert.All([first, .. again], answer => Assert.Equal((200, """{"success":true}"""), (answer.Status, answer.Text)));
        Assert.All(again, answer => Assert.True(answer.Response.Headers.Contains("Idempotency-Replayed")));
        await AssertOneTicketAndMailAsync(desk);
    }

    [Fact]
    public async Task Another_form_under_the_same_key_is_refused()
    {
        var desk = await SupportTenant.NewAsync(service);
        (await desk.SubmitAsync(Form("one"), idempotencyKey: Key)).Is(200);

        (await desk.SubmitAsync(Form("two"), idempotencyKey: Key)).IsCoded(409, "IDEMPOTENCY_CONFLICT");

        await AssertOneTicketAndMailAsync(desk);
    }

    [Theory]
    [InlineData("")]
    [InlineData("http://trap.example")]
    public async Task A_run_that_died_between_the_ticket_and_its_answer_makes_no_second_ticket(string website)
    {
        var desk = await SupportTenant.NewAsync(service);
        var form = Form("died");
        form["website"] = website;
        await DieAfterTicketAsync(desk.Tenant, form);

        var answer = await desk.SubmitAsync(form, idempotencyKey: Key);

        Assert.Equal((200, """{"success":true}"""), (answer.Status, answer.Text));

        if (website.Length == 0) await AssertOneTicketAndMailAsync(desk);
        else Assert.Single(await desk.ListAsync("status=spam"));
    }

    private static JsonObject Form(string text) => new()
    {
        ["message"] = text, ["customerEmail"] = "jan@example.com", ["sendToEmail"] = "a@example.com",
    };

    private async Task AssertOneTicketAndMailAsync(SupportTenant desk)
    {
        Assert.Single(await desk.ListAsync(""));
        var ticket = await desk.DetailAsync($"key={desk.Tenant.Slug}-1", ticket => (string)ticket["mail"]!["state"]! == "sent");
        Assert.Equal(1, (int)ticket["mail"]!["attempts"]!);
        var key = desk.Tenant.Slug.ToUpperInvariant();
        Assert.Single(service.Smtp.Contents, content => Encoding.UTF8.GetString(content).Contains(key, StringComparison.Ordinal));
    }

    /// <summary>A run that claims its request, stores its ticket, and is never heard of again.</summary>
    private async Task DieAfterTicketAsync(Tenant tenant, JsonObject form)
    {
        var services = service.App.Services;
        var organisation = (await services.GetRequiredService<IOrganisationStore>().FindAsync(tenant.Slug, default))!.Id;
        var (stamp, since) = (new IdempotencyStamp { Record = IdempotencyHeader.RecordOf(tenant.Key, Path, Key), Owner = 1 }, DateTimeOffset.UtcNow.AddMinutes(-1));
        var request = new IdempotentRequest
        {
            BodyHash = [.. SHA256.HashData(Encoding.UTF8.GetBytes(form.ToJsonString()))],
            KeyHash = [.. KeyHash.Of(tenant.Key).ToArray()], Route = Path,
        };
        await services.GetRequiredService<IIdempotencyStore>().ClaimAsync(
            organisation, new(stamp.Record, stamp.Owner, since, since.AddSeconds(10)), request, default);
        var stored = await services.GetRequiredService<IGrainFactory>().GetGrain<ITicketDeskGrain>(organisation).SubmitAsync(
            new()
            {
                Message = (string?)form["message"], CustomerEmail = (string?)form["customerEmail"], SendToEmail = (string?)form["sendToEmail"],
                OtherFields = string.IsNullOrEmpty((string?)form["website"]) ? [] : ["website"], Actor = "test", Trail = new() { Stamp = stamp },
            }, default);
        Assert.Equal(TicketOutcome.Done, stored.Outcome);
    }
}
