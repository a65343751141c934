using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;
using Contacts.WebFront.Console.Shell;
using Contacts.WebFront.Pipeline;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Contacts.WebFront.Tests;

/// <summary>The description and the routes are the same thing.</summary>
[Collection(InDevelopment.Name)]
public sealed class OpenApiTests(Service service)
{
    /// <summary>The description itself, and what people see in browsers.</summary>
    private static readonly string[] _others = ["/openapi/v1.json", "/assets/{name}", "/c/{token}", "/u/{token}", "/p/{token}"];

    [Fact]
    public async Task Every_route_is_described_and_every_described_route_is_there()
    {
        var document = await ApiDocument.ReadAsync(service);
        var described = ApiDocument.Operations(document).Select(o => $"{o.Method} {o.Path}");
        var mapped =
            from endpoint in service.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            where endpoint.Metadata.GetMetadata<BrowserAccess.PreflightMark>() is null
            let path = "/" + endpoint.RoutePattern.RawText!.Trim('/').Replace(":long", "", StringComparison.Ordinal)
            where !_others.Contains(path) && endpoint.Metadata.GetMetadata<ConsoleRoute>() is null
            from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
            select $"{method} {path}";

        Assert.Equal(mapped.Order(), described.Order());
        Assert.Contains("PATCH /api/v1/contacts/update", described);
    }

    [Fact]
    public async Task Every_operation_says_what_it_is_what_it_answers_and_how_it_fails()
    {
        foreach (var (path, method, operation) in ApiDocument.Operations(await ApiDocument.ReadAsync(service)))
        {
            var where = $"{method} {path}";
            Assert.False(string.IsNullOrWhiteSpace((string?)operation["summary"]), where);
            Assert.False(string.IsNullOrWhiteSpace((string?)operation["description"]), where);
            var responses = operation["responses"]!.AsObject();
            foreach (var (status, response) in responses)
                Assert.True(IsStream(status, response!) || response!["content"]!["application/json"]!["schema"]!["properties"] is not null, where);
            if (path.StartsWith("/health", StringComparison.Ordinal))
                continue;
            Assert.Equal(2, operation["security"]!.AsArray().Count);
            foreach (var status in new[] { "401", "403", "429", "500", "503" })
                Assert.NotEmpty(responses[status]!["content"]!["application/json"]!["examples"]!.AsObject());
            if (method != "GET")
                Assert.All(new[] { "400", "413", "415" }, status => Assert.NotNull(responses[status]));
        }
    }

    [Fact]
    public async Task Every_field_is_described_and_has_a_type()
    {
        foreach (var (path, method, operation) in ApiDocument.Operations(await ApiDocument.ReadAsync(service)))
        {
            if (operation["requestBody"]?["content"]!["application/json"] is { } body) // Others are files.
                AssertFields(body["schema"]!, $"{method} {path}");
            foreach (var parameter in operation["parameters"]?.AsArray() ?? [])
                Assert.NotEmpty((string)parameter!["description"]!);
            foreach (var (status, response) in operation["responses"]!.AsObject())
                if (!IsStream(status, response!))
                    AssertFields(response!["content"]!["application/json"]!["schema"]!, $"{method} {path} {status}");
        }
    }

    /// <summary>Whether a success is a text of another kind, written as it comes.</summary>
    private static bool IsStream(string status, JsonNode response) => status == "200" && response["content"]!.AsObject().All(
        content => content.Key != "application/json" && (string?)content.Value!["schema"]!["type"] == "string");

    [Fact]
    public async Task Every_route_that_a_root_key_uses_for_an_organisation_says_how_it_is_named()
    {
        var named = 0;
        foreach (var (path, method, operation) in ApiDocument.Operations(await ApiDocument.ReadAsync(service)))
        {
            var header = operation["parameters"]?.AsArray().SingleOrDefault(parameter => (string)parameter!["name"]! == "X-Organisation");
            var isNeeded = !path.StartsWith("/health", StringComparison.Ordinal) && path is not ("/bff/organisation/create" or "/bff/organisation/list" or "/bff/organisation/suspend" or "/bff/user/reset-two-factor");
            Assert.True(isNeeded == header is not null, $"{method} {path}");
            if (header is null)
                continue;
            Assert.Equal(("header", "string"), ((string)header["in"]!, (string)header["schema"]!["type"]!));
            Assert.False((bool?)header["required"] ?? false);
            named++;
        }
        Assert.True(named > 20);
    }

    [Fact]
    public async Task Every_admin_route_is_closed_to_keys_without_the_admin_scope()
    {
        var tenant = await service.NewTenantAsync();
        var key = await service.NewKeyAsync(tenant.Slug, "PROD", "public", "contacts");
        var admin = ApiDocument.Operations(await ApiDocument.ReadAsync(service)).Where(o => o.Path.StartsWith("/bff/", StringComparison.Ordinal)).ToList();

        Assert.True(admin.Count > 8);
        foreach (var (path, method, _) in admin)
            (await service.SendAsync(method, path, method == "GET" ? null : new JsonObject(), key))
                .IsCoded(403, "PERMISSION_MEMBER_HAS_NO_PERMISSION");
    }

    [Fact]
    public async Task Every_contacts_route_is_closed_to_keys_without_the_contacts_scope()
    {
        var tenant = await service.NewTenantAsync();
        var key = await service.NewKeyAsync(tenant.Slug, "PROD", "public", "admin");
        foreach (var (path, method, _) in ApiDocument.Operations(await ApiDocument.ReadAsync(service)))
            if (path.StartsWith("/api/v1/contacts", StringComparison.Ordinal)
                || path.StartsWith("/api/v1/groups", StringComparison.Ordinal))
                (await service.SendAsync(
                    method, path.Replace("{id}", "0", StringComparison.Ordinal), method == "GET" ? null : new JsonObject(), key))
                    .IsPlain(403, "This token may not access contacts");
    }

    private static void AssertFields(JsonNode schema, string where)
    {
        foreach (var (name, field) in schema["properties"]!.AsObject())
        {
            Assert.True(field!["type"] is not null && !string.IsNullOrEmpty((string?)field["description"]), $"{where} {name}");
            if (field["properties"] is not null)
                AssertFields(field, $"{where} {name}");
            if (field["items"]?["properties"] is not null)
                AssertFields(field["items"]!, $"{where} {name}");
        }
    }

    [Fact]
    public async Task Health_needs_no_key_and_the_description_says_so()
    {
        var document = await RawAsync();
        Assert.Equal("/", (string)Assert.Single(document["servers"]!.AsArray())!["url"]!);
        Assert.Equal("3.1.", ((string)document["openapi"]!)[..4]);
        var health = ApiDocument.Operations(document).Where(o => o.Path.StartsWith("/health/", StringComparison.Ordinal)).ToList();
        Assert.Equal(4, health.Count);
        Assert.All(health, o => Assert.Empty(o.Operation["security"]!.AsArray()));
    }

    [Fact]
    public async Task Every_address_that_may_be_null_in_an_answer_has_the_named_schema()
    {
        var document = await RawAsync();
        var schemas = document["components"]!["schemas"]!;
        Assert.Equal("""["null","string"]""", schemas["API_EMAIL_NULLABLE"]!["type"]!.ToJsonString());
        foreach (var name in new[] { "ListedContact", "NewContact", "UpdatedContact", "AdminContact", "DetailedContact", "ContactName" })
            Assert.Equal("#/components/schemas/API_EMAIL_NULLABLE", (string)schemas[name]!["properties"]!["email"]!["$ref"]!);
    }

    [Theory]
    [InlineData("/api/v1/newsletter/register-contact", "email", """ "string" """)]
    [InlineData("/api/v1/newsletter/register-contact", "firstName", """["null","string"]""")]
    [InlineData("/api/v1/newsletter/register-contact", "groups", """["null","array"]""")]
    [InlineData("/api/v1/contacts/create", "group_id", """["null","integer"]""")]
    [InlineData("/api/v1/contacts/update", "id", """ "integer" """)]
    [InlineData("/api/v1/contacts/update", "email", """["null","string"]""")]
    [InlineData("/api/v1/contacts/update", "group_ids", """["null","array"]""")]
    [InlineData("/bff/api-key/generate-key", "limits", """["null","object"]""")]
    [InlineData("/bff/api-key/generate-key", "limits.perHour", """["null","integer"]""")]
    [InlineData("/bff/organisation/settings", "name", """ "string" """)]
    [InlineData("/bff/organisation/settings", "defaultRegion", """["null","string"]""")]
    [InlineData("/bff/organisation/settings", "spam", """ "object" """)]
    [InlineData("/bff/organisation/settings", "limits", """["null","object"]""")]
    [InlineData("/bff/organisation/settings", "limits.perHour", """["null","integer"]""")]
    [InlineData("/bff/organisation/settings", "support.defaultRecipient", """["null","string"]""")]
    public async Task Bodies_may_have_null_where_the_service_takes_it(string path, string field, string type)
    {
        var schema = (await ApiDocument.ReadAsync(service))["paths"]![path]!["post"]!["requestBody"]!["content"]!["application/json"]!["schema"]!;
        foreach (var name in field.Split('.'))
            schema = schema["properties"]![name]!;
        Assert.Equal(type.Trim(), schema["type"]!.ToJsonString());
    }

    [Fact]
    public async Task The_description_is_made_once_compressed_and_not_sent_twice()
    {
        var plain = await service.SendAsync("GET", "/openapi/v1.json");
        var tag = plain.Response.Headers.ETag!;
        Assert.Equal("nosniff", Assert.Single(plain.Response.Headers.GetValues("X-Content-Type-Options")));

        var compressed = await GetAsync("Accept-Encoding", "br, gzip");
        Assert.Equal("gzip", Assert.Single(compressed.Content.Headers.ContentEncoding));
        await using var unzipped = new GZipStream(await compressed.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        Assert.Equal(plain.Text, await new StreamReader(unzipped).ReadToEndAsync());
        Assert.Empty((await GetAsync("Accept-Encoding", "gzip;q=0")).Content.Headers.ContentEncoding);

        var known = await GetAsync("If-None-Match", $"\"other\", {tag}");
        Assert.Equal((HttpStatusCode.NotModified, tag), (known.StatusCode, known.Headers.ETag));
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("If-None-Match", "\"other\"")).StatusCode);
    }

    private Task<HttpResponseMessage> GetAsync(string header, string value)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/openapi/v1.json");
        request.Headers.TryAddWithoutValidation(header, value);
        return service.Http.SendAsync(request);
    }

    private async Task<JsonNode> RawAsync() => (await service.SendAsync("GET", "/openapi/v1.json")).Is(200);
}
