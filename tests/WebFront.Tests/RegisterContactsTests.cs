using System.Text.Json.Nodes;

namespace Contacts.WebFront.Tests;

/// <summary>Many sign-ups in one request.</summary>
[Collection(InDevelopment.Name)]
public sealed class RegisterContactsTests(Service service)
{
    private const string Route = "/api/v1/newsletter/register-contacts";

    [Fact]
    public async Task Rows_come_to_what_each_would_alone()
    {
        var tenant = await service.NewTenantAsync();
        var known = (await tenant.NewContactAsync("known@example.com")).ContactId;

        var answer = await ManyAsync(tenant, """
            {"source":"fair","groups":["all"],"contacts":[{"email":"New@example.com","firstName":"Ann"},
            {"email":"known@example.com","groups":["own"]},{"email":"nobody"},{"email":"new@example.com","lastName":"Gray"},{"email":"new@example.com"}]}
            """);

        Assert.Equal("""{"created":1,"updated":2,"unchanged":1,"pending":0,"rejected":1}""", answer.Is(200)["counts"]!.ToJsonString());
        var results = answer.Json["results"]!.AsArray();
        Assert.Equal(["created", "updated", "rejected", "updated", "unchanged"], results.Select(row => (string)row!["outcome"]!));
        Assert.Equal([0, 1, 2, 3, 4], results.Select(row => (int)row!["index"]!));
        Assert.Equal(("new@example.com", known), ((string)results[0]!["email"]!, (long)results[1]!["id"]!));
        Assert.Equal("\"email\" must be a valid email address", (string)results[2]!["error"]!);
        Assert.Null(results[2]!["id"]);
        var contact = (await tenant.GetAsync("/bff/contact/list?filterFulltextQuery=ann")).Is(200)["items"]![0]!;
        var state = (string)contact["emailConsent"]!["state"]!;
        Assert.Equal(("Gray", "fair", "given"), ((string)contact["lastName"]!, (string)contact["source"]!, state));
        Assert.Equal(4, (int)(await tenant.GetAsync("/bff/analytics/signups")).Is(200)["totals"]!["submitted"]!);

        (await ManyAsync(tenant, """{"contacts":[]}""")).IsCoded(400, "INTERNAL_VALIDATION_FAILED");
        (await ManyAsync(tenant, "{}")).IsCoded(400, "INTERNAL_VALIDATION_FAILED");
        (await ManyAsync(tenant, Rows(1001))).IsCoded(400, "INTERNAL_VALIDATION_FAILED");
        (await ManyAsync(await tenant.WithKeyAsync("public"), """{"contacts":[{"email":"a@example.com"}]}"""))
            .IsCoded(403, "PERMISSION_MEMBER_HAS_NO_PERMISSION");
    }

    [Fact]
    public async Task Rows_take_as_many_permits_or_none()
    {
        var tenant = await service.NewTenantAsync();
        var limited = new Tenant(service, tenant.Slug, (string)(await tenant.PostAsync("/bff/api-key/generate-key", new()
        {
            ["environment"] = "PROD", ["scopes"] = new JsonArray("contacts"), ["limits"] = new JsonObject { ["perHour"] = 10 },
        })).Is(200)["apiKey"]!);

        var first = await ManyAsync(limited, Rows(6));
        Assert.Equal("4", first.Response.Headers.GetValues("X-RateLimit-Remaining-Hour").Single());
        (await ManyAsync(limited, Rows(5))).IsCoded(429, "PUBLIC_API_KEY_TOO_MANY_REQUEST");
        (await ManyAsync(limited, Rows(11))).IsCoded(429, "PUBLIC_API_KEY_TOO_MANY_REQUEST");
        Assert.Equal(4, (int)(await ManyAsync(limited, Rows(4))).Is(200)["counts"]!["unchanged"]!);
        (await ManyAsync(limited, Rows(1))).IsCoded(429, "PUBLIC_API_KEY_TOO_MANY_REQUEST");
        Assert.Equal(6, (int)(await tenant.GetAsync("/api/v1/contacts")).Is(200)["pagination"]!["total"]!);
    }

    [Fact]
    public async Task Sign_ups_that_wait_for_a_confirmation_are_pending()
    {
        var tenant = await service.NewTenantAsync();
        (await tenant.PostAsync("/bff/organisation/settings", new() { ["consent"] = new JsonObject { ["confirm"] = "always" } })).Is(200);

        var answer = await ManyAsync(tenant, """{"contacts":[{"email":"a@example.com"},{"email":"b@example.com"}]}""");

        Assert.Equal("""{"created":0,"updated":0,"unchanged":0,"pending":2,"rejected":0}""", answer.Is(200)["counts"]!.ToJsonString());
    }

    [Fact]
    public async Task A_repeated_request_is_answered_as_the_first_time()
    {
        var tenant = await service.NewTenantAsync();
        async Task<string> RegisterAsync()
        {
            var request = new HttpRequestMessage(HttpMethod.Post, Route) { Content = new StringContent(Rows(2), null, "application/json") };
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {tenant.Key}");
            request.Headers.TryAddWithoutValidation("Idempotency-Key", "rows");
            return (await service.SendAsync(request)).Text;
        }

        Assert.Equal(await RegisterAsync(), await RegisterAsync());
    }

    private static Task<Answer> ManyAsync(Tenant tenant, string body) =>
        tenant.PostAsync(Route, JsonNode.Parse(body)!.AsObject());

    private static string Rows(int count) =>
        $"{{\"contacts\":[{string.Join(',', Enumerable.Range(0, count).Select(i => $"{{\"email\":\"p{i}@example.com\"}}"))}]}}";
}
