using System.Text.Json.Nodes;
using Contacts.Testing.Postgres;
using Contacts.WebFront.Tests.Console;
using Contacts.WebFront.Tests.Imports;

namespace Contacts.WebFront.Tests.Consent;

/// <summary>What people ask for about their data on the page of their preferences, and what administrators make of it.</summary>
[Collection(WithPeople.Name)]
public sealed class PrivacyRequestTests(PeopleService service)
{
    [Fact]
    public Task A_person_asks_and_an_administrator_decides() => new PrivacyRequests(service).CheckAskedAsync();

    [Fact]
    public Task Where_the_organisation_wants_it_a_person_is_erased_at_once() => new PrivacyRequests(service).CheckAtOnceAsync();

    [Fact]
    public Task Who_cannot_be_erased_at_once_has_asked_for_it() => new PrivacyRequests(service).CheckMeanwhileAsync();

    [Fact]
    public async Task An_administrator_erases_on_the_page_of_a_contact_and_an_agent_does_not()
    {
        var (tenant, admin) = await NewAsync("admin");
        var agent = await Visitor.NewAsync(service, tenant, "agent");
        var (id, _) = await tenant.NewContactAsync("eva@example.com");
        var page = $"/console/o/{tenant.Slug}/contacts/{id}";

        Assert.DoesNotContain("/erase\"", (await agent.GetAsync(page)).Text, StringComparison.Ordinal);
        Assert.Equal(403, (await agent.SubmitToAsync(page, $"{page}/erase", ("reason", "asked for by letter"))).Status);
        (await admin.SubmitToAsync(page, $"{page}/erase", ("reason", "short"))).Says(400, "Reason must be 10 to 500 characters.");
        (await admin.SubmitToAsync(page, $"{page}/erase", ("reason", "a letter of eva@example.com"))).Says(400, "must not name the person");
        (await admin.SubmitToAsync(page, $"{page}/erase", ("reason", "asked for by letter"), ("tickets", "keep")))
            .LeadsTo($"/console/o/{tenant.Slug}/privacy?done=erased");

        Assert.Equal(404, (await admin.GetAsync(page)).Status);
        var list = $"/console/o/{tenant.Slug}/privacy";
        Assert.Equal(404, (await admin.SubmitToAsync(list, $"{page}/erase", ("reason", "asked for by letter"))).Status);
        var listed = (await admin.GetAsync(list)).Text;
        foreach (var text in new[] { id, "asked for by letter", admin.Email }) Assert.Contains(text, listed, StringComparison.Ordinal);
        var erasure = (await tenant.GetAsync("/bff/erasure/list")).Is(200)["items"]!.AsArray().Single()!;
        Assert.Equal((false, "keep"), ((bool)erasure["suppress"]!, (string)erasure["tickets"]!));
    }

    [Fact]
    public async Task An_administrator_downloads_what_is_kept_and_an_agent_does_not()
    {
        var (tenant, admin) = await NewAsync("admin");
        var agent = await Visitor.NewAsync(service, tenant, "agent");
        var (id, _) = await tenant.NewContactAsync("eva@example.com");
        var file = $"/console/o/{tenant.Slug}/contacts/{id}/personal-data.zip";

        Assert.Equal(403, (await agent.GetAsync(file)).Status);
        Assert.DoesNotContain("personal-data.zip", (await agent.GetAsync($"/console/o/{tenant.Slug}/contacts/{id}")).Text, StringComparison.Ordinal);
        Assert.Contains("personal-data.zip", (await admin.GetAsync($"/console/o/{tenant.Slug}/contacts/{id}")).Text, StringComparison.Ordinal);
        var answer = await admin.GetAsync(file);

        Assert.Equal((200, "application/zip"), (answer.Status, answer.Response.Content.Headers.ContentType!.MediaType));
        var act = (await tenant.GetAsync("/bff/audit/list?action=personal-data.downloaded")).Is(200)["items"]!.AsArray().Single()!;
        Assert.Equal((admin.Email, id), ((string)act["actor"]!["name"]!, (string)act["target"]!["id"]!));
    }

    private async Task<(Tenant Tenant, Visitor Visitor)> NewAsync(string role)
    {
        var tenant = await service.NewTenantAsync();
        return (tenant, await Visitor.NewAsync(service, tenant, role));
    }
}

/// <summary>The same on PostgreSQL.</summary>
public sealed class PrivacyRequestPostgresTests(PostgresService service) : IClassFixture<PostgresService>
{
    [PostgresFact]
    public Task A_person_asks_and_an_administrator_decides() => new PrivacyRequests(service).CheckAskedAsync();

    [PostgresFact]
    public Task Where_the_organisation_wants_it_a_person_is_erased_at_once() => new PrivacyRequests(service).CheckAtOnceAsync();

    [PostgresFact]
    public Task Who_cannot_be_erased_at_once_has_asked_for_it() => new PrivacyRequests(service).CheckMeanwhileAsync();
}

internal sealed class PrivacyRequests(ServiceHost service)
{
    public async Task CheckAskedAsync()
    {
        var person = await Subscriber.NewAsync(service, new() { ["confirm"] = "never" });
        await person.SignUpAsync();
        var admin = await Visitor.NewAsync(service, person.Tenant, "admin");
        var (path, privacy) = (await person.PathAsync("preferencesUrl"), $"/console/o/{person.Tenant.Slug}/privacy");

        foreach (var _ in Enumerable.Range(0, 2))
            Assert.Contains("you want a copy of your data", (await person.PostAsync(path, "action=copy")).Text, StringComparison.Ordinal);
        Assert.Contains("value=\"forget-now\"", (await person.PostAsync(path, "action=forget")).Text, StringComparison.Ordinal);
        Assert.Contains("Save", (await person.PostAsync(path, "action=keep")).Text, StringComparison.Ordinal);
        Assert.Equal(1, Rows(await admin.GetAsync(privacy)));
        Assert.Contains("We have your request", (await person.PostAsync(path, "action=forget-now")).Text, StringComparison.Ordinal);
        Assert.True(await person.IsSubscribedAsync());

        var requests = await admin.GetAsync(privacy);
        Assert.Equal(2, Rows(requests));
        var (erasure, copy) = (Number(requests, 0), Number(requests, 1));
        (await admin.SubmitToAsync(privacy, $"{privacy}/{copy}", ("action", "decline"))).LeadsTo($"{privacy}?done=declined");
        (await admin.SubmitToAsync(privacy, $"{privacy}/{copy}", ("action", "grant"))).Says(400, "The request was decided already.");
        (await admin.SubmitToAsync(privacy, $"{privacy}/{erasure}", ("action", "other"))).Says(400, "Nothing was changed");
        (await admin.SubmitToAsync(privacy, $"{privacy}/{erasure}", ("action", "grant"))).Says(400, "Reason must be 10 to 500 characters.");
        (await admin.SubmitToAsync(
            privacy, $"{privacy}/{erasure}", ("action", "grant"), ("reason", "asked for on the page"), ("suppress", "on")))
            .LeadsTo($"{privacy}?done=erased");
        (await admin.SubmitToAsync(privacy, $"{privacy}/{erasure}", ("action", "grant"), ("reason", "asked for on the page")))
            .Says(400, "The request was decided already.");

        Assert.Equal(
            ["contact.erased", "privacy-request.declined"],
            (await person.Tenant.GetAsync("/bff/audit/list?limit=2")).Is(200)["items"]!.AsArray().Select(item => (string)item!["action"]!));
        Assert.Equal(404, (await person.GetAsync(path)).Status);
        var decided = (await admin.GetAsync(privacy)).Text;
        Assert.Contains("asked for on the page", decided, StringComparison.Ordinal);
        Assert.DoesNotContain("jan@example.com", decided, StringComparison.Ordinal);
    }

    public async Task CheckAtOnceAsync()
    {
        var person = await Subscriber.NewAsync(service, new() { ["confirm"] = "never" });
        (await SetAsync(person, "now")).IsCoded(400, "INTERNAL_VALIDATION_FAILED");
        (await SetAsync(person, "at-once")).Is(200);
        await person.SignUpAsync();
        var path = await person.PathAsync("preferencesUrl");

        Assert.Contains("value=\"forget-now\"", (await person.PostAsync(path, "action=forget")).Text, StringComparison.Ordinal);
        Assert.True(await person.IsSubscribedAsync());
        Assert.Contains("You are forgotten", (await person.PostAsync(path, "action=forget-now")).Text, StringComparison.Ordinal);

        Assert.Equal(404, (await person.PostAsync(path, "action=forget-now")).Status);
        Assert.Equal(0, (int)(await person.Tenant.GetAsync("/bff/contact/list")).Is(200)["total"]!);
        var erasure = (await person.Tenant.GetAsync("/bff/erasure/list")).Is(200)["items"]!.AsArray().Single()!;
        Assert.Equal((true, "redact"), ((bool)erasure["suppress"]!, (string)erasure["tickets"]!));
    }

    public async Task CheckMeanwhileAsync()
    {
        var person = await Subscriber.NewAsync(service, new() { ["confirm"] = "never" });
        (await SetAsync(person, "at-once")).Is(200);
        await person.SignUpAsync();
        var (tenant, path) = (person.Tenant, await person.PathAsync("preferencesUrl"));
        var admin = await Visitor.NewAsync(service, tenant, "admin");
        var others = string.Concat(Enumerable.Range(0, 50_000).Select(i => $"c{i}@example.com\n"));
        var job = ImportCalls.JobOf(await service.ImportAsync(tenant.Key, $"email\n{others}jan@example.com\n"));

        Assert.Contains("We have your request", (await person.PostAsync(path, "action=forget-now")).Text, StringComparison.Ordinal);

        Assert.True(await person.IsSubscribedAsync());
        Assert.Equal(1, Rows(await admin.GetAsync($"/console/o/{tenant.Slug}/privacy")));
        Assert.Empty((await tenant.GetAsync("/bff/erasure/list")).Is(200)["items"]!.AsArray());
        await tenant.PostAsync($"{ImportCalls.Route}/{job}/cancel", []);
        await service.EndAsync(tenant.Key, job);
    }

    private static Task<Answer> SetAsync(Subscriber person, string erasure) => person.Tenant.PostAsync(
        "/bff/organisation/settings", new() { ["privacy"] = new JsonObject { ["erasure"] = erasure } });

    private static int Rows(Answer page) => page.Text.Split("data-row").Length - 1;

    /// <summary>The id of a request in the list, by the address of its forms.</summary>
    private static string Number(Answer page, int index) =>
        page.Text.Split("/privacy/").Skip(1).Select(rest => rest.Split('"')[0]).Distinct().ElementAt(index);
}
