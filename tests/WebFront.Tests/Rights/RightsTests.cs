using System.Text;
using System.Text.Json.Nodes;
using Contacts.Core.Keys;
using Contacts.Grains.Abstractions.ApiKeys;
using Contacts.Silo.Settings;
using Microsoft.Extensions.DependencyInjection;
using Orleans;

namespace Contacts.WebFront.Tests.Rights;

/// <summary>The table of SECURITY.md that says who may do what, row by row.</summary>
[Collection(InProduction.Name)]
public sealed class RightsTests(ProductionService service)
{
    private const string Keys = "/bff/api-key/generate-key";
    private const string Settings = "/bff/organisation/settings";

    private static readonly Dictionary<string, Func<RightsTests, Tenant, Task>> _checks = new()
    {
        ["anybody on the network"] = (test, _) => test.CheckAnybodyAsync(),
        ["a key with the scope `public`, as in a page"] = (_, tenant) => CheckPublicAsync(tenant),
        ["whoever has a link of a mail"] = (test, tenant) => test.CheckLinkAsync(tenant),
        ["a key with `contacts`"] = (test, tenant) => test.CheckContactsAsync(tenant),
        ["a key with `admin`"] = (test, tenant) => test.CheckAdminAsync(tenant),
        ["a key of a suspended organisation"] = (test, tenant) => test.CheckSuspendedAsync(tenant),
        ["a ROOT key"] = (test, tenant) => test.CheckRootAsync(tenant),
        ["a process with a certificate of the cluster"] = (test, tenant) => test.CheckProcessAsync(tenant),
        ["whoever reads the database"] = (test, tenant) => test.CheckDatabaseAsync(tenant),
    };

    public static TheoryData<string> Rows() => new(Who());

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task May_do_what_its_row_says_and_no_more(string who) => await _checks[who](this, await service.NewTenantAsync());

    [Fact]
    public void Every_row_is_checked() => Assert.Equal(_checks.Keys.Order(), Who().Order());

    private static string[] Who() => [.. SecurityPage.Table("who").Select(row => row[0])];

    private async Task CheckAnybodyAsync()
    {
        foreach (var path in new[] { "/health/live", "/health/ready", "/docs", "/openapi/v1.json" })
            Assert.Equal(200, (await service.SendAsync("GET", path)).Status);
        foreach (var path in new[] { "/bff/contact/list", "/bff/ticket/list", "/bff/contact/history?id=x" })
            (await service.SendAsync("GET", path)).IsCoded(401, "PUBLIC_API_KEY_IS_EMPTY");
        (await service.SendAsync("GET", "/api/v1/contacts")).IsPlain(401, "Missing or invalid API token");
    }

    private static async Task CheckPublicAsync(Tenant tenant)
    {
        var page = await tenant.WithKeyAsync("public");
        await tenant.NewContactAsync("known@example.com");
        Task<Answer> SignUpAsync(string email) => page.PostAsync("/api/v1/newsletter/register-contact", new() { ["email"] = email });
        Task<Answer> WriteAsync(string email) =>
            page.PostAsync("/api/v1/support/contact-form", new() { ["message"] = $"Hello from {email}", ["customerEmail"] = email });

        foreach (var ask in new[] { SignUpAsync, (Func<string, Task<Answer>>)WriteAsync })
            Assert.Equal((await ask("known@example.com")).Is(200).ToJsonString(), (await ask("unknown@example.com")).Is(200).ToJsonString());
        foreach (var path in new[] { "/bff/contact/list", "/bff/ticket/list", "/bff/api-key/list" })
            (await page.GetAsync(path)).IsCoded(403, "PERMISSION_MEMBER_HAS_NO_PERMISSION");
        (await page.GetAsync("/api/v1/contacts")).IsPlain(403, "This token may not access contacts");
    }

    private async Task CheckLinkAsync(Tenant tenant)
    {
        await tenant.NewContactAsync("of-the-link@example.com");
        var links = await tenant.PostAsync("/api/v1/newsletter/links", new() { ["emails"] = new JsonArray("of-the-link@example.com") });
        var path = new Uri((string)links.Is(200)["items"]![0]!["unsubscribeUrl"]!).AbsolutePath;

        Assert.Equal(404, (await service.SendTextAsync("POST", path.Replace("/u/", "/p/"), "action=save", "application/x-www-form-urlencoded")).Status);
        Assert.Equal(404, (await service.SendTextAsync("POST", path[..^1], "", "application/x-www-form-urlencoded")).Status);
        Assert.Equal(200, (await service.SendTextAsync("POST", path, "", "application/x-www-form-urlencoded")).Status);
    }

    private async Task CheckContactsAsync(Tenant tenant)
    {
        var integrator = await tenant.WithKeyAsync("contacts");
        var (other, foreign) = (await service.NewTenantAsync(), "foreign@example.com");
        var (_, foreignId) = await other.NewContactAsync(foreign);

        var group = (await integrator.PostAsync("/api/v1/groups/create", new() { ["name"] = "VIP" })).Is(201)["group"]!["id"]!;
        var created = (await integrator.PostAsync(
            "/api/v1/contacts/create", new() { ["email"] = "own@example.com", ["group_id"] = group.DeepClone() })).Is(201)["contact"]!;
        (await integrator.PostAsync("/api/v1/contacts/update", new() { ["id"] = created["id"]!.DeepClone(), ["company"] = "Acme" })).Is(200);
        (await integrator.PostAsync("/api/v1/contacts/update", new() { ["id"] = foreignId, ["company"] = "Acme" }))
            .IsPlain(404, "Contact not found");
        Assert.Equal(1, (int)(await integrator.GetAsync($"/api/v1/contacts?organisation={other.Slug}")).Is(200)["pagination"]!["total"]!);
        (await integrator.GetAsync("/bff/contact/list")).IsCoded(403, "PERMISSION_MEMBER_HAS_NO_PERMISSION");
        (await integrator.PostAsync(Keys, new() { ["environment"] = "PROD" })).IsCoded(403, "PERMISSION_MEMBER_HAS_NO_PERMISSION");
    }

    private async Task CheckAdminAsync(Tenant tenant)
    {
        var admin = await tenant.WithKeyAsync("admin");
        var (one, _) = await admin.NewContactAsync("one@example.com");
        var (two, _) = await admin.NewContactAsync("two@example.com");
        (await admin.PostAsync("/bff/contact/merge-customers", new() { ["finalCustomerId"] = one, ["legacyCustomerId"] = two })).Is(200);
        (await service.SendTextAsync("POST", "/bff/contact/import", "email\nthree@example.com\n", "text/csv", admin.Key)).Is(202);
        (await admin.GetAsync("/bff/ticket/list")).Is(200);
        (await admin.PostAsync(Settings, new() { ["name"] = "Acme" })).Is(200);
        (await admin.PostAsync(Keys, new() { ["environment"] = "PROD", ["scopes"] = new JsonArray("admin") })).Is(200);

        (await admin.PostAsync(Keys, new() { ["environment"] = "PROD", ["scopes"] = new JsonArray("admin", "contacts") }))
            .IsCoded(403, "PERMISSION_MEMBER_HAS_NO_PERMISSION");
        (await admin.PostAsync(Keys, new()
        {
            ["environment"] = "PROD", ["scopes"] = new JsonArray("admin"), ["limits"] = new JsonObject { ["perMinute"] = 500_001 },
        })).IsCoded(400, "INTERNAL_VALIDATION_FAILED");
        (await service.SendAsync(
            "POST", $"{Settings}?organisation={tenant.Slug}", new JsonObject { ["limits"] = new JsonObject { ["perMinute"] = 9_000 } },
            ServiceHost.RootKey)).Is(200);
        (await admin.PostAsync(Settings, new() { ["limits"] = null })).IsCoded(403, "PERMISSION_MEMBER_HAS_NO_PERMISSION");
    }

    private async Task CheckSuspendedAsync(Tenant tenant)
    {
        await tenant.NewContactAsync("of-the-suspended@example.com");
        var links = await tenant.PostAsync("/api/v1/newsletter/links", new() { ["emails"] = new JsonArray("of-the-suspended@example.com") });
        var path = new Uri((string)links.Is(200)["items"]![0]!["unsubscribeUrl"]!).AbsolutePath;
        var organisation = new JsonObject { ["organisation"] = tenant.Slug, ["suspended"] = true };
        (await service.SendAsync("POST", "/bff/organisation/suspend", organisation, ServiceHost.RootKey)).Is(200);

        (await RefusedAsync(() => tenant.GetAsync("/bff/contact/list"))).IsCoded(403, "ORGANISATION_SUSPENDED");
        (await RefusedAsync(() => tenant.GetAsync("/api/v1/contacts"))).IsPlain(403, "Organisation is suspended");
        (await service.SendAsync("GET", $"/bff/contact/list?organisation={tenant.Slug}", key: ServiceHost.RootKey)).Is(200);
        Assert.Equal(200, (await service.SendTextAsync("POST", path, "", "application/x-www-form-urlencoded")).Status);
    }

    /// <summary>What a key is told once that has gone round, which takes at most some seconds.</summary>
    private static Task<Answer> RefusedAsync(Func<Task<Answer>> ask) => Eventually.GetAsync(ask, answer => answer.Status != 200);

    private async Task CheckRootAsync(Tenant tenant)
    {
        foreach (var slug in new[] { tenant.Slug, (await service.NewTenantAsync()).Slug })
            foreach (var path in new[] { "/bff/contact/list", "/bff/api-key/list", "/api/v1/contacts", Settings })
                (await service.SendAsync("GET", $"{path}?organisation={slug}", key: ServiceHost.RootKey)).Is(200);
    }

    /// <summary>What grains say of a key, as any process of the cluster may ask them.</summary>
    private async Task CheckProcessAsync(Tenant tenant)
    {
        var grains = service.App.Services.GetRequiredService<IGrainFactory>();
        var key = await grains.GetGrain<IApiKeyGrain>(KeyHash.Of(tenant.Key).ToString()).FindAsync(default);
        var listed = await grains.GetGrain<IApiKeyRingGrain>(key!.OrganisationId).ListAsync(default);

        Assert.Contains(listed, other => other.Id == key.Id);
        foreach (var told in listed.Add(key))
            Assert.DoesNotContain(tenant.Key, told.ToString(), StringComparison.Ordinal);
    }

    /// <summary>The newest pages of the file are in its log.</summary>
    private async Task CheckDatabaseAsync(Tenant tenant)
    {
        var other = await tenant.WithKeyAsync("contacts");
        await tenant.NewContactAsync("of-the-file@example.com");

        var path = service.App.Services.GetRequiredService<SiloSettings>().DatabasePath + "-wal";
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var copy = new MemoryStream();
        await file.CopyToAsync(copy);
        var text = Encoding.Latin1.GetString(copy.ToArray());

        Assert.Contains("of-the-file@example.com", text, StringComparison.Ordinal);
        Assert.Contains(Encoding.Latin1.GetString(KeyHash.Of(other.Key).ToArray()), text, StringComparison.Ordinal);
        Assert.DoesNotContain(other.Key, text, StringComparison.Ordinal);
    }
}
