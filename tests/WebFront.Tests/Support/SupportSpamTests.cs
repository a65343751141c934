using System.Text.Json.Nodes;
using Contacts.Core.Settings;

namespace Contacts.WebFront.Tests.Support;

/// <summary>What looks like spam is kept apart, over HTTP.</summary>
[Collection(WithSupport.Name)]
public sealed class SupportSpamTests(SupportService service)
{
    private const string American = "8.8.8.8";
    private static readonly JsonObject _trap = new()
    {
        ["message"] = "Buy now", ["website"] = "http://x.example", ["customerEmail"] = "bot@example.com", ["sendToEmail"] = "a@example.com",
    };

    [Fact]
    public async Task Spam_is_answered_alike_hidden_and_has_neither_contact_nor_mail()
    {
        var desk = await SupportTenant.NewAsync(service);

        var ticket = await desk.SubmittedAsync(_trap.DeepClone().AsObject());

        Assert.Equal(("spam", 100), ((string)ticket["status"]!, (int)ticket["score"]!));
        Assert.Equal("""[{"name":"honeypot","points":100}]""", ticket["reasons"]!.ToJsonString());
        Assert.Equal("""{"to":null,"state":"none","attempts":0,"note":null}""", ticket["mail"]!.ToJsonString());
        Assert.Null(ticket["contactId"]);
        Assert.Empty(await desk.ListAsync(""));
        Assert.Single(await desk.ListAsync("status=spam"));
        Assert.Equal(0, (int)(await desk.Tenant.GetAsync("/bff/contact/list")).Is(200)["total"]!);
    }

    [Theory]
    [InlineData("url2", "x", "spam")]
    [InlineData("url2", true, "spam")]
    [InlineData("url2", " ", "new")]
    [InlineData("url2", null, "new")]
    [InlineData("website", "https://example.com", "new")] // Browsers may fill it: the organisation has chosen another one.
    public async Task The_honeypot_is_the_field_that_the_settings_name(string field, object? value, string status)
    {
        var desk = await SupportTenant.NewAsync(service, new() { Spam = new() { Honeypot = "url2" } });

        var ticket = await desk.SubmittedAsync(new()
        {
            ["message"] = "Hello", ["customerEmail"] = "jan@example.com", [field] = JsonValue.Create(value),
        });

        Assert.Equal(status, (string)ticket["status"]!);
    }

    [Fact]
    public async Task Released_spam_gets_its_contact_and_its_mail_and_no_second_one()
    {
        var desk = await SupportTenant.NewAsync(service);
        var id = (string)(await desk.SubmittedAsync(_trap.DeepClone().AsObject()))["id"]!;

        var released = await desk.Tenant.PostAsync("/bff/ticket/set-spam", new() { ["id"] = id, ["spam"] = false });

        Assert.Equal("""{"success":true}""", released.Text);
        var ticket = await desk.DetailAsync($"id={id}", ticket => (string)ticket["mail"]!["state"]! == "sent");
        Assert.Equal(("new", "a@example.com"), ((string)ticket["status"]!, (string)ticket["mail"]!["to"]!));
        Assert.NotNull(ticket["contactId"]);
        var marked = (await desk.Tenant.PostAsync("/bff/ticket/set-spam", new() { ["id"] = id, ["spam"] = true })).Is(200);
        Assert.Equal("The mail to a@example.com was sent already and is not taken back.", (string)marked["note"]!);
        (await desk.Tenant.PostAsync("/bff/ticket/set-status", new() { ["id"] = id, ["status"] = "done" })).Is(200);
        Assert.Equal(1, (int)(await desk.DetailAsync($"id={id}"))["mail"]!["attempts"]!);
    }

    [Fact]
    public async Task The_same_text_and_a_busy_sender_become_spam_in_the_end()
    {
        var desk = await SupportTenant.NewAsync(service);
        for (var i = 0; i < 11; i++) (await desk.SubmitAsync(new() { ["message"] = "Same  TEXT", ["customerEmail"] = "a@example.com" })).Is(200);
        var address = SupportTenant.AnyAddress();
        for (var i = 0; i < 61; i++) (await desk.SubmitAsync(new() { ["message"] = $"text {i}", ["customerEmail"] = "a@example.com" }, address)).Is(200);

        var spam = await desk.ListAsync("status=spam");

        var slug = desk.Tenant.Slug.ToUpperInvariant();
        Assert.Equal([$"{slug}-72", $"{slug}-11"], spam.Select(ticket => (string)ticket["key"]!));
        Assert.Equal("same-text", (string)(await desk.DetailAsync($"id={spam[1]["id"]}"))["reasons"]![0]!["name"]!);
    }

    [Fact]
    public async Task Spam_makes_no_spam_of_what_others_write()
    {
        var desk = await SupportTenant.NewAsync(service);
        JsonObject Form() => new() { ["message"] = "Please call me back.", ["customerEmail"] = "a@example.com" };
        for (var i = 0; i < 11; i++)
        {
            var trapped = Form();
            trapped["website"] = "http://x.example";
            (await desk.SubmitAsync(trapped)).Is(200);
        }

        Assert.Equal(("new", 0), await StatusAsync(desk, Form()));
        for (var i = 0; i < 10; i++) (await desk.SubmitAsync(Form())).Is(200);
        Assert.Equal(("spam", 100), await StatusAsync(desk, Form()));

        foreach (var ticket in await desk.ListAsync("limit=100"))
            (await desk.Tenant.PostAsync("/bff/ticket/set-spam", new() { ["id"] = (string)ticket["id"]!, ["spam"] = true })).Is(200);
        Assert.Equal(("new", 0), await StatusAsync(desk, Form()));
    }

    [Fact]
    public async Task Forms_from_many_networks_of_one_site_become_spam()
    {
        var desk = await SupportTenant.NewAsync(service);
        await Task.WhenAll(Enumerable.Range(0, 210).Select(async i => (await desk.SubmitAsync(
            new() { ["message"] = $"text number {i}", ["customerEmail"] = "a@example.com" }, $"2a02:598:7:{i:x}::1")).Is(200)));

        var spam = await desk.SubmittedAsync(new() { ["message"] = "one more", ["customerEmail"] = "a@example.com" }, "2a02:598:7:ffff::1");
        var other = await desk.SubmittedAsync(new() { ["message"] = "and another", ["customerEmail"] = "a@example.com" }, "2a02:598:8:1::1");

        Assert.Equal("""[{"name":"many-from-site","points":100}]""", spam["reasons"]!.ToJsonString());
        Assert.Equal(("spam", "new"), ((string)spam["status"]!, (string)other["status"]!));
    }

    [Fact]
    public async Task Countries_come_from_the_address_that_no_trusted_proxy_has()
    {
        var settings = new OrganisationSettings { Spam = new() { BlockedCountries = ["US"] } };
        var desk = await SupportTenant.NewAsync(service, settings);
        JsonObject Form(string text) => new() { ["message"] = text, ["customerEmail"] = "a@example.com" };

        var american = await desk.SubmittedAsync(Form("one"), American);
        var lie = await desk.SubmittedAsync(Form("two"), $"84.1.1.1, {American}, 10.1.2.3");
        var plain = await desk.SubmittedAsync(Form("three"), $"{American}, nonsense");

        Assert.Equal((American, "US", "spam"), ((string)american["ip"]!, (string)american["country"]!, (string)american["status"]!));
        Assert.Equal((American, "spam"), ((string)lie["ip"]!, (string)lie["status"]!));
        Assert.Equal(("127.0.0.1", null, "new"), ((string)plain["ip"]!, (string?)plain["country"], (string)plain["status"]!));
    }

    [Fact]
    public async Task An_organisation_sets_its_own_threshold()
    {
        var desk = await SupportTenant.NewAsync(service, new() { Spam = new() { Threshold = 15 } });

        Assert.Equal("spam", (string)(await desk.SubmittedAsync(new() { ["message"] = "no address" }))["status"]!);
        Assert.Equal("new", (string)(await desk.SubmittedAsync(new() { ["message"] = "x", ["customerEmail"] = "a@example.com" }))["status"]!);
        Assert.Equal("spam", (string)(await desk.SubmittedAsync(new() { ["message"] = "y", ["customerEmail"] = "a@mailinator.com" }))["status"]!);
    }

    private static async Task<(string, int)> StatusAsync(SupportTenant desk, JsonObject form)
    {
        var ticket = await desk.SubmittedAsync(form);
        return ((string)ticket["status"]!, (int)ticket["score"]!);
    }
}
