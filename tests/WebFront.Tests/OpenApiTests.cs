using System.Text.Json.Nodes;
using Contacts.WebFront.Requests;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Contacts.WebFront.Tests;

/// <summary>The description and the routes are the same thing.</summary>
[Collection(InDevelopment.Name)]
public sealed class OpenApiTests(Service service)
{
    [Fact]
    public async Task Every_route_is_described_and_every_described_route_is_there()
    {
        var document = await DocumentAsync();
        var described = Operations(document).Select(o => $"{o.Method} {o.Path}");
        var mapped =
            from endpoint in service.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            where endpoint.Metadata.GetMetadata<BrowserAccess.PreflightMark>() is null
            let path = "/" + endpoint.RoutePattern.RawText!.Trim('/')
            where !path.StartsWith("/openapi/", StringComparison.Ordinal)
            from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
            select $"{method} {path}";

        Assert.Equal(mapped.Order(), described.Order());
        Assert.Contains("PATCH /api/v1/contacts/update", described);
    }

    [Fact]
    public async Task Every_operation_says_what_it_is_what_it_answers_and_how_it_fails()
    {
        foreach (var (path, method, operation) in Operations(await DocumentAsync()))
        {
            var where = $"{method} {path}";
            Assert.False(string.IsNullOrWhiteSpace((string?)operation["summary"]), where);
            Assert.False(string.IsNullOrWhiteSpace((string?)operation["description"]), where);
            var responses = operation["responses"]!.AsObject();
            foreach (var (status, response) in responses)
                Assert.NotNull(response!["content"]!["application/json"]!["schema"]!["properties"]);
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
        foreach (var (path, method, operation) in Operations(await DocumentAsync()))
        {
            if (operation["requestBody"]?["content"]!["application/json"] is { } body) // Others are files.
                AssertFields(body["schema"]!, $"{method} {path}");
            foreach (var parameter in operation["parameters"]?.AsArray() ?? [])
                Assert.NotEmpty((string)parameter!["description"]!);
            foreach (var (status, response) in operation["responses"]!.AsObject())
                AssertFields(response!["content"]!["application/json"]!["schema"]!, $"{method} {path} {status}");
        }
    }

    [Fact]
    public async Task Every_route_that_a_root_key_uses_for_an_organisation_says_how_it_is_named()
    {
        var named = 0;
        foreach (var (path, method, operation) in Operations(await DocumentAsync()))
        {
            var header = operation["parameters"]?.AsArray().SingleOrDefault(parameter => (string)parameter!["name"]! == "X-Organisation");
            var isNeeded = !path.StartsWith("/health", StringComparison.Ordinal) && path != "/bff/organisation/create";
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
        var admin = Operations(await DocumentAsync()).Where(o => o.Path.StartsWith("/bff/", StringComparison.Ordinal)).ToList();

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
        foreach (var (path, method, _) in Operations(await DocumentAsync()))
            if (path.StartsWith("/api/v1/contacts", StringComparison.Ordinal)
                || path.StartsWith("/api/v1/groups", StringComparison.Ordinal))
                (await service.SendAsync(method, path, method == "GET" ? null : new JsonObject(), key))
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

    private async Task<JsonNode> DocumentAsync() => (await service.SendAsync("GET", "/openapi/v1.json")).Is(200);

    private static IEnumerable<(string Path, string Method, JsonNode Operation)> Operations(JsonNode document) =>
        from path in document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        select (path.Key, operation.Key.ToUpperInvariant(), operation.Value!);
}
