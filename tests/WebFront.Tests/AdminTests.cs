using System.Text.Json.Nodes;

namespace Contacts.WebFront.Tests;

/// <summary>The admin routes' shapes and refusals.</summary>
[Collection(InDevelopment.Name)]
public sealed class AdminTests(Service service)
{
    [Theory]
    [InlineData("/bff/contact/detail-change-email", "id", "currentEmail", "newEmail", "reason")]
    [InlineData("/bff/contact/detail-change-email-preview", "id", "newEmail")]
    [InlineData("/bff/contact/merge-customers", "finalCustomerId", "legacyCustomerId")]
    [InlineData("/bff/contact/merge-undo", "mergeId", "reason")]
    public async Task Required_fields_are_named_in_order(string path, params string[] fields)
    {
        var tenant = await service.NewTenantAsync();
        var body = new JsonObject();
        foreach (var field in fields)
        {
            body[field] = " ";
            var error = (await tenant.PostAsync(path, body)).IsCoded(400, "INTERNAL_VALIDATION_FAILED");
            Assert.Equal($"\"{field}\" is required", (string)error["message"]!);
            body[field] = "something";
        }
    }

    [Fact]
    public async Task A_taken_address_names_its_owner_and_the_preview_tells_before()
    {
        var tenant = await service.NewTenantAsync();
        var (first, _) = await tenant.NewContactAsync("first@example.com");
        var (second, secondNumber) = await tenant.NewContactAsync("second@example.com");
        var change = new JsonObject
        {
            ["id"] = first, ["currentEmail"] = "First@Example.com", ["newEmail"] = "second@example.com", ["reason"] = "r",
        };

        Assert.Equal(second, (string)(await tenant.PostAsync("/bff/contact/create", new JsonObject { ["email"] = "second@example.com" }))
            .IsCoded(409, "CONTACT_EMAIL_ALREADY_EXISTS")["contactId"]!);
        Assert.Equal(second, (string)(await tenant.PostAsync("/bff/contact/detail-change-email", change))
            .IsCoded(409, "CONTACT_EMAIL_ALREADY_EXISTS")["contactId"]!);
        var preview = (await PreviewAsync(tenant, first, "second@example.com")).Is(200);
        Assert.Equal("merge", (string)preview["outcome"]!);
        Assert.Equal(
            $$"""{"id":"{{second}}","contactId":{{secondNumber}},"email":"second@example.com","firstName":"","lastName":""}""",
            preview["contact"]!.ToJsonString());
        Assert.Equal("noop", (string)(await PreviewAsync(tenant, first, "FIRST@example.com")).Is(200)["outcome"]!);
        Assert.Equal("rename", (string)(await PreviewAsync(tenant, first, "third@example.com")).Is(200)["outcome"]!);
        (await PreviewAsync(tenant, first, "no address")).IsCoded(400, "INTERNAL_VALIDATION_FAILED");
    }

    [Fact]
    public async Task A_merge_can_be_undone_once()
    {
        var tenant = await service.NewTenantAsync();
        var (final, _) = await tenant.NewContactAsync("final@example.com");
        var (legacy, legacyNumber) = await tenant.NewContactAsync("legacy@example.com");

        var merged = await tenant.PostAsync(
            "/bff/contact/merge-customers", new JsonObject { ["finalCustomerId"] = final, ["legacyCustomerId"] = legacy });

        var mergeId = (string)merged.Is(200)["mergeId"]!;
        var detail = (await tenant.GetAsync($"/bff/contact/detail?id={legacy}")).Is(200)["contact"]!;
        Assert.Equal(final, (string)detail["id"]!);
        Assert.Equal((mergeId, legacy), ((string)detail["merges"]![0]!["mergeId"]!, (string)detail["merges"]![0]!["legacyId"]!));
        (await tenant.PostAsync("/api/v1/contacts/update", new JsonObject { ["id"] = legacyNumber, ["company"] = "Survivor Ltd" })).Is(200);
        (await tenant.PostAsync(
            "/bff/contact/merge-customers", new JsonObject { ["finalCustomerId"] = final, ["legacyCustomerId"] = legacy }))
            .IsCoded(400, "INTERNAL_VALIDATION_FAILED");

        var undo = new JsonObject { ["mergeId"] = mergeId, ["reason"] = "two people" };
        (await tenant.PostAsync("/bff/contact/merge-undo", undo)).Is(200);
        (await tenant.PostAsync("/bff/contact/merge-undo", undo)).IsCoded(409, "MERGE_CANNOT_BE_UNDONE");
        (await tenant.PostAsync("/bff/contact/merge-undo", new JsonObject { ["mergeId"] = "unknown", ["reason"] = "r" }))
            .IsCoded(404, "INTERNAL_RESOURCE_NOT_FOUND");
        Assert.Equal(legacy, (string)(await tenant.GetAsync($"/bff/contact/detail?id={legacy}")).Is(200)["contact"]!["id"]!);
    }

    [Fact]
    public async Task A_contact_known_by_phone_only_has_a_null_address_and_consents_to_nothing()
    {
        var tenant = await service.NewTenantAsync();
        var created = await tenant.PostAsync(
            "/bff/contact/create", new JsonObject { ["phone"] = "00420 777-123-456", ["groups"] = new JsonArray("Fair 2026", " ") });
        var contact = created.Is(200)["contact"]!.AsObject();

        Assert.Matches("^[A-Za-z0-9]{16}$", (string)contact["id"]!);
        Assert.True(contact.ContainsKey("email"));
        Assert.Null(contact["email"]);
        Assert.Equal("+420 777123456", (string)contact["phone"]!);
        Assert.Equal("Fair 2026", (string)Assert.Single(contact["groups"]!.AsArray())!["name"]!);
        Assert.False((bool)contact["emailSubscribed"]! || (bool)contact["smsSubscribed"]!);
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", (string)contact["createdAt"]!);
        var change = new JsonObject
        {
            ["id"] = (string)contact["id"]!, ["currentEmail"] = "a@example.com", ["newEmail"] = "b@example.com", ["reason"] = "r",
        };
        (await tenant.PostAsync("/bff/contact/detail-change-email", change)).IsCoded(409, "CONTACT_EMAIL_MISMATCH");
    }

    [Fact]
    public async Task The_preview_refuses_what_the_change_would_for_a_contact_known_by_phone_only()
    {
        var tenant = await service.NewTenantAsync();
        await tenant.NewContactAsync("taken@example.com");
        var created = await tenant.PostAsync("/bff/contact/create", new JsonObject { ["phone"] = "+420 777123456" });
        var id = (string)created.Is(200)["contact"]!["id"]!;

        (await PreviewAsync(tenant, id, "free@example.com")).IsCoded(409, "CONTACT_EMAIL_MISMATCH");
        (await PreviewAsync(tenant, id, "taken@example.com")).IsCoded(409, "CONTACT_EMAIL_MISMATCH");
        (await PreviewAsync(tenant, id, "no address")).IsCoded(400, "INTERNAL_VALIDATION_FAILED");
        (await PreviewAsync(tenant, "unknown", "free@example.com")).IsCoded(404, "INTERNAL_RESOURCE_NOT_FOUND");
    }

    [Fact]
    public async Task The_detail_shows_history_and_consents_with_their_source()
    {
        var tenant = await service.NewTenantAsync();
        var (id, contactId) = await tenant.NewContactAsync("history@example.com");
        (await tenant.PostAsync("/api/v1/newsletter/register-contact", new JsonObject { ["email"] = "history@example.com", ["source"] = "shop" }))
            .Is(200);
        (await tenant.PostAsync("/api/v1/contacts/update", new JsonObject { ["id"] = contactId, ["sms_subscribed"] = true })).Is(200);

        var contact = (await tenant.GetAsync($"/bff/contact/detail?id={id}")).Is(200)["contact"]!;

        var keyId = await tenant.KeyIdAsync();
        var history = contact["history"]!.AsArray();
        Assert.Equal(3, history.Count);
        Assert.Equal("created", (string)history[^1]!["kind"]!);
        Assert.All(history, entry => Assert.Equal($"key of {tenant.Slug} (PROD key {keyId})", (string)entry!["actor"]!));
        var email = contact["consents"]![0]!;
        Assert.Equal(("email", true, "shop"), ((string)email["channel"]!, (bool)email["subscribed"]!, (string)email["source"]!));
        Assert.Equal((string)history[1]!["at"]!, (string)email["changedAt"]!);
        Assert.Equal(("sms", true), ((string)contact["consents"]![1]!["channel"]!, (bool)contact["consents"]![1]!["subscribed"]!));
        Assert.Empty(contact["merges"]!.AsArray());
        Assert.Empty(contact["tickets"]!.AsArray());
    }

    [Fact]
    public async Task A_contact_joins_groups_of_any_length_that_a_group_may_have()
    {
        var tenant = await service.NewTenantAsync();
        var name = new string('x', 128);
        (await tenant.PostAsync("/api/v1/groups/create", new JsonObject { ["name"] = name })).Is(201);

        var created = await tenant.PostAsync("/bff/contact/create", new JsonObject { ["email"] = "a@example.com", ["groups"] = new JsonArray(name) });
        var longer = await tenant.PostAsync("/bff/contact/create", new JsonObject { ["email"] = "b@example.com", ["groups"] = new JsonArray(name + "x") });
        var signUp = await tenant.PostAsync(
            "/api/v1/newsletter/register-contact", new JsonObject { ["email"] = "c@example.com", ["groups"] = new JsonArray(name[..65]) });

        Assert.Equal(name, (string)Assert.Single(created.Is(200)["contact"]!["groups"]!.AsArray())!["name"]!);
        Assert.Equal(
            "\"groups\" must have items of 128 characters or less", (string)longer.IsCoded(400, "INTERNAL_VALIDATION_FAILED")["message"]!);
        Assert.Equal(
            "\"groups\" must have items of 64 characters or less", (string)signUp.IsCoded(400, "INTERNAL_VALIDATION_FAILED")["message"]!);
    }

    [Fact]
    public async Task Names_and_tags_that_nobody_would_see_are_blank()
    {
        var tenant = await service.NewTenantAsync();
        JsonArray Tags(int invisible) => new([.. Enumerable.Repeat("\u200B", invisible).Append("seen").Select(tag => JsonValue.Create(tag))]);

        var contact = (await tenant.PostAsync("/bff/contact/create", new JsonObject
        {
            ["email"] = "a@example.com", ["firstName"] = "\u200B", ["lastName"] = "\uFEFF \u00AD", ["company"] = "\u2060", ["groups"] = Tags(30),
        })).Is(200)["contact"]!;

        Assert.Equal(("", "", ""), ((string)contact["firstName"]!, (string)contact["lastName"]!, (string)contact["company"]!));
        Assert.Equal("seen", (string)Assert.Single(contact["groups"]!.AsArray())!["name"]!);
    }

    [Fact]
    public async Task The_list_filters_by_tags_and_orders()
    {
        var tenant = await service.NewTenantAsync();
        foreach (var (email, group) in new[] { ("b@example.com", "Red"), ("a@example.com", "Blue"), ("c@example.com", null) })
            (await tenant.PostAsync("/bff/contact/create", new JsonObject
            {
                ["email"] = email, ["groups"] = group is null ? null : new JsonArray(group),
            })).Is(200);

        Assert.Equal("c,a,b", await EmailsAsync(tenant, ""));
        Assert.Equal("a,b,c", await EmailsAsync(tenant, "orderBy=email"));
        Assert.Equal("c,b,a", await EmailsAsync(tenant, "orderBy=email:DESC"));
        Assert.Equal("b", await EmailsAsync(tenant, "tagFilter=red"));
        Assert.Equal("a,b", await EmailsAsync(tenant, "tagFilter=red,Blue&orderBy=email:asc"));
        Assert.Equal("b,c", await EmailsAsync(tenant, "tagFilter=red,%23-no-tags-%23&orderBy=email"));
        Assert.Equal("", await EmailsAsync(tenant, "tagFilter=none"));
        Assert.Equal("", await EmailsAsync(tenant, $"tagFilter={new string('x', 200)}"));
        Assert.Equal("b", await EmailsAsync(tenant, "orderBy=createdAt&limit=1"));
        foreach (var wrong in new[] { "orderBy=phone", "orderBy=email:up", "limit=0", "page=none" })
            (await tenant.GetAsync($"/bff/contact/list?{wrong}")).IsCoded(400, "INTERNAL_VALIDATION_FAILED");
    }

    [Fact]
    public async Task The_list_filters_by_consent_source_and_time()
    {
        var tenant = await service.NewTenantAsync();
        foreach (var (email, source) in new[] { ("a@example.com", "web"), ("b@example.com", "the  fair"), ("c@example.com", null) })
            (await tenant.PostAsync("/bff/contact/create", new JsonObject
            {
                ["email"] = email, ["source"] = source, ["phone"] = source is null ? "+420 777 123 456" : null,
            })).Is(200);
        (await tenant.PostAsync(
            "/api/v1/newsletter/register-contact", new JsonObject { ["email"] = "d@example.com", ["source"] = "Web" })).Is(200);

        Assert.Equal("d", await EmailsAsync(tenant, "consent=Given"));
        Assert.Equal("c,b,a", await EmailsAsync(tenant, "consent=none"));
        Assert.Equal("a", await EmailsAsync(tenant, "source=web"));
        Assert.Equal("b", await EmailsAsync(tenant, "source=the%20%20%20fair"));
        Assert.Equal("c", await EmailsAsync(tenant, "source="));
        Assert.Equal("d,c,b,a", await EmailsAsync(tenant, "createdFrom=2020-01-01&createdTo=2199-01-01T00:00:00%2B01:00"));
        Assert.Equal("c", await EmailsAsync(tenant, "country=cz"));
        Assert.Equal("", await EmailsAsync(tenant, "country=SK"));
        Assert.Equal("", await EmailsAsync(tenant, "createdTo=2020-01-01"));
        Assert.Equal("", await EmailsAsync(tenant, "createdFrom=2199-01-01T00:00Z"));
        Assert.Equal("a", await EmailsAsync(tenant, "consent=none&filterFulltextQuery=example&createdFrom=2020-01-01&source=web"));
    }

    [Theory]
    [InlineData("consent=yes", "\"consent\" must be one of none, pending, given, confirmed, withdrawn, suppressed")]
    [InlineData("consent=1", "\"consent\" must be one of none, pending, given, confirmed, withdrawn, suppressed")]
    [InlineData("country=Czechia", "\"country\" must be a country code of two letters, such as CZ")]
    [InlineData("createdFrom=yesterday", "\"createdFrom\" must be a date such as 2026-01-31, or an instant with its offset such as 2026-01-31T08:30:00Z")]
    [InlineData("createdTo=2026-02-30", "\"createdTo\" must be a date such as 2026-01-31, or an instant with its offset such as 2026-01-31T08:30:00Z")]
    [InlineData("createdTo=2026-01-31T08:30:00", "\"createdTo\" must be a date such as 2026-01-31, or an instant with its offset such as 2026-01-31T08:30:00Z")]
    [InlineData("createdFrom=2300-01-01", "\"createdFrom\" must be from 1970-01-02 to 2200-01-01")]
    [InlineData("source=%00", "\"source\" must not contain a NUL character")]
    public async Task A_filter_that_cannot_be_is_refused_by_its_name(string filter, string message)
    {
        var tenant = await service.NewTenantAsync();

        Assert.Equal(message, (string)(await tenant.GetAsync($"/bff/contact/list?{filter}")).IsCoded(400, "INTERNAL_VALIDATION_FAILED")["message"]!);
    }

    [Theory]
    [InlineData("g 2")]
    [InlineData("G \t  2 ")]
    [InlineData("g\u00A02")]
    public async Task The_list_knows_a_group_by_any_spelling_that_creates_it(string spelling)
    {
        var tenant = await service.NewTenantAsync();
        (await tenant.PostAsync("/bff/contact/create", new JsonObject { ["email"] = "a@example.com", ["groups"] = new JsonArray("g   2") })).Is(200);

        Assert.Equal("a", await EmailsAsync(tenant, $"tagFilter={Uri.EscapeDataString(spelling)}"));
    }

    [Fact]
    public async Task The_list_knows_a_group_with_a_comma_by_its_quoted_name()
    {
        var tenant = await service.NewTenantAsync();
        foreach (var (email, group) in new[] { ("a", "Prague, Brno"), ("b", "Prague"), ("c", "other") })
            (await tenant.PostAsync(
                "/bff/contact/create", new JsonObject { ["email"] = $"{email}@example.com", ["groups"] = new JsonArray(group) })).Is(200);

        Assert.Equal("a", await EmailsAsync(tenant, "tagFilter=%22prague,%20brno%22"));
        Assert.Equal("a,c", await EmailsAsync(tenant, "tagFilter=other,%22Prague,%20Brno%22&orderBy=email"));
        Assert.Equal("b", await EmailsAsync(tenant, "tagFilter=Prague,Brno"));
    }

    [Theory]
    [InlineData("perMinute", 0)]
    [InlineData("perHour", -1)]
    [InlineData("perHour", 2147483648)]
    public async Task A_limit_that_is_none_is_400_and_named(string limit, long value)
    {
        var tenant = await service.NewTenantAsync();
        var body = new JsonObject { ["environment"] = "PROD", ["limits"] = new JsonObject { [limit] = value } };
        var error = (await tenant.PostAsync("/bff/api-key/generate-key", body)).IsCoded(400, "INTERNAL_VALIDATION_FAILED");
        Assert.Equal($"\"limits.{limit}\" must be an integer from 1 to 2147483647", (string)error["message"]!);
    }

    [Fact]
    public async Task The_list_of_keys_tells_everything_but_the_key()
    {
        var tenant = await service.NewTenantAsync();
        (await tenant.PostAsync("/bff/api-key/generate-key", new JsonObject
        {
            ["environment"] = "DEV", ["scopes"] = new JsonArray("contacts"), ["description"] = "sync", ["expirationDate"] = "2099-12-31",
            ["limits"] = new JsonObject { ["perMinute"] = 10 },
        })).Is(200);

        var item = (await tenant.GetAsync("/bff/api-key/list")).Is(200)["items"]!.AsArray()
            .Single(k => (string)k!["kind"]! == "DEV")!.AsObject();

        Assert.Equal(
            ["createdAt", "description", "expiresAt", "id", "kind", "lastUsedAt", "limits", "revokedAt", "scopes"],
            item.Select(p => p.Key).Order());
        Assert.Equal(
            ("sync", "contacts", 10),
            ((string)item["description"]!, (string)item["scopes"]![0]!, (int)item["limits"]!["perMinute"]!));
        var wrong = new JsonObject { ["environment"] = "DEV", ["limits"] = new JsonObject { ["perHour"] = "x" } };
        (await tenant.PostAsync("/bff/api-key/generate-key", wrong))
            .IsCoded(400, "INTERNAL_VALIDATION_FAILED");
    }

    private static Task<Answer> PreviewAsync(Tenant tenant, string id, string email) =>
        tenant.PostAsync("/bff/contact/detail-change-email-preview", new JsonObject { ["id"] = id, ["newEmail"] = email });

    private static async Task<string> EmailsAsync(Tenant tenant, string query) => string.Join(
        ",", (await tenant.GetAsync($"/bff/contact/list?{query}")).Is(200)["items"]!.AsArray()
            .Select(item => ((string)item!["email"]!)[..1]));
}
