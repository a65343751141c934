using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Contacts.WebFront.Pipeline.Limits;
using Contacts.WebFront.Tests.Imports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Contacts.WebFront.Tests.Console;

/// <summary>The pages of groups, keys, imports, audit and organisations: each page's main task, its refusals, and who may do it.</summary>
[Collection(WithPeople.Name)]
public sealed partial class AdministrationPageTests(PeopleService service)
{
    private const string Hostile = "<img src=x onerror=alert(1)>";

    [Fact]
    public async Task Groups_are_created_renamed_merged_and_deleted()
    {
        var (tenant, admin) = await NewAsync("admin");
        var groups = $"/console/o/{tenant.Slug}/groups";
        (await admin.SubmitToAsync(groups, groups, ("name", "monthly"))).LeadsTo($"{groups}?done=created");
        (await admin.SubmitToAsync(groups, groups, ("name", "VIP"))).LeadsTo($"{groups}?done=created");

        (await admin.SubmitToAsync(groups, groups, ("name", "vip"))).Says(409, "Another group has this name.");
        (await admin.SubmitToAsync(groups, $"{groups}/1", ("name", Hostile), ("title", ""), ("description", ""))).LeadsTo($"{groups}?done=saved");
        var page = await admin.GetAsync($"{groups}?done=saved");
        page.Says(200, "The group was saved.");
        Assert.Contains(WebUtility.HtmlEncode(Hostile), page.Text.Replace("&#x3C;", "&lt;").Replace("&#x3E;", "&gt;"), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Hostile, page.Text, StringComparison.Ordinal);
        (await admin.SubmitToAsync(groups, $"{groups}/1/merge", ("into", "2"))).LeadsTo($"{groups}?done=merged");
        (await admin.SubmitToAsync(groups, $"{groups}/2/delete")).LeadsTo($"{groups}?done=deleted");

        (await admin.GetAsync(groups)).Says(200, "0 groups");
        (await admin.SubmitToAsync(groups, $"{groups}/2/delete")).Says(404, "There is nothing at this address");
        Assert.Equal(
            ["group.deleted", "group.merged", "group.updated", "group.created", "group.created"],
            (await tenant.GetAsync("/bff/audit/list?limit=5")).Is(200)["items"]!.AsArray().Select(item => (string)item!["action"]!));
    }

    [Fact]
    public async Task The_external_id_and_attributes_of_a_contact_are_edited_on_its_page()
    {
        var (tenant, agent) = await NewAsync("agent");
        var (id, number) = await tenant.NewContactAsync("a@example.com");
        var page = $"/console/o/{tenant.Slug}/contacts/{id}";
        (await tenant.PostAsync("/api/v1/contacts/create", new() { ["email"] = "b@example.com", ["external_id"] = "taken" })).Is(201);
        (await tenant.PostAsync("/api/v1/contacts/update", new() { ["id"] = number, ["attributes"] = new JsonObject { ["other"] = 1 } })).Is(200);

        (await agent.SubmitToAsync(page, page, ("externalId", "crm-1"), ("was.externalId", ""),
            ("attributes", """{ "plan": "pro", "seats": 2 }"""), ("was.attributes", """{"plan":"free","gone":true}"""))).LeadsTo($"{page}?done=saved");

        var contact = (await tenant.GetAsync($"/api/v1/contacts/{number}")).Is(200)["contact"]!;
        Assert.Equal("crm-1", (string)contact["external_id"]!);
        Assert.Equal("""{"other":1,"plan":"pro","seats":2}""", contact["attributes"]!.ToJsonString()); // What the page did not show stays.
        (await agent.GetAsync(page)).Says(200, "crm-1");
        (await agent.SubmitToAsync(page, page, ("attributes", "{"), ("was.attributes", ""))).Says(400, "Attributes must be an object");
        (await agent.SubmitToAsync(page, page, ("externalId", "taken"), ("was.externalId", ""))).Says(400, "Another contact has this external id.");
    }

    [Fact]
    public async Task A_key_is_shown_once_works_and_is_revoked()
    {
        var (tenant, admin) = await NewAsync("admin");
        var keys = $"/console/o/{tenant.Slug}/keys";

        var created = await admin.SubmitToAsync(
            keys, keys, ("environment", "PROD"), ("scope", "contacts"), ("description", "Website"), ("perMinute", "100"), ("expires", ""));

        created.Says(200, "Copy it now");
        var key = Key().Match(created.Text).Value;
        (await service.SendAsync("GET", "/api/v1/contacts", key: key)).Is(200);
        var list = await admin.GetAsync(keys);
        list.Says(200, "100 a minute");
        Assert.DoesNotContain(key, list.Text, StringComparison.Ordinal);
        var id = RevokeForm().Matches(list.Text).Select(match => int.Parse(match.Groups[1].Value)).Max();
        (await admin.SubmitToAsync(keys, $"{keys}/{id}/revoke")).LeadsTo($"{keys}?done=revoked");
        (await admin.SubmitToAsync(keys, keys, ("environment", "PROD"), ("expires", "2001-01-01"))).Says(400, "must be in the future");
        (await admin.SubmitToAsync(keys, keys, ("environment", "ROOT"))).Says(403, "Your role does not allow this");
        (await admin.SubmitToAsync(keys, keys, ("environment", "PROD"), ("perMinute", "many"))).Says(400, "Limits are positive whole numbers.");
    }

    [Fact]
    public async Task The_overview_tells_the_oldest_mail_and_the_keys_over_their_limit()
    {
        var tenant = await service.NewTenantAsync();
        var person = await Visitor.NewAsync(service, tenant);
        var created = await service.SendAsync("POST", $"/bff/api-key/generate-key?organisation={tenant.Slug}", new JsonObject
        {
            ["environment"] = "PROD", ["scopes"] = new JsonArray("contacts"), ["description"] = "<b>shop</b>",
            ["limits"] = new JsonObject { ["perHour"] = 2 },
        }, ServiceHost.RootKey);
        var key = (string)created.Is(200)["apiKey"]!;
        (await person.GetAsync($"/console/o/{tenant.Slug}")).Says(200, "None was refused.");

        foreach (var status in new[] { 200, 200, 429, 429, 429 })
            Assert.Equal(status, (await service.SendAsync("GET", "/api/v1/groups", key: key)).Status);
        await service.App.Services.GetServices<IHostedService>().OfType<LimitUpkeep>().Single().ReportUseAsync();

        var page = await person.GetAsync($"/console/o/{tenant.Slug}");
        page.Says(200, "No mail waits to be sent.");
        Assert.Contains("<td>&lt;b&gt;shop&lt;/b&gt;</td><td class=\"number\">3</td>", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_is_uploaded_mapped_tried_imported_and_undone_and_its_refused_rows_come_back()
    {
        var (tenant, admin) = await NewAsync("admin");
        var imports = $"/console/o/{tenant.Slug}/imports";

        var columns = (await UploadAsync(
            admin, imports, "?source=fair", $"Adresse;firstName\nnew@example.com;Eva\n=bad;{Hostile}\n")).Response.Headers.Location!.OriginalString;
        (await admin.GetAsync(columns)).Says(200, "new@example.com");
        (await admin.SubmitAsync(columns, ("column0", ""), ("column1", "firstName"), ("act", "try"))).Says(400, "The first line must name the columns");
        var path = (await admin.SubmitAsync(columns, ("column0", "email"), ("column1", "firstName"), ("act", "try"))).Response.Headers.Location!.OriginalString;
        (await EndAsync(admin, path)).Says(200, "E-mail: new@example.com, First name: Eva");
        Assert.Equal(0, (int)(await tenant.GetAsync("/bff/contact/list")).Is(200)["total"]!);

        path = (await admin.SubmitToAsync(path, $"{path}/start")).Response.Headers.Location!.OriginalString;
        (await EndAsync(admin, path)).Says(200, "finished");
        (await admin.GetAsync(path)).Says(200, "must be a valid e-mail address");
        var refused = await admin.GetAsync($"{path}/rejects.csv");
        Assert.Equal(200, refused.Status);
        Assert.StartsWith("Adresse,firstName,_line,_field,_message\r\n\"'=bad\",", refused.Text.TrimStart('\ufeff'), StringComparison.Ordinal);
        Assert.Equal(1, (int)(await tenant.GetAsync("/bff/contact/list")).Is(200)["total"]!);

        (await admin.SubmitToAsync(path, $"{path}/undo", ("reason", " "))).Says(400, "Say why the import is undone.");
        (await admin.SubmitToAsync(path, $"{path}/undo", ("reason", "the wrong file"))).LeadsTo(path);
        (await EndAsync(admin, path)).Says(200, "undone");
        Assert.Equal(0, (int)(await tenant.GetAsync("/bff/contact/list")).Is(200)["total"]!);
        (await admin.SubmitToAsync(imports, $"{path}/cancel")).Says(409, "The import has ended already.");
        (await admin.GetAsync(imports)).Says(200, "2 imports in the last 30 days");
        Assert.Equal(404, (await admin.GetAsync($"{imports}/0000000000000001")).Status);
        Assert.Equal(400, (await UploadAsync(admin, imports, "?charset=klingon", "email\n")).Status);
    }

    [Fact]
    public async Task A_running_import_is_cancelled()
    {
        var (tenant, admin) = await NewAsync("admin");
        var import = await HeldImport.NewAsync(service, tenant);
        var path = $"/console/o/{tenant.Slug}/imports/{import.Id}";
        (await admin.GetAsync(path)).Says(200, "Cancel the import");

        (await admin.SubmitToAsync(path, $"{path}/cancel")).LeadsTo(path);

        var page = await admin.GetAsync(path);
        page.Says(200, "is being cancelled");
        Assert.DoesNotContain("Cancel the import", page.Text, StringComparison.Ordinal);
        await import.ReleaseAsync();
        (await EndAsync(admin, path)).Says(200, ">cancelled<");
        Assert.Equal(0, (int)(await tenant.GetAsync("/bff/contact/list?filterFulltextQuery=b@x.cz")).Is(200)["total"]!);
    }

    [Fact]
    public async Task An_upload_without_the_pages_token_or_from_elsewhere_imports_nothing()
    {
        var (tenant, admin) = await NewAsync("admin");
        var imports = $"/console/o/{tenant.Slug}/imports";

        Assert.Equal(400, (await SendFileAsync(admin, imports, "email\na@example.com\n", _ => { })).Status);
        Assert.Equal(403, (await SendFileAsync(
            admin, imports, "email\na@example.com\n", request => request.Headers.Add("Sec-Fetch-Site", "cross-site"))).Status);

        Assert.Equal(0, (int)(await tenant.GetAsync("/bff/contact/import/list")).Is(200)["total"]!);
    }

    [Fact]
    public async Task The_audit_shows_what_was_done_by_whom_and_finds_it_by_record()
    {
        var (tenant, admin) = await NewAsync("admin");
        var groups = $"/console/o/{tenant.Slug}/groups";
        (await admin.SubmitToAsync(groups, groups, ("name", "monthly"))).LeadsTo(groups);
        var audit = $"/console/o/{tenant.Slug}/audit";

        (await admin.GetAsync($"{audit}?target=group:1")).Says(200, "group.created");
        (await admin.GetAsync($"{audit}?actor={Uri.EscapeDataString(admin.Email)}")).Says(200, admin.Address);
        (await admin.GetAsync($"{audit}?action=nothing")).Says(200, "Nothing was found.");
        Assert.Equal(400, (await admin.GetAsync($"{audit}?before=x")).Status);
    }

    [Fact]
    public async Task Operators_create_and_suspend_organisations_and_no_owner_does()
    {
        var operators = new Visitor(service);
        await operators.AcceptAsync(await Visitor.InviteAsync(service, null, Visitor.NewEmail(), "operator"));
        const string organisations = "/console/organisations";
        var slug = $"acme-{Guid.NewGuid():N}"[..20];

        (await operators.SubmitToAsync(organisations, organisations, ("slug", slug), ("name", "Acme"))).LeadsTo($"{organisations}?done=created");
        (await operators.SubmitToAsync(organisations, organisations, ("slug", slug), ("name", "Acme"))).Says(409, "Another organisation has this short name.");
        (await operators.SubmitToAsync(organisations, $"{organisations}/suspend", ("organisation", slug), ("suspended", "true")))
            .LeadsTo($"{organisations}?done=suspended");

        Assert.Equal(404, (await (await NewAsync("owner")).Person.GetAsync(organisations)).Status);
        Assert.Equal(200, (await operators.GetAsync($"/console/o/{slug}/contacts")).Status);
        Assert.NotNull((await service.SendAsync("GET", $"/bff/organisation/list?limit=100", key: ServiceHost.RootKey)).Is(200)["items"]!
            .AsArray().FirstOrDefault(one => (string)one!["slug"]! == slug && one["suspendedAt"] is not null));
    }

    [Fact]
    public async Task A_suspended_organisation_is_gone_for_its_members_until_that_ends()
    {
        var (tenant, owner) = await NewAsync("owner");
        var contacts = $"/console/o/{tenant.Slug}/contacts";
        Assert.Equal(200, (await owner.GetAsync(contacts)).Status);

        await SuspendAsync(tenant, true);
        await EventuallyAsync(owner, contacts, 404);
        await SuspendAsync(tenant, false);
        await EventuallyAsync(owner, contacts, 200);
    }

    [Theory]
    [InlineData("viewer", "groups", 200)]
    [InlineData("viewer", "imports", 403)]
    [InlineData("agent", "keys", 403)]
    [InlineData("agent", "audit", 403)]
    [InlineData("owner", "audit", 200)]
    public async Task Pages_open_by_role(string role, string page, int status)
    {
        var (tenant, person) = await NewAsync(role);
        Assert.Equal(status, (await person.GetAsync($"/console/o/{tenant.Slug}/{page}")).Status);
    }

    [Theory]
    [InlineData("groups")]
    [InlineData("groups/1/delete")]
    [InlineData("keys")]
    [InlineData("keys/1/revoke")]
    public async Task Members_with_a_lower_role_change_nothing(string form)
    {
        var (tenant, agent) = await NewAsync("agent");
        Assert.Equal(403, (await agent.SubmitToAsync($"/console/o/{tenant.Slug}/contacts", $"/console/o/{tenant.Slug}/{form}", ("name", "x"))).Status);
    }

    private async Task<(Tenant Tenant, Visitor Person)> NewAsync(string role)
    {
        var tenant = await service.NewTenantAsync();
        return (tenant, await Visitor.NewAsync(service, tenant, role));
    }

    private async Task SuspendAsync(Tenant tenant, bool suspended) => (await service.SendAsync(
        "POST", "/bff/organisation/suspend", new JsonObject { ["organisation"] = tenant.Slug, ["suspended"] = suspended },
        ServiceHost.RootKey)).Is(200);

    /// <summary>Sends a file as the page's script does.</summary>
    private static async Task<Answer> UploadAsync(Visitor person, string imports, string query, string file)
    {
        var token = WebUtility.HtmlDecode(UploadToken().Match((await person.GetAsync(imports)).Text).Groups[1].Value);
        return await SendFileAsync(person, imports + query, file, request => request.Headers.Add("RequestVerificationToken", token));
    }

    private static Task<Answer> SendFileAsync(Visitor person, string path, string file, Action<HttpRequestMessage> change)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(file, Encoding.UTF8, "text/csv") };
        change(request);
        return person.SendAsync(request);
    }

    /// <summary>The page of an import that goes on no more by itself.</summary>
    private static Task<Answer> EndAsync(Visitor person, string path) =>
        Eventually.GetAsync(() => person.GetAsync(path), page => !page.Text.Contains("data-refresh", StringComparison.Ordinal));

    /// <summary>What is remembered of sessions and keys goes round within seconds.</summary>
    private static Task EventuallyAsync(Visitor person, string path, int status) =>
        Eventually.GetAsync(() => person.GetAsync(path), answer => answer.Status == status);

    [GeneratedRegex("PROD[A-Za-z0-9]{28}")]
    private static partial Regex Key();

    [GeneratedRegex("""/keys/(\d+)/revoke""")]
    private static partial Regex RevokeForm();

    [GeneratedRegex("""data-token="([^"]+)""")]
    private static partial Regex UploadToken();
}
