using System.Text.Json.Nodes;

namespace Contacts.WebFront.Tests.Consent;

/// <summary>Consent by API: links, unsubscribing, what administrators write down, public groups.</summary>
[Collection(InDevelopment.Name)]
public sealed class ConsentRouteTests(Service service)
{
    [Fact]
    public async Task Links_come_in_the_order_of_the_addresses_with_the_headers_of_one_click()
    {
        var tenant = await service.NewTenantAsync();
        var (_, id) = await tenant.NewContactAsync("jan@example.com");

        var items = (await LinksAsync(tenant, new() { ["emails"] = new JsonArray("nobody@example.com", "no address", " JAN@example.com") }))
            .Is(200)["items"]!.AsArray();

        Assert.Equal("""{"email":"nobody@example.com","error":"Contact not found"}""", items[0]!.ToJsonString());
        Assert.Equal("\"email\" must be a valid email address", (string)items[1]!["error"]!);
        Assert.Equal(("jan@example.com", id), ((string)items[2]!["email"]!, (long)items[2]!["id"]!));
        var url = (string)items[2]!["unsubscribeUrl"]!;
        Assert.Matches("^http://127.0.0.1:[0-9]+/u/", url); // The address of the process that answered.
        Assert.StartsWith(url[..url.IndexOf("/u/", StringComparison.Ordinal)] + "/p/", (string)items[2]!["preferencesUrl"]!);
        Assert.Equal($"<{url}>", (string)items[2]!["headers"]!["List-Unsubscribe"]!);
        Assert.Equal("List-Unsubscribe=One-Click", (string)items[2]!["headers"]!["List-Unsubscribe-Post"]!);
    }

    [Fact]
    public async Task Links_are_found_by_integer_and_external_ids()
    {
        var tenant = await service.NewTenantAsync();
        var (external, id) = await tenant.NewContactAsync("jan@example.com");
        var phoneOnly = (await tenant.PostAsync("/bff/contact/create", new() { ["phone"] = "+420 777123456" })).Is(200)["contact"]!;

        var body = new JsonObject { ["ids"] = new JsonArray(id, external, 999, "unknown", (long)phoneOnly["contactId"]!) };
        var items = (await LinksAsync(tenant, body)).Is(200)["items"]!.AsArray();

        Assert.Equal((string)items[0]!["unsubscribeUrl"]!, (string)items[1]!["unsubscribeUrl"]!);
        Assert.Equal("""{"id":999,"error":"Contact not found"}""", items[2]!.ToJsonString());
        Assert.Equal("""{"error":"Contact not found"}""", items[3]!.ToJsonString());
        Assert.Equal("Contact has no email", (string)items[4]!["error"]!);
    }

    [Theory]
    [InlineData("""{}""", "\"emails\" is required")]
    [InlineData("""{"emails": ["a@example.com"], "ids": [1]}""", "\"ids\" must be left out where \"emails\" is given")]
    [InlineData("""{"ids": [true]}""", "\"ids\" must be an array of ids")]
    [InlineData("""{"emails": [1]}""", "\"emails\" must be an array of strings")]
    public async Task Links_refuse_what_names_nobody(string body, string sentence)
    {
        var tenant = await service.NewTenantAsync();
        var error = (await service.SendTextAsync("POST", "/api/v1/newsletter/links", body, key: tenant.Key))
            .IsCoded(400, "INTERNAL_VALIDATION_FAILED");
        Assert.Equal(sentence, (string)error["message"]!);
    }

    [Fact]
    public async Task Links_take_a_thousand_addresses_of_any_length_and_no_more()
    {
        var tenant = await service.NewTenantAsync();
        var domain = string.Join('.', Enumerable.Repeat(new string('d', 60), 3));
        JsonArray Addresses(int count) => new([.. Enumerable.Range(0, count).Select(i => (JsonNode)$"{i:D60}@{domain}.cz")]);

        Assert.Equal(1000, (await LinksAsync(tenant, new() { ["emails"] = Addresses(1000) })).Is(200)["items"]!.AsArray().Count);
        (await LinksAsync(tenant, new() { ["emails"] = Addresses(1001) })).IsCoded(400, "INTERNAL_VALIDATION_FAILED");
    }

    [Theory]
    [InlineData("/api/v1/newsletter/links")]
    [InlineData("/api/v1/newsletter/unsubscribe")]
    public async Task A_key_of_a_web_page_may_not_speak_for_contacts(string path)
    {
        var page = await (await service.NewTenantAsync()).WithKeyAsync("public");
        (await page.PostAsync(path, new() { ["email"] = "a@example.com" })).IsCoded(403, "PERMISSION_MEMBER_HAS_NO_PERMISSION");
    }

    [Fact]
    public async Task An_unsubscribed_address_stays_so()
    {
        var tenant = await service.NewTenantAsync();
        (await tenant.PostAsync("/api/v1/newsletter/register-contact", new() { ["email"] = "jan@example.com" })).Is(200);
        Assert.True(await IsSubscribedAsync(tenant, "jan@example.com"));

        for (var time = 0; time < 2; time++)
            (await UnsubscribeAsync(tenant, new() { ["email"] = "Jan@Example.com", ["reason"] = "asked" })).Is(200);

        Assert.False(await IsSubscribedAsync(tenant, "jan@example.com"));
    }

    [Fact]
    public async Task Unsubscribing_takes_an_id_and_a_channel()
    {
        var tenant = await service.NewTenantAsync();
        var created = await tenant.PostAsync("/api/v1/contacts/create", new() { ["phone"] = "+420777123456", ["email"] = "jan@example.com" });
        var id = (long)created.Is(201)["contact"]!["id"]!;

        (await UnsubscribeAsync(tenant, new() { ["id"] = id, ["channel"] = "sms" })).Is(200);

        var contact = (await tenant.GetAsync("/api/v1/contacts")).Is(200)["data"]![0]!;
        Assert.Equal((true, false), ((bool)contact["email_subscribed"]!, (bool)contact["sms_subscribed"]!));
        (await UnsubscribeAsync(tenant, new() { ["id"] = 999 })).IsCoded(404, "INTERNAL_RESOURCE_NOT_FOUND");
        (await UnsubscribeAsync(tenant, new() { ["email"] = "nobody@example.com" })).IsCoded(404, "INTERNAL_RESOURCE_NOT_FOUND");
        (await UnsubscribeAsync(tenant, new() { ["email"] = "no address" })).IsCoded(400, "INTERNAL_VALIDATION_FAILED");
        (await UnsubscribeAsync(tenant, new() { ["id"] = id, ["channel"] = "fax" })).IsCoded(400, "INTERNAL_VALIDATION_FAILED");
        (await UnsubscribeAsync(tenant, [])).IsCoded(400, "INTERNAL_VALIDATION_FAILED");
    }

    [Fact]
    public async Task A_consent_that_was_withdrawn_is_granted_with_a_note_alone()
    {
        var tenant = await service.NewTenantAsync();
        var (id, _) = await tenant.NewContactAsync("jan@example.com");
        JsonObject Body(string? note) => new() { ["id"] = id, ["channel"] = "email", ["source"] = "paper", ["note"] = note };

        (await tenant.PostAsync("/bff/contact/consent-grant", Body(null))).Is(200);
        Assert.True(await IsSubscribedAsync(tenant, "jan@example.com"));
        (await tenant.PostAsync("/bff/contact/consent-withdraw", Body(null))).Is(200);
        Assert.False(await IsSubscribedAsync(tenant, "jan@example.com"));
        (await tenant.PostAsync("/bff/contact/consent-grant", Body(" "))).IsCoded(409, "CONSENT_WITHDRAWN");
        (await tenant.PostAsync("/bff/contact/consent-grant", Body("form of 15 January"))).Is(200);

        Assert.True(await IsSubscribedAsync(tenant, "jan@example.com"));
        var newest = (await tenant.GetAsync($"/bff/contact/history?id={id}")).Is(200)["items"]![0]!;
        Assert.Equal(
            ("consent-given", "paper", "form of 15 January"),
            ((string)newest["kind"]!, (string)newest["source"]!, (string)newest["reason"]!));
    }

    [Theory]
    [InlineData("/bff/contact/consent-grant")]
    [InlineData("/bff/contact/consent-withdraw")]
    [InlineData("/bff/contact/resend-confirmation")]
    public async Task What_is_said_of_nobody_is_refused(string path)
    {
        var tenant = await service.NewTenantAsync();
        (await tenant.PostAsync(path, [])).IsCoded(400, "INTERNAL_VALIDATION_FAILED");
        (await tenant.PostAsync(path, new() { ["id"] = "unknown" })).IsCoded(404, "INTERNAL_RESOURCE_NOT_FOUND");
    }

    [Fact]
    public async Task A_confirmation_is_sent_again_only_while_one_is_awaited_and_not_at_once()
    {
        var tenant = await service.NewTenantAsync();
        var (known, _) = await tenant.NewContactAsync("known@example.com");
        (await tenant.PostAsync("/bff/contact/resend-confirmation", new() { ["id"] = known })).IsCoded(409, "CONSENT_NOT_PENDING");
        (await tenant.PostAsync("/bff/organisation/settings", new() { ["consent"] = new JsonObject { ["confirm"] = "always" } })).Is(200);
        (await tenant.PostAsync("/api/v1/newsletter/register-contact", new() { ["email"] = "new@example.com" })).Is(200);
        var pending = (string)(await tenant.GetAsync("/bff/contact/list?filterFulltextQuery=new@")).Is(200)["items"]![0]!["id"]!;

        (await tenant.PostAsync("/bff/contact/resend-confirmation", new() { ["id"] = pending })).IsCoded(409, "CONFIRMATION_HELD");
    }

    [Fact]
    public async Task A_group_is_shown_to_people_under_its_title()
    {
        var tenant = await service.NewTenantAsync();
        (await tenant.PostAsync("/api/v1/groups/create", new() { ["name"] = "monthly" })).Is(201);

        var changed = await tenant.PostAsync(
            "/bff/group/update", new() { ["id"] = 1, ["isPublic"] = true, ["title"] = " Monthly  news ", ["description"] = "Once a month." });

        var group = changed.Is(200)["group"]!;
        Assert.Equal(
            (1, "monthly", true, "Monthly news", "Once a month."),
            ((int)group["id"]!, (string)group["name"]!, (bool)group["isPublic"]!, (string)group["title"]!, (string)group["description"]!));
        Assert.Null((await tenant.PostAsync("/bff/group/update", new() { ["id"] = 1, ["title"] = "" })).Is(200)["group"]!["title"]);
        Assert.Equal(
            ["contact_count", "created_at", "id", "name"],
            (await tenant.GetAsync("/api/v1/groups")).Is(200)["data"]![0]!.AsObject().Select(field => field.Key).Order());
        (await tenant.PostAsync("/bff/group/update", new() { ["id"] = 9, ["isPublic"] = true })).IsCoded(404, "INTERNAL_RESOURCE_NOT_FOUND");
        (await tenant.PostAsync("/bff/group/update", [])).IsCoded(400, "INTERNAL_VALIDATION_FAILED");
        (await tenant.PostAsync("/bff/group/update", new() { ["id"] = 1, ["title"] = new string('x', 129) })).IsCoded(400, "INTERNAL_VALIDATION_FAILED");
    }

    private static Task<Answer> LinksAsync(Tenant tenant, JsonObject body) => tenant.PostAsync("/api/v1/newsletter/links", body);

    private static Task<Answer> UnsubscribeAsync(Tenant tenant, JsonObject body) => tenant.PostAsync("/api/v1/newsletter/unsubscribe", body);

    private static async Task<bool> IsSubscribedAsync(Tenant tenant, string email) =>
        (bool)(await tenant.GetAsync($"/bff/contact/list?filterFulltextQuery={email}")).Is(200)["items"]![0]!["emailSubscribed"]!;
}
