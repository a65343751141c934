using System.Text.Json.Nodes;

namespace Contacts.WebFront.Tests;

/// <summary>Where a key is taken from, and every way in which one is refused.</summary>
[Collection(InDevelopment.Name)]
public sealed class KeyTests(Service service)
{
    private const string Unknown = "PROD0000000000000000000000000000";

    [Theory]
    [InlineData("", "PUBLIC_API_KEY_IS_EMPTY")]
    [InlineData("?apiKey=", "PUBLIC_API_KEY_IS_EMPTY")]
    [InlineData("?apiKey=%20", "PUBLIC_API_KEY_IS_EMPTY")]
    [InlineData("?apiKey=nonsense", "PUBLIC_API_KEY_IS_NOT_IN_VALID_FORMAT")]
    [InlineData("?apiKey=PROD000000000000000000000000000", "PUBLIC_API_KEY_IS_NOT_IN_VALID_FORMAT")]
    [InlineData("?apiKey=PROD000000000000000000000000000_", "PUBLIC_API_KEY_IS_NOT_IN_VALID_FORMAT")]
    [InlineData("?apiKey=prod0000000000000000000000000000", "PUBLIC_API_KEY_IS_NOT_IN_VALID_FORMAT")]
    [InlineData("?apiKey=PROD00000000000000000000000000%C3%A90", "PUBLIC_API_KEY_IS_NOT_IN_VALID_FORMAT")]
    [InlineData("?apiKey=" + Unknown, "PUBLIC_API_KEY_DOES_NOT_EXIST")]
    public async Task Refuses_a_key_in_both_dialects(string query, string code)
    {
        (await service.SendTextAsync("POST", "/api/v1/newsletter/register-contact" + query, "{}")).IsCoded(401, code);
        (await service.SendTextAsync("GET", "/bff/contact/list" + query, null)).IsCoded(401, code);
        (await service.SendTextAsync("GET", "/api/v1/contacts" + query, null)).IsPlain(401, "Missing or invalid API token");
        (await service.SendTextAsync("POST", "/api/v1/groups/create" + query, "{}")).IsPlain(401, "Missing or invalid API token");
    }

    [Theory]
    [InlineData("Bearer ")]
    [InlineData("bearer ")]
    [InlineData("BEARER  ")]
    public async Task Takes_the_key_from_the_header_whatever_the_case_of_the_scheme(string scheme)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/groups");
        request.Headers.TryAddWithoutValidation("Authorization", scheme + Service.SampleKey);

        (await service.SendAsync(request)).Is(200);
    }

    [Fact]
    public async Task The_query_counts_before_the_header_and_the_header_before_the_body()
    {
        var body = new JsonObject { ["name"] = "never" };
        (await service.SendAsync("GET", $"/api/v1/groups?apiKey={Service.SampleKey}", key: Unknown)).Is(200);
        (await service.SendAsync("GET", $"/api/v1/groups?apiKey={Unknown}", key: Service.SampleKey)).Is(401);
        body["apiKey"] = Service.SampleKey;
        (await service.SendAsync("POST", "/api/v1/groups/create", body, Unknown)).Is(401);
        body["name"] = "";
        (await service.SendAsync("POST", "/api/v1/groups/create", body)).IsPlain(400, "\"name\" is required");
    }

    [Fact]
    public async Task A_blank_key_gives_way_to_the_next_place()
    {
        (await service.SendAsync("GET", "/api/v1/groups?apiKey=", key: Service.SampleKey)).Is(200);
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/groups/create?apiKey=")
        {
            Content = new StringContent($$"""{"apiKey":"{{Service.SampleKey}}"}""", null, "application/json"),
        };
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer ");

        (await service.SendAsync(request)).IsPlain(400, "\"name\" is required");
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("\uFEFF")]
    [InlineData("{\"apiKey\": 5}")]
    [InlineData($"{{\"inner\": {{\"apiKey\": \"{ServiceHost.SampleKey}\"}}}}")]
    public async Task A_body_without_a_readable_key_has_none(string body) =>
        (await service.SendTextAsync("POST", "/bff/contact/create", body)).IsCoded(401, "PUBLIC_API_KEY_IS_EMPTY");

    [Theory]
    [InlineData("{broken")]
    [InlineData(" ")]
    [InlineData("{} trailing")]
    [InlineData("{\"x\": \"\\ud800\"}")]
    [InlineData("{\"\\ud800\": 1}")]
    [InlineData($"{{\"apiKey\": \"{ServiceHost.SampleKey}\", \"email\":}}")]
    public async Task A_body_that_cannot_be_read_for_its_key_is_400(string body)
    {
        (await service.SendTextAsync("POST", "/bff/contact/create", body)).IsCoded(400, "INTERNAL_VALIDATION_FAILED");
        (await service.SendTextAsync("POST", "/api/v1/contacts/create", body)).IsPlain(400, "Request body must be valid JSON");
    }

    [Fact]
    public async Task A_body_that_is_not_utf8_or_too_large_is_refused_as_such_before_its_key_is_missed()
    {
        byte[] wrong = [.. "{\"company\": \""u8, 0xC3, 0x28, .. "\"}"u8];
        (await service.SendBytesAsync("POST", "/api/v1/groups/create", wrong, "application/json", null))
            .IsPlain(400, "Request body must be valid JSON");
        var large = $$"""{"company": "{{new string('x', 64 * 1024)}}", "apiKey": "{{Service.SampleKey}}"}""";
        (await service.SendTextAsync("POST", "/api/v1/groups/create", large)).IsPlain(413, "Request body too large");
        (await service.SendTextAsync("POST", "/bff/contact/create", large)).IsCoded(413, "PAYLOAD_TOO_LARGE");
        foreach (var body in (string[])["{broken", large])
            (await service.SendTextAsync("POST", "/bff/contact/create", body, "text/plain")).IsCoded(401, "PUBLIC_API_KEY_IS_EMPTY");
    }

    [Fact]
    public async Task A_key_in_a_body_that_cannot_be_read_spends_no_permit()
    {
        var tenant = await service.NewTenantAsync();
        var body = $$"""{"apiKey": "{{tenant.Key}}", "email":}""";
        var answer = await service.SendTextAsync("POST", "/api/v1/newsletter/register-contact", body);

        answer.IsCoded(400, "INTERNAL_VALIDATION_FAILED");
        Assert.DoesNotContain(answer.Response.Headers, header => header.Key.StartsWith("X-RateLimit", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_revoked_key_is_refused_as_deleted()
    {
        var tenant = await service.NewTenantAsync();
        var key = await service.NewKeyAsync(tenant.Slug, "DEV", "public");
        Assert.StartsWith("DEV_", key);
        var id = (await tenant.GetAsync("/bff/api-key/list")).Is(200)["items"]!.AsArray()
            .Single(item => (string)item!["kind"]! == "DEV")!["id"]!.DeepClone();

        (await tenant.PostAsync("/bff/api-key/revoke", new JsonObject { ["id"] = id })).Is(200);

        (await service.SendAsync("POST", "/api/v1/newsletter/register-contact", new JsonObject(), key))
            .IsCoded(401, "PUBLIC_API_KEY_HAS_BEEN_DELETED");
        (await tenant.PostAsync("/bff/api-key/revoke", new JsonObject { ["id"] = 999_999_999 }))
            .IsCoded(404, "INTERNAL_RESOURCE_NOT_FOUND");
        (await tenant.PostAsync("/bff/api-key/revoke", new JsonObject())).IsCoded(400, "INTERNAL_VALIDATION_FAILED");
    }

    [Fact]
    public async Task A_key_without_scopes_named_is_for_the_public_routes_alone()
    {
        var tenant = await service.NewTenantAsync();
        var answer = await tenant.PostAsync("/bff/api-key/generate-key", new JsonObject { ["environment"] = "PROD" });
        var key = (string)answer.Is(200)["apiKey"]!;

        (await service.SendAsync("POST", "/api/v1/newsletter/register-contact", new JsonObject { ["email"] = "a@example.com" }, key))
            .Is(200);
        (await service.SendAsync("GET", "/api/v1/contacts", key: key)).IsPlain(403, "This token may not access contacts");
        (await service.SendAsync("GET", "/bff/contact/list", key: key)).IsCoded(403, "PERMISSION_MEMBER_HAS_NO_PERMISSION");
    }

    [Fact]
    public async Task A_root_key_must_name_an_organisation_that_exists()
    {
        var tenant = await service.NewTenantAsync();
        (await service.SendAsync("GET", "/bff/contact/list", key: Service.RootKey)).IsCoded(400, "INTERNAL_ORGANISATION_IS_REQUIRED");
        (await service.SendAsync("GET", "/bff/contact/list?organisation=nobody", key: Service.RootKey))
            .IsCoded(404, "INTERNAL_RESOURCE_NOT_FOUND");
        (await service.SendAsync("GET", $"/bff/contact/list?organisation={tenant.Slug}", key: Service.RootKey)).Is(200);

        var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/contacts?apiKey={Service.RootKey}");
        request.Headers.Add("X-Organisation", tenant.Slug);
        (await service.SendAsync(request)).Is(200);
    }

    [Fact]
    public async Task Only_root_creates_organisations()
    {
        var tenant = await service.NewTenantAsync();
        var body = new JsonObject { ["slug"] = tenant.Slug, ["name"] = "Again" };
        (await tenant.PostAsync("/bff/organisation/create", body)).IsCoded(403, "PERMISSION_MEMBER_HAS_NO_PERMISSION");
        (await service.SendAsync("POST", "/bff/organisation/create", body, Service.RootKey))
            .IsCoded(409, "ORGANISATION_SLUG_ALREADY_EXISTS");
        body["slug"] = "Not a slug!";
        (await service.SendAsync("POST", "/bff/organisation/create", body, Service.RootKey)).IsCoded(400, "INTERNAL_VALIDATION_FAILED");
    }

    [Fact]
    public async Task Root_keys_are_listed_behind_the_others_and_revoked_for_root_alone()
    {
        var (tenant, other) = (await service.NewTenantAsync(), await service.NewTenantAsync());
        var root = await service.NewKeyAsync(tenant.Slug, "ROOT");
        var items = (await service.SendAsync("GET", $"/bff/api-key/list?organisation={other.Slug}", key: root)).Is(200)["items"]!.AsArray();
        var listed = items.Single(item => (string)item!["description"]! == $"key of {tenant.Slug}")!;
        var revoke = new JsonObject { ["id"] = (long)listed["id"]! };

        Assert.Equal("ROOT", (string)listed["kind"]!);
        Assert.Equal("PROD", (string)items[0]!["kind"]!);
        Assert.All(items.Skip(1), item => Assert.Equal("ROOT", (string)item!["kind"]!));
        Assert.Equal("PROD", (string)Assert.Single((await tenant.GetAsync("/bff/api-key/list")).Is(200)["items"]!.AsArray())!["kind"]!);
        (await tenant.PostAsync("/bff/api-key/revoke", revoke)).IsCoded(404, "INTERNAL_RESOURCE_NOT_FOUND");

        var path = $"/bff/api-key/revoke?organisation={other.Slug}";
        (await service.SendAsync("POST", path, revoke, Service.RootKey)).Is(200);
        (await service.SendAsync("POST", path, revoke, Service.RootKey)).Is(200);
        var later = await service.SendAsync("GET", $"/bff/api-key/list?organisation={tenant.Slug}", key: Service.RootKey);
        Assert.NotNull(later.Is(200)["items"]!.AsArray().Single(item => (long)item!["id"]! == (long)revoke["id"]!)!["revokedAt"]);
        (await service.SendAsync("POST", path, new JsonObject { ["id"] = 999_999_999 }, Service.RootKey))
            .IsCoded(404, "INTERNAL_RESOURCE_NOT_FOUND");
    }

    [Fact]
    public async Task Only_root_generates_root_keys()
    {
        var tenant = await service.NewTenantAsync();
        (await tenant.PostAsync("/bff/api-key/generate-key", new JsonObject { ["environment"] = "ROOT" }))
            .IsCoded(403, "PERMISSION_MEMBER_HAS_NO_PERMISSION");
        (await tenant.PostAsync("/bff/api-key/generate-key", new JsonObject { ["environment"] = "TEST" }))
            .IsCoded(400, "INTERNAL_VALIDATION_FAILED");
    }

    [Fact]
    public async Task A_key_gives_at_most_its_own_scopes()
    {
        var tenant = await service.NewTenantAsync();
        var admin = await tenant.WithKeyAsync("admin", "public");

        (await GenerateAsync(admin, "contacts")).IsCoded(403, "PERMISSION_MEMBER_HAS_NO_PERMISSION");
        (await GenerateAsync(admin, "public", "contacts")).IsCoded(403, "PERMISSION_MEMBER_HAS_NO_PERMISSION");
        (await GenerateAsync(await tenant.WithKeyAsync("admin"))).IsCoded(403, "PERMISSION_MEMBER_HAS_NO_PERMISSION");
        (await GenerateAsync(admin, "public")).Is(200);
    }

    [Fact]
    public async Task A_key_gives_at_most_its_own_limits()
    {
        var tenant = await service.NewTenantAsync();
        var body = new JsonObject { ["environment"] = "PROD", ["limits"] = new JsonObject { ["perMinute"] = 500_001 } };

        (await tenant.PostAsync("/bff/api-key/generate-key", body)).IsCoded(400, "INTERNAL_VALIDATION_FAILED");
    }

    [Theory]
    [InlineData("2020-01-01")]
    [InlineData("2020-01-01T00:00:00Z")]
    public async Task A_key_does_not_expire_in_the_past(string date)
    {
        var tenant = await service.NewTenantAsync();

        (await tenant.PostAsync("/bff/api-key/generate-key", new JsonObject { ["environment"] = "PROD", ["expirationDate"] = date }))
            .IsCoded(400, "INTERNAL_VALIDATION_FAILED");
    }

    [Fact]
    public async Task A_key_may_last_to_the_end_of_time()
    {
        var tenant = await service.NewTenantAsync();

        (await tenant.PostAsync("/bff/api-key/generate-key", new() { ["environment"] = "PROD", ["expirationDate"] = "9999-12-31" })).Is(200);

        var newest = (await tenant.GetAsync("/bff/api-key/list")).Is(200)["items"]![0]!;
        Assert.Equal("9999-12-31T23:59:59.999Z", (string)newest["expiresAt"]!);
    }

    [Fact]
    public async Task Limits_of_an_organisation_that_a_root_key_set_are_changed_by_a_root_key_alone()
    {
        var tenant = await service.NewTenantAsync();
        const string path = "/bff/organisation/settings";
        static JsonObject Limits(int? perMinute) => new() { ["limits"] = new JsonObject { ["perMinute"] = perMinute } };

        (await tenant.PostAsync(path, Limits(5_000))).Is(200);
        (await service.SendAsync("POST", $"{path}?organisation={tenant.Slug}", Limits(1_000), Service.RootKey)).Is(200);
        (await tenant.PostAsync(path, Limits(null))).IsCoded(403, "PERMISSION_MEMBER_HAS_NO_PERMISSION");
        (await tenant.PostAsync(path, new JsonObject { ["name"] = "Still mine" })).Is(200);
        (await service.SendAsync("POST", $"{path}?organisation={tenant.Slug}", Limits(null), Service.RootKey)).Is(200);
        (await tenant.PostAsync(path, Limits(6_000))).Is(200);
    }

    private static Task<Answer> GenerateAsync(Tenant tenant, params string[] scopes) => tenant.PostAsync(
        "/bff/api-key/generate-key",
        scopes.Length == 0
            ? new JsonObject { ["environment"] = "PROD" }
            : new JsonObject { ["environment"] = "PROD", ["scopes"] = new JsonArray([.. scopes.Select(scope => (JsonNode)scope)]) });
}
