namespace Contacts.WebFront.Tests;

/// <summary>Routes and methods that are not there, browsers, pages of lists, health.</summary>
[Collection(InDevelopment.Name)]
public sealed class RoutingTests(Service service)
{
    [Theory]
    [InlineData("/")]
    [InlineData("/api/v1/newsletter/nothing")]
    [InlineData("/api/v1/support")]
    [InlineData("/bff/nothing")]
    [InlineData("/nothing/at/all")]
    [InlineData("/openapi/v2.json")]
    public async Task An_unknown_route_is_404_with_a_code(string path) =>
        (await service.SendAsync("GET", path)).IsCoded(404, "INTERNAL_RESOURCE_NOT_FOUND");

    [Theory]
    [InlineData("/api/v1/contacts/nothing")]
    [InlineData("/api/v1/contacts/create/more")]
    [InlineData("/api/v1/groups/nothing")]
    public async Task An_unknown_route_of_contacts_is_404_with_a_sentence(string path) =>
        (await service.SendAsync("GET", path)).IsPlain(404, "Not found");

    [Theory]
    [InlineData("DELETE", "/api/v1/contacts", "GET")]
    [InlineData("GET", "/api/v1/contacts/create", "POST")]
    [InlineData("DELETE", "/api/v1/contacts/update", "PATCH, POST, PUT")]
    [InlineData("PUT", "/api/v1/groups/create", "POST")]
    public async Task A_wrong_method_is_405_with_a_sentence_before_any_key(string method, string path, string allowed)
    {
        var answer = await service.SendAsync(method, path);
        answer.IsPlain(405, "Method not allowed");
        Assert.Equal(allowed, string.Join(", ", answer.Response.Content.Headers.Allow.Order()));
    }

    [Theory]
    [InlineData("GET", "/bff/contact/create", "POST")]
    [InlineData("GET", "/api/v1/newsletter/register-contact", "OPTIONS, POST")]
    public async Task A_wrong_method_is_405_with_a_code_before_any_key(string method, string path, string allowed)
    {
        var answer = await service.SendAsync(method, path);
        answer.IsCoded(405, "METHOD_NOT_ALLOWED");
        Assert.Equal(allowed, string.Join(", ", answer.Response.Content.Headers.Allow.Order()));
    }

    [Fact]
    public async Task Any_website_may_call_the_newsletter_and_read_its_errors()
    {
        var preflight = new HttpRequestMessage(HttpMethod.Options, "/api/v1/newsletter/register-contact");
        preflight.Headers.Add("Origin", "https://shop.example");
        preflight.Headers.Add("Access-Control-Request-Method", "POST");
        var allowed = await service.SendAsync(preflight);
        Assert.Equal(204, allowed.Status);
        Assert.Equal("*", Assert.Single(allowed.Response.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Contains("Content-Type", Assert.Single(allowed.Response.Headers.GetValues("Access-Control-Allow-Headers")));

        var post = new HttpRequestMessage(HttpMethod.Post, "/api/v1/newsletter/register-contact");
        post.Headers.Add("Origin", "https://shop.example");
        var refused = await service.SendAsync(post);
        refused.IsCoded(401, "PUBLIC_API_KEY_IS_EMPTY");
        Assert.Equal("*", Assert.Single(refused.Response.Headers.GetValues("Access-Control-Allow-Origin")));
    }

    [Theory]
    [InlineData("GET", "/api/v1/newsletter/nothing", 404)]
    [InlineData("DELETE", "/api/v1/newsletter/register-contact", 405)]
    [InlineData("POST", "/api/v1/support/nothing", 404)]
    [InlineData("GET", "/api/v1/support/contact-form", 405)]
    public async Task Scripts_of_any_website_may_read_the_errors_of_public_paths(string method, string path, int status)
    {
        var request = new HttpRequestMessage(new(method), path);
        request.Headers.Add("Origin", "https://shop.example");

        var answer = await service.SendAsync(request);

        Assert.Equal(status, answer.Status);
        Assert.Equal("*", Assert.Single(answer.Response.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Contains("Retry-After", Assert.Single(answer.Response.Headers.GetValues("Access-Control-Expose-Headers")));
    }

    [Fact]
    public async Task No_website_may_call_the_admin_routes()
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/bff/contact/list");
        request.Headers.Add("Origin", "https://shop.example");
        Assert.False((await service.SendAsync(request)).Response.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData("page=0", "\"page\" must be a positive integer")]
    [InlineData("page=-1", "\"page\" must be a positive integer")]
    [InlineData("page=x", "\"page\" must be a positive integer")]
    [InlineData("page=1.5", "\"page\" must be a positive integer")]
    [InlineData("page=9223372036854775808", "\"page\" must be a positive integer")]
    [InlineData("per_page=0", "\"per_page\" must be a positive integer")]
    [InlineData("per_page=many", "\"per_page\" must be a positive integer")]
    [InlineData("group_id=x", "\"group_id\" must be an integer")]
    [InlineData("group_id=9223372036854775808", "\"group_id\" must be an integer")]
    [InlineData("subscribed=2", "\"subscribed\" must be 0 or 1")]
    [InlineData("subscribed=true", "\"subscribed\" must be 0 or 1")]
    [InlineData("search=%00", "\"search\" must not contain a NUL character")]
    public async Task A_wrong_parameter_of_the_list_is_400(string query, string sentence) =>
        (await service.SendAsync("GET", $"/api/v1/contacts?{query}", key: Service.SampleKey)).IsPlain(400, sentence);

    [Theory]
    [InlineData("", 1, 20)]
    [InlineData("page=&per_page=", 1, 20)]
    [InlineData("per_page=101", 1, 100)]
    [InlineData("per_page=99999999999999999999", 1, 100)]
    [InlineData("page=3000000000", 3_000_000_000, 20)]
    [InlineData("page=9223372036854775807&per_page=100", long.MaxValue, 100)]
    [InlineData("page=002&per_page=005", 2, 5)]
    public async Task Paging_has_defaults_and_bounds(string query, long page, int pageSize)
    {
        var tenant = await service.NewTenantAsync();
        await tenant.NewContactAsync("one@example.com");

        var answer = (await tenant.GetAsync($"/api/v1/contacts?{query}")).Is(200);

        Assert.Equal((1, page, pageSize, 1), ((int)answer["pagination"]!["total"]!, (long)answer["pagination"]!["page"]!,
            (int)answer["pagination"]!["per_page"]!, (int)answer["pagination"]!["pages"]!));
        Assert.Equal(page == 1 ? 1 : 0, answer["data"]!.AsArray().Count);
    }

    [Fact]
    public async Task Answers_are_json_that_nobody_keeps()
    {
        var answer = await service.SendAsync("GET", "/api/v1/groups", key: Service.SampleKey);
        Assert.Equal("application/json; charset=utf-8", answer.Response.Content.Headers.ContentType!.ToString());
        Assert.True(answer.Response.Headers.CacheControl!.NoStore);
        Assert.False(answer.Response.Headers.Contains("Server"));
    }

    [Theory]
    [InlineData("/", 404)]
    [InlineData("/docs", 200)]
    [InlineData("/docs/swagger-ui-bundle.js", 200)]
    [InlineData("/openapi/v1.json", 200)]
    [InlineData("/health/live", 200)]
    [InlineData("/health/ready", 200)]
    public async Task Routes_without_a_key_say_how_to_cache_and_that_types_are_not_guessed(string path, int status)
    {
        var answer = await service.SendAsync("GET", path);

        Assert.Equal(status, answer.Status);
        Assert.Equal("nosniff", Assert.Single(answer.Response.Headers.GetValues("X-Content-Type-Options")));
        Assert.NotNull(answer.Response.Headers.CacheControl);
    }

    [Fact]
    public async Task Health_needs_no_key()
    {
        Assert.Equal("""{"status":"live"}""", (await service.SendAsync("GET", "/health/live")).Text);
        Assert.Equal("""{"status":"ready"}""", (await service.SendAsync("GET", "/health/ready")).Text);
        Assert.Equal(200, (await service.SendAsync("HEAD", "/health/live")).Status);
        Assert.Equal(200, (await service.SendAsync("HEAD", "/health/ready")).Status);
    }

    [Fact]
    public async Task The_page_of_the_documentation_loads_from_this_server_alone()
    {
        var page = await service.SendAsync("GET", "/docs");
        Assert.Equal(200, page.Status);
        Assert.Contains("<base href=\"/docs/\">", page.Text);
        Assert.Equal(page.Text, (await service.SendAsync("GET", "/docs/index.html")).Text);
        Assert.DoesNotContain("//", page.Text);
        Assert.Contains("default-src 'self'", Assert.Single(page.Response.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal(200, (await service.SendAsync("GET", "/docs/swagger-ui-bundle.js")).Status);
    }
}
