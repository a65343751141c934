using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Contacts.Testing.Postgres;
using Contacts.WebFront.Tests.Imports;

namespace Contacts.WebFront.Tests;

/// <summary>What a download of personal data holds, and what not.</summary>
[Collection(InDevelopment.Name)]
public sealed class PersonalDataTests(Service service)
{
    [Fact]
    public Task A_download_holds_all_of_a_person_and_nothing_of_others() => new PersonalDownloads(service).CheckAllAsync();

    [Fact]
    public Task Texts_of_people_are_no_markup_on_the_page() => new PersonalDownloads(service).CheckMarkupAsync();

    [Fact]
    public async Task A_contact_of_another_organisation_is_not_found_and_the_audit_has_what_was_downloaded()
    {
        var (tenant, other) = (await service.NewTenantAsync(), await service.NewTenantAsync());
        var (id, _) = await tenant.NewContactAsync("eva@example.com");

        foreach (var (caller, wrong) in new[] { (other, id), (tenant, "AAAAAAAAAAAAAAAA") })
            (await caller.GetAsync($"{PersonalDownloads.Route}?id={wrong}")).Is(404);
        (await tenant.GetAsync(PersonalDownloads.Route)).Is(400);
        Assert.Equal(403, (await (await tenant.WithKeyAsync("contacts")).GetAsync($"{PersonalDownloads.Route}?id={id}")).Status);
        Assert.Empty((await tenant.GetAsync("/bff/audit/list?action=personal-data.downloaded")).Is(200)["items"]!.AsArray());
        Assert.Equal(200, (await tenant.GetAsync($"{PersonalDownloads.Route}?id={id}")).Status);

        var acts = (await tenant.GetAsync("/bff/audit/list?action=personal-data.downloaded")).Is(200)["items"]!.AsArray();
        Assert.Equal(id, (string)Assert.Single(acts)!["target"]!["id"]!);
        Assert.Empty((await other.GetAsync("/bff/audit/list?action=personal-data.downloaded")).Is(200)["items"]!.AsArray());
    }
}

/// <summary>The same on PostgreSQL.</summary>
public sealed class PersonalDataPostgresTests(PostgresService service) : IClassFixture<PostgresService>
{
    [PostgresFact]
    public Task A_download_holds_all_of_a_person_and_nothing_of_others() => new PersonalDownloads(service).CheckAllAsync();
}

internal sealed class PersonalDownloads(ServiceHost service)
{
    public const string Route = "/bff/contact/personal-data";

    private static readonly string[] _own =
    [
        "eva@example.com", "eva.second@example.com", "+420777123456", "Evička", "Nováková", "Needle Works", "crm-needle", "needle-plan",
        "Where is my needle?", "notice needle", "https://example.com/needle", "text-needle", "needle-group",
        "not-a-phone-needle", "loose needle",
    ];

    private static readonly string[] _others = ["otto@example.com", "Otto", "hay message", "not-a-phone-hay", "PROD key"];

    public async Task CheckAllAsync()
    {
        var tenant = await service.NewTenantAsync();
        (await tenant.PostAsync("/bff/organisation/settings", new() { ["defaultRegion"] = "CZ" })).Is(200);
        await SignUpAsync(tenant, "eva@example.com", "Evička");
        await SignUpAsync(tenant, "otto@example.com", "Otto");
        var id = await IdAsync(tenant, "eva@example.com");
        var (second, _) = await tenant.NewContactAsync("eva.second@example.com");
        await FillAsync(tenant, await NumberAsync(tenant, id));
        (await tenant.PostAsync("/bff/contact/merge-customers", new() { ["finalCustomerId"] = id, ["legacyCustomerId"] = second })).Is(200);
        await FormAsync(tenant, "eva@example.com", "Where is my needle?", "notice needle");
        await FormAsync(tenant, "otto@example.com", "hay message", "");
        await FormAsync(tenant, "EVA.second@example.com", "loose needle", "", ("website", "http://spam.example.com"));
        await service.EndAsync(tenant.Key, await service.ImportAsync(
            tenant.Key, "email,phone,firstName\neva@example.com,not-a-phone-needle,E\notto@example.com,not-a-phone-hay,O\n"));

        foreach (var asked in new[] { id, second })
        {
            var files = await DownloadAsync(tenant, asked);
            Assert.Equal(["README.txt", "data.json", "index.html"], files.Keys.Order(StringComparer.Ordinal));
            var data = JsonNode.Parse(files["data.json"])!;
            var text = data.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
            Assert.Equal([], _own.Where(needle => !text.Contains(needle, StringComparison.Ordinal)));
            var page = System.Net.WebUtility.HtmlDecode(files["index.html"]);
            Assert.Equal([], _own.Where(needle => !page.Contains(needle, StringComparison.Ordinal)));
            Assert.All(files.Values, file => Assert.Equal([], _others.Where(hay => file.Contains(hay, StringComparison.Ordinal))));
            Assert.Equal(2, data["contact"]!.AsArray().Count);
            Assert.Equal(2, data["ticket"]!.AsArray().Count);
        }
    }

    public async Task CheckMarkupAsync()
    {
        var tenant = await service.NewTenantAsync();
        var (id, number) = await tenant.NewContactAsync("eva@example.com");
        (await tenant.PostAsync("/api/v1/contacts/update", new() { ["id"] = number, ["first_name"] = "<script>alert(1)</script>" })).Is(200);

        var page = (await DownloadAsync(tenant, id))["index.html"];

        Assert.DoesNotContain("<script", page);
        Assert.Contains("&lt;script&gt;", page);
        Assert.DoesNotContain("://", page);
    }

    private static Task<Answer> SignUpAsync(Tenant tenant, string email, string name) =>
        tenant.PostAsync("/api/v1/newsletter/register-contact", new()
        {
            ["email"] = email, ["firstName"] = name, ["groups"] = new JsonArray(name == "Otto" ? "hay-group" : "needle-group"),
            ["page"] = name == "Otto" ? "https://example.com/hay" : "https://example.com/needle", ["textVersion"] = "text-needle",
        });

    private static async Task FillAsync(Tenant tenant, long number) => (await tenant.PostAsync("/api/v1/contacts/update", new()
    {
        ["id"] = number, ["last_name"] = "Nováková", ["company"] = "Needle Works", ["phone"] = "777 123 456", ["external_id"] = "crm-needle",
        ["attributes"] = new JsonObject { ["plan"] = "needle-plan" },
    })).Is(200);

    private static async Task FormAsync(
        Tenant tenant, string email, string message, string notice, params (string Name, string Value)[] more)
    {
        var body = new JsonObject { ["customerEmail"] = email, ["message"] = message, ["notice"] = notice };
        foreach (var (name, value) in more) body[name] = value;
        (await tenant.PostAsync("/api/v1/support/contact-form", body)).Is(200);
    }

    private static async Task<string> IdAsync(Tenant tenant, string email) =>
        (string)(await tenant.GetAsync($"/bff/contact/list?filterFulltextQuery={email}")).Is(200)["items"]![0]!["id"]!;

    private static async Task<long> NumberAsync(Tenant tenant, string id) =>
        (long)(await tenant.GetAsync($"/bff/contact/detail?id={id}")).Is(200)["contact"]!["contactId"]!;

    /// <summary>The download for programs.</summary>
    public async Task<JsonNode> DataAsync(Tenant tenant, string id) => JsonNode.Parse((await DownloadAsync(tenant, id))["data.json"])!;

    private async Task<Dictionary<string, string>> DownloadAsync(Tenant tenant, string id)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"{Route}?id={id}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tenant.Key);
        using var response = await service.Http.SendAsync(request);
        Assert.Equal(
            (200, "application/zip", "no-store"),
            ((int)response.StatusCode, response.Content.Headers.ContentType!.MediaType, response.Headers.CacheControl!.ToString()));
        using var archive = new ZipArchive(await response.Content.ReadAsStreamAsync());
        var files = new Dictionary<string, string>();
        foreach (var entry in archive.Entries)
        {
            using var reader = new StreamReader(entry.Open(), Encoding.UTF8);
            files.Add(entry.FullName, await reader.ReadToEndAsync());
        }
        return files;
    }
}
