using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Contacts.WebFront.Tests.Audit;

/// <summary>Every change by `/bff` is in the audit, once.</summary>
[Collection(InDevelopment.Name)]
public sealed class AuditTests(Service service)
{
    /// <summary>Routes that take a body and change nothing.</summary>
    private static readonly string[] _reads = ["/bff/contact/detail-change-email-preview"];

    public static TheoryData<string> Routes() => new(AuditedRoutes.All.Keys);

    [Fact]
    public void Every_route_of_administrators_that_is_no_read_is_tried()
    {
        var unsafeRoutes =
            from endpoint in service.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            where endpoint.RoutePattern.RawText!.StartsWith("/bff", StringComparison.Ordinal)
            where endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Any(method => method is not ("GET" or "HEAD" or "OPTIONS")) == true
            select endpoint.RoutePattern.RawText;

        Assert.Equal(AuditedRoutes.All.Keys.Concat(_reads).Order(), unsafeRoutes.Order());
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task A_change_leaves_one_entry_and_its_repetition_none(string route)
    {
        var tenant = await service.NewTenantAsync();
        var change = await AuditedRoutes.All[route](service, tenant);
        var before = change.Slug is null || change.Slug == tenant.Slug ? await EntriesAsync(tenant, change) : [];

        var first = await SendAsync(tenant, change.Path ?? route, change, change.Body, "once");
        var again = await SendAsync(tenant, change.Path ?? route, change, change.Body, "once");

        Assert.Equal((true, first.Text), (first.Status is 200 or 202, again.Text));
        var entry = Assert.Single((await EntriesAsync(tenant, change))[..^before.Length]);
        Assert.Equal(change.Action, (string)entry["action"]!);
        var target = $"{(string)entry["target"]!["kind"]!}:{(string)entry["target"]!["id"]!}";
        Assert.Equal(change.Target ?? target, target);
        Assert.Equal("key", (string)entry["actor"]!["kind"]!);
        Assert.Equal(change.Key is null ? $"PROD key {await FirstKeyAsync(tenant)}" : "ROOT key 0", (string)entry["actor"]!["name"]!);
        Assert.Equal("127.0.0.1", (string)entry["ip"]!);
        Assert.DoesNotContain("example.com", (string)entry["summary"]!, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task A_request_that_fails_or_changes_nothing_leaves_no_entry(string route)
    {
        var tenant = await service.NewTenantAsync();
        var change = await AuditedRoutes.All[route](service, tenant);
        await SendAsync(tenant, change.Path ?? route, change, change.Body);
        var before = await EntriesAsync(tenant, change);

        await SendAsync(tenant, (change.Path ?? route) + change.IdleQuery, change, change.Idle ?? change.Body);

        Assert.Equal(before.Length, (await EntriesAsync(tenant, change)).Length);
    }

    [Fact]
    public async Task A_change_of_email_that_merges_is_both()
    {
        var tenant = await service.NewTenantAsync();
        var ((id, _), _) = (await tenant.NewContactAsync("a@example.com"), await tenant.NewContactAsync("b@example.com"));
        (await tenant.PostAsync("/bff/contact/detail-change-email", new()
        {
            ["id"] = id, ["currentEmail"] = "a@example.com", ["newEmail"] = "b@example.com", ["reason"] = "same person", ["confirmMerge"] = true,
        })).Is(200);

        var entries = await ListAsync(tenant, $"?target=contact:{id}");

        Assert.Equal(
            ["contact.email-changed", "contact.merged", "contact.created"], entries.Select(entry => (string)entry["action"]!));
    }

    [Fact]
    public async Task What_integrators_and_people_do_is_not_in_the_audit()
    {
        var tenant = await service.NewTenantAsync();
        var before = await ListAsync(tenant);

        (await tenant.PostAsync("/api/v1/newsletter/register-contact", new() { ["email"] = "eva@example.com" })).Is(200);
        (await tenant.PostAsync("/api/v1/groups/create", new() { ["name"] = "VIP" })).Is(201);
        var created = (await tenant.PostAsync("/api/v1/contacts/create", new() { ["email"] = "jan@example.com" })).Is(201)["contact"]!;
        (await tenant.PostAsync("/api/v1/contacts/update", new() { ["id"] = (long)created["id"]!, ["company"] = "Acme" })).Is(200);

        Assert.Equal(before.Length, (await ListAsync(tenant)).Length);
    }

    [Fact]
    public async Task The_list_pages_and_filters()
    {
        var tenant = await service.NewTenantAsync();
        foreach (var name in (string[])["a", "b", "c"]) await tenant.NewContactAsync($"{name}@example.com");

        var first = (await tenant.GetAsync("/bff/audit/list?limit=2&action=contact.created")).Is(200);
        var second = (await tenant.GetAsync($"/bff/audit/list?limit=2&action=contact.created&before={first["nextBefore"]}")).Is(200);

        Assert.Equal((2, 1), (first["items"]!.AsArray().Count, second["items"]!.AsArray().Count));
        Assert.Null(second["nextBefore"]);
        Assert.Equal(2, (await ListAsync(tenant, "?actor=ROOT%20key%200")).Length); // The organisation and its first key.
        Assert.Empty(await ListAsync(tenant, "?actor=nobody"));
        foreach (var wrong in (string[])["limit=0", "before=x", "target=contact", "target=:x"])
            (await tenant.GetAsync($"/bff/audit/list?{wrong}")).IsCoded(400, "INTERNAL_VALIDATION_FAILED");
    }

    [Fact]
    public async Task Another_organisation_has_its_own_audit()
    {
        var (one, other) = (await service.NewTenantAsync(), await service.NewTenantAsync());
        var (id, _) = await one.NewContactAsync("a@example.com");

        Assert.Empty(await ListAsync(other, $"?target=contact:{id}"));
    }

    private async Task<JsonNode[]> EntriesAsync(Tenant tenant, AuditedChange change) => change.Slug is null
        ? await ListAsync(tenant)
        : Items(await service.SendAsync("GET", $"/bff/audit/list?organisation={change.Slug}", key: ServiceHost.RootKey));

    private static async Task<JsonNode[]> ListAsync(Tenant tenant, string query = "") => Items(await tenant.GetAsync($"/bff/audit/list{query}"));

    private static JsonNode[] Items(Answer answer) => [.. answer.Is(200)["items"]!.AsArray()!];

    /// <summary>The id of the key that the tenant was made with.</summary>
    private static async Task<long> FirstKeyAsync(Tenant tenant) =>
        (await tenant.GetAsync("/bff/api-key/list")).Is(200)["items"]!.AsArray().Min(key => (long)key!["id"]!);

    private Task<Answer> SendAsync(Tenant tenant, string route, AuditedChange change, string body, string? idempotencyKey = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, route) { Content = new StringContent(body, Encoding.UTF8, change.ContentType) };
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {change.Key ?? tenant.Key}");
        if (idempotencyKey is not null) request.Headers.Add("Idempotency-Key", idempotencyKey);
        return service.SendAsync(request);
    }
}
