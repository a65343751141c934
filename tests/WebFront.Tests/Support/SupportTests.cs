using System.Text.Json.Nodes;

namespace Contacts.WebFront.Tests.Support;

/// <summary>Contact forms become tickets, over HTTP.</summary>
[Collection(WithSupport.Name)]
public sealed class SupportTests(SupportService service)
{
    [Fact]
    public async Task The_documented_example_becomes_a_ticket_a_contact_and_a_mail()
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/support/contact-form?apiKey={ServiceHost.SampleKey}")
        {
            Content = new StringContent(
                """
                {
                "message": "Hello, how are you?",
                "subject": "Request from Jan",
                "notice": "Internal notice",
                "sendToEmail": "jan@barasek.com",
                "categorySlug": "offer",
                "customerEmail": "jan@barasek.com",
                "customerPhone": "+420 777123456",
                "customerFirstName": "Jan",
                "customerLastName": "Barášek"
                }
                """, System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer YOUR_API_KEY");

        var answer = await service.SendAsync(request);

        Assert.Equal((200, """{"success":true}"""), (answer.Status, answer.Text));
        var listed = (await service.SendAsync("GET", "/bff/ticket/list", key: ServiceHost.SampleKey)).Is(200);
        var item = Assert.Single(listed["items"]!.AsArray())!;
        Assert.Equal(
            ["id", "key", "subject", "status", "category", "customerEmail", "customerPhone", "country", "score", "createdAt", "contactId"],
            item.AsObject().Select(field => field.Key));
        Assert.Equal(("DEMO-1", "Request from Jan", "new", "offer", "+420 777123456"),
            ((string)item["key"]!, (string)item["subject"]!, (string)item["status"]!, (string)item["category"]!, (string)item["customerPhone"]!));
        Assert.Equal(1, (long)listed["total"]!);
        var detail = (await service.SendAsync("GET", $"/bff/ticket/detail?id={item["id"]}", key: ServiceHost.SampleKey)).Is(200)["ticket"]!;
        Assert.Equal(("Hello, how are you?", "Internal notice", "127.0.0.1"),
            ((string)detail["message"]!, (string)detail["notice"]!, (string)detail["ip"]!));
        Assert.Equal("jan@barasek.com", (string)detail["mail"]!["to"]!);
    }

    [Fact]
    public async Task A_customer_is_registered_without_consent_and_nothing_known_is_overwritten()
    {
        var desk = await SupportTenant.NewAsync(service);
        var (id, contactId) = await desk.Tenant.NewContactAsync("jan@example.com");
        (await desk.Tenant.PostAsync("/api/v1/contacts/update", new JsonObject
        {
            ["id"] = contactId, ["first_name"] = "Johann", ["email_subscribed"] = false,
        })).Is(200);

        var known = await desk.SubmittedAsync(new()
        {
            ["message"] = "one", ["customerEmail"] = "Jan@example.com", ["customerFirstName"] = "Jan", ["customerLastName"] = "Barášek",
        });
        var unknown = await desk.SubmittedAsync(new() { ["message"] = "two", ["customerEmail"] = "eva@example.com" });
        var nobody = await desk.SubmittedAsync(new() { ["message"] = "three", ["customerPhone"] = "+420777123456" });

        Assert.Equal((contactId, "Jan"), ((long)known["contactId"]!, (string)known["customerFirstName"]!));
        var contact = (await desk.Tenant.GetAsync($"/bff/contact/detail?id={id}")).Is(200)["contact"]!;
        Assert.Equal(("Johann", "Barášek", false), ((string)contact["firstName"]!, (string)contact["lastName"]!, (bool)contact["emailSubscribed"]!));
        Assert.Equal((string)known["key"]!, (string)Assert.Single(contact["tickets"]!.AsArray())!["key"]!);
        var list = (await desk.Tenant.GetAsync("/bff/contact/list")).Is(200);
        Assert.Equal(2, (int)list["total"]!);
        var eva = list["items"]!.AsArray().Single(item => (string)item!["email"]! == "eva@example.com")!;
        Assert.Equal(((long)unknown["contactId"]!, false, "contact-form"),
            ((long)eva["contactId"]!, (bool)eva["emailSubscribed"]!, (string)eva["source"]!));
        Assert.Null(nobody["contactId"]);
    }

    [Fact]
    public async Task An_organisation_can_do_without_contacts()
    {
        var desk = await SupportTenant.NewAsync(service, new() { RegisterTicketCustomers = false });

        var ticket = await desk.SubmittedAsync(new() { ["message"] = "one", ["customerEmail"] = "jan@example.com" });

        Assert.Null(ticket["contactId"]);
        Assert.Equal(0, (int)(await desk.Tenant.GetAsync("/bff/contact/list")).Is(200)["total"]!);
    }

    [Fact]
    public async Task Tickets_at_once_are_numbered_without_gaps()
    {
        var desk = await SupportTenant.NewAsync(service);

        var answers = await Task.WhenAll(Enumerable.Range(0, 120).Select(i => desk.SubmitAsync(new() { ["message"] = $"text {i}" })));

        Assert.All(answers, answer => answer.Is(200));
        var keys = (await desk.ListAsync("limit=100")).Concat(await desk.ListAsync("limit=100&page=2")).Select(ticket => (string)ticket["key"]!);
        Assert.Equal(Enumerable.Range(1, 120).Reverse().Select(i => $"{desk.Tenant.Slug.ToUpperInvariant()}-{i}"), keys);
    }

    [Theory]
    [InlineData("message", " ", "\"message\" is required")]
    [InlineData("message", " \u0001", "\"message\" is required")]
    [InlineData("customerEmail", "a@b", "\"customerEmail\" must be a valid email address")]
    [InlineData("customerPhone", "777", "\"customerPhone\" must be a valid number in E.164 format")]
    [InlineData("sendToEmail", "x", "\"sendToEmail\" must be a valid email address")]
    [InlineData("categorySlug", "a b", "\"categorySlug\" must be 1 to 64 letters, digits or hyphens")]
    public async Task What_is_wrong_is_named(string field, string value, string message)
    {
        var desk = await SupportTenant.NewAsync(service);

        var error = (await desk.SubmitAsync(new() { ["message"] = "Hello", [field] = value })).IsCoded(400, "INTERNAL_VALIDATION_FAILED");

        Assert.Equal(message, (string)error["message"]!);
        Assert.Empty(await desk.ListAsync(""));
    }

    [Fact]
    public async Task A_long_message_is_taken_up_to_its_limit_and_a_body_up_to_128_KiB()
    {
        var desk = await SupportTenant.NewAsync(service);
        var longest = new string('ž', 20_000);

        Assert.Equal(longest, (string)(await desk.SubmittedAsync(new() { ["message"] = longest }))["message"]!);
        (await desk.SubmitAsync(new() { ["message"] = longest + "x" })).IsCoded(400, "INTERNAL_VALIDATION_FAILED");
        (await desk.SubmitAsync(new() { ["message"] = "x", ["other"] = new string('x', 128 * 1024) })).IsCoded(413, "PAYLOAD_TOO_LARGE");
    }

    [Fact]
    public async Task Statuses_are_set_listed_and_refused()
    {
        var (desk, other) = (await SupportTenant.NewAsync(service), await SupportTenant.NewAsync(service));
        var id = (string)(await desk.SubmittedAsync(new() { ["message"] = "one", ["categorySlug"] = "offer" }))["id"]!;

        (await desk.Tenant.PostAsync("/bff/ticket/set-status", new() { ["id"] = id, ["status"] = "in-progress" })).Is(200);

        Assert.Single(await desk.ListAsync("status=in-progress&category=OFFER&search=one"));
        Assert.Empty(await desk.ListAsync("status=new"));
        (await desk.Tenant.GetAsync("/bff/ticket/list?status=open")).IsCoded(400, "INTERNAL_VALIDATION_FAILED");
        (await desk.Tenant.PostAsync("/bff/ticket/set-status", new() { ["id"] = id, ["status"] = "open" })).IsCoded(400, "INTERNAL_VALIDATION_FAILED");
        (await desk.Tenant.PostAsync("/bff/ticket/set-spam", new() { ["id"] = id })).IsCoded(400, "INTERNAL_VALIDATION_FAILED");
        (await desk.Tenant.GetAsync("/bff/ticket/detail")).IsCoded(400, "INTERNAL_VALIDATION_FAILED");
        (await desk.Tenant.GetAsync($"/bff/ticket/detail?key={desk.Tenant.Slug}-2")).IsCoded(404, "INTERNAL_RESOURCE_NOT_FOUND");
        (await other.Tenant.GetAsync($"/bff/ticket/detail?id={id}")).IsCoded(404, "INTERNAL_RESOURCE_NOT_FOUND");
        (await other.Tenant.PostAsync("/bff/ticket/set-status", new() { ["id"] = id, ["status"] = "done" })).IsCoded(404, "INTERNAL_RESOURCE_NOT_FOUND");
        (await other.Tenant.PostAsync("/bff/ticket/set-spam", new() { ["id"] = id, ["spam"] = true })).IsCoded(404, "INTERNAL_RESOURCE_NOT_FOUND");
    }
}
