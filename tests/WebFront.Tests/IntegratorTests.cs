using System.Text.Json.Nodes;

namespace Contacts.WebFront.Tests;

/// <summary>Contacts as integrators find, change and keep them by their own ids.</summary>
[Collection(InDevelopment.Name)]
public sealed class IntegratorTests(Service service)
{
    private const string Contacts = "/api/v1/contacts";

    [Fact]
    public async Task A_contact_is_found_by_id_address_number_and_the_id_that_it_was_given()
    {
        var tenant = await service.NewTenantAsync();
        var id = await CreateAsync(tenant, """
            {"email":"Jane@example.com","phone":"+420777123456","external_id":" crm 1 ","attributes":{"b":2,"a":"x","c":true}}
            """);

        string[] there = [$"{id}", "find?email=jane@EXAMPLE.com", "find?phone=%2B420+777123456", "find?external_id=crm%201"];
        string[] nowhere = ["0", "find?email=a@example.com", "find?phone=%2B420777123457", "find?external_id=CRM%201"];
        foreach (var path in there)
        {
            var found = await tenant.GetAsync($"{Contacts}/{path}");
            Assert.Equal(id, (long)found.Is(200)["contact"]!["id"]!);
            Assert.Equal("crm 1", (string)found.Json["contact"]!["external_id"]!);
            Assert.Equal("""{"a":"x","b":2,"c":true}""", found.Json["contact"]!["attributes"]!.ToJsonString());
            Assert.Equal($"\"{id}-1\"", found.Response.Headers.ETag!.ToString());
        }
        foreach (var path in nowhere) (await tenant.GetAsync($"{Contacts}/{path}")).IsPlain(404, "Contact not found");
        (await (await service.NewTenantAsync()).GetAsync($"{Contacts}/{id}")).IsPlain(404, "Contact not found");
        foreach (var path in (string[])["", "?email=a@b.cz&phone=%2B420777123456"])
            (await tenant.GetAsync($"{Contacts}/find{path}")).IsPlain(400, "Provide one of \"email\", \"phone\" and \"external_id\"");
        (await tenant.GetAsync($"{Contacts}/find?email=a")).IsPlain(400, "\"email\" must be a valid email address");

        var other = await CreateAsync(tenant, """{"phone":"+420777123456"}""");
        var several = (await tenant.GetAsync($"{Contacts}/find?phone=%2B420777123456")).Is(409);
        Assert.Equal("Several contacts match", (string)several["error"]!);
        Assert.Equal([id, other], several["ids"]!.AsArray().Select(one => (long)one!));
        (await PostAsync(tenant, "upsert", """{"phone":"+420777123456","company":"Acme"}""")).Is(409);
    }

    [Fact]
    public async Task An_external_id_is_of_one_contact_alone()
    {
        const string taken = "A contact with this external id already exists";
        var tenant = await service.NewTenantAsync();
        var owner = await CreateAsync(tenant, """{"email":"a@example.com","external_id":"1"}""");
        var other = await CreateAsync(tenant, """{"email":"b@example.com"}""");

        (await PostAsync(tenant, "create", """{"email":"c@example.com","external_id":"1"}""")).IsPlain(409, taken);
        (await PostAsync(tenant, "update", $$"""{"id":{{other}},"external_id":"1"}""")).IsPlain(409, taken);
        (await PostAsync(tenant, "update", $$"""{"id":{{other}},"external_id":"1","email":"d@example.com"}"""))
            .IsPlain(409, taken);
        var named = (await tenant.PostAsync("/bff/contact/create", new() { ["email"] = "e@example.com", ["externalId"] = "1" }))
            .IsCoded(409, "CONTACT_EXTERNAL_ID_ALREADY_EXISTS");
        var item = (await tenant.GetAsync($"/bff/contact/detail?id={(string)named["contactId"]!}")).Is(200)["contact"]!;
        Assert.Equal((owner, "1"), ((long)item["contactId"]!, (string)item["externalId"]!));

        (await PostAsync(tenant, "update", $$"""{"id":{{owner}},"external_id":null}""")).Is(200);
        (await PostAsync(tenant, "update", $$"""{"id":{{other}},"external_id":"1"}""")).Is(200);
        (await PostAsync(tenant, "create", $$"""{"email":"c@example.com","external_id":"{{new string('x', 129)}}"}"""))
            .IsPlain(400, "\"external_id\" must be 128 characters or less");
    }

    [Fact]
    public async Task Attributes_are_merged_and_those_that_cannot_be_kept_are_refused()
    {
        var tenant = await service.NewTenantAsync();
        var id = await CreateAsync(tenant, """{"email":"a@example.com","attributes":{"plan":"pro","seats":5}}""");

        var updated = (await PostAsync(tenant, "update", $$$"""{"id":{{{id}}},"attributes":{"seats":null,"vip":true}}""")).Is(200);
        Assert.Equal("""{"plan":"pro","vip":true}""", updated["contact"]!["attributes"]!.ToJsonString());

        var keys = $"{{{string.Join(',', Enumerable.Range(0, 49).Select(i => $"\"k{i}\":{i}"))}}}";
        (await PostAsync(tenant, "update", $"{{\"id\":{id},\"attributes\":{keys}}}"))
            .IsPlain(400, "\"attributes\" must have at most 50 keys and 8 KB");
        foreach (var wrong in (string[])["5", "[]", "\"x\"", """{"a":[]}""", """{"a":{}}"""])
            (await PostAsync(tenant, "create", $$"""{"email":"b@example.com","attributes":{{wrong}}}"""))
                .IsPlain(400, "\"attributes\" must be an object whose values are strings, numbers or booleans");

        (await PostAsync(tenant, "update", $$"""{"id":{{id}},"attributes":null}""")).Is(200);
        Assert.Equal("{}", (await tenant.GetAsync($"{Contacts}/{id}")).Is(200)["contact"]!["attributes"]!.ToJsonString());
        var history = (await tenant.GetAsync("/bff/contact/list")).Is(200)["items"]![0]!["id"]!;
        var newest = (await tenant.GetAsync($"/bff/contact/detail?id={(string)history!}")).Is(200)["contact"]!["history"]![0]!;
        Assert.Equal("""{"attributes":{"plan":"pro","vip":true}}""", newest["before"]!.ToJsonString());
    }

    [Fact]
    public async Task An_upsert_creates_once_then_updates_and_says_what_it_did()
    {
        var tenant = await service.NewTenantAsync();

        const string ann = """{"external_id":"1","email":"a@example.com","first_name":"Ann","attributes":{"n":1}}""";
        var created = await PostAsync(tenant, "upsert", ann);
        var same = await PostAsync(tenant, "upsert", ann);
        var moved = await PostAsync(tenant, "upsert", """{"external_id":"1","email":"b@example.com"}""");
        var known = await CreateAsync(tenant, """{"email":"c@example.com"}""");
        var adopted = await PostAsync(tenant, "upsert", """{"external_id":"3","email":"c@example.com"}""");

        Assert.Equal("created", (string)created.Is(201)["outcome"]!);
        Assert.Equal("unchanged", (string)same.Is(200)["outcome"]!);
        Assert.Equal(("updated", "b@example.com", "Ann"),
            ((string)moved.Is(200)["outcome"]!, (string)moved.Json["contact"]!["email"]!, (string)moved.Json["contact"]!["first_name"]!));
        Assert.Equal(("updated", known, "3"),
            ((string)adopted.Is(200)["outcome"]!, (long)adopted.Json["contact"]!["id"]!, (string)adopted.Json["contact"]!["external_id"]!));
        (await PostAsync(tenant, "upsert", """{"external_id":"4","email":"c@example.com"}"""))
            .IsPlain(409, "A contact with this email already exists");
        (await PostAsync(tenant, "upsert", """{"external_id":"5"}""")).IsPlain(400, "Provide at least \"email\" or \"phone\"");
        (await PostAsync(tenant, "upsert", """{"first_name":"Eve"}""")).IsPlain(400, "Provide \"external_id\", \"email\" or \"phone\"");
        (await PostAsync(tenant, "upsert", """{"external_id":"1","company":"Acme"}""")).Is(200);
        Assert.Equal(2, (int)(await tenant.GetAsync(Contacts)).Is(200)["pagination"]!["total"]!);
    }

    [Theory]
    [InlineData("""{"external_id":"one","email":"p#@example.com"}""")]
    [InlineData("""{"email":"one@example.com","external_id":"one"}""")]
    [InlineData("""{"phone":"+420777123456","first_name":"#"}""")]
    public async Task Upserts_of_one_identity_at_once_make_one_contact(string body)
    {
        var tenant = await service.NewTenantAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => PostAsync(tenant, "upsert", body.Replace("#", $"{i}"))));

        Assert.Single(answers, answer => answer.Status == 201);
        Assert.Equal(63, answers.Count(answer => answer.Status == 200));
        Assert.Equal(1, (int)(await tenant.GetAsync(Contacts)).Is(200)["pagination"]!["total"]!);
    }

    [Fact]
    public async Task Of_updates_at_once_for_one_version_one_is_done()
    {
        var tenant = await service.NewTenantAsync();
        var id = await CreateAsync(tenant, """{"email":"a@example.com"}""");
        var tag = (await tenant.GetAsync($"{Contacts}/{id}")).Response.Headers.ETag!.ToString();

        var answers = await Task.WhenAll(Enumerable.Range(0, 16)
            .Select(i => UpdateAsync(tenant, $$"""{"id":{{id}},"company":"{{i}}"}""", tag)));

        var done = Assert.Single(answers, answer => answer.Status == 200);
        foreach (var refused in answers.Where(answer => answer != done)) refused.IsPlain(412, "Contact was changed meanwhile");
        var contact = await tenant.GetAsync($"{Contacts}/{id}");
        Assert.Equal((string)done.Json["contact"]!["company"]!, (string)contact.Json["contact"]!["company"]!);
        Assert.Equal(done.Response.Headers.ETag, contact.Response.Headers.ETag);
    }

    [Fact]
    public async Task Conditions_are_treated_as_http_has_them()
    {
        var tenant = await service.NewTenantAsync();
        var id = await CreateAsync(tenant, """{"email":"a@example.com"}""");
        Task<Answer> ChangeAsync(string tag, string company) => UpdateAsync(tenant, $$"""{"id":{{id}},"company":"{{company}}"}""", tag);
        (string, int)[] conditions =
            [($"W/\"{id}-4\"", 304), ($"\"{id}-4\"", 304), ("*", 304), ($"\"{id}-3\"", 200), ("x", 200)];

        (await ChangeAsync($"\"{id}-1\"", "1")).Is(200);
        (await ChangeAsync("*", "2")).Is(200);
        (await ChangeAsync($"\"x\", \"{id}-3\"", "3")).Is(200);
        foreach (var stale in (string[])[$"\"{id}-3\"", $"W/\"{id}-4\"", "\"4\"", $"\"{id}-04\""])
            (await ChangeAsync(stale, "4")).IsPlain(412, "Contact was changed meanwhile");
        (await ChangeAsync("4", "4")).IsPlain(400, "\"If-Match\" must be * or a list of entity tags");
        (await UpdateAsync(tenant, $$"""{"id":{{id}},"email":"b@example.com"}""", $"\"{id}-3\""))
            .IsPlain(412, "Contact was changed meanwhile");

        foreach (var (condition, status) in conditions)
            Assert.Equal(status, (await SendAsync(tenant, "GET", $"{Contacts}/{id}", null, "If-None-Match", condition)).Status);
    }

    [Fact]
    public async Task Memberships_are_a_change_of_the_contact_and_the_names_of_its_groups_are_none()
    {
        var tenant = await service.NewTenantAsync();
        foreach (var name in (string[])["A", "B"]) (await tenant.PostAsync("/api/v1/groups/create", new() { ["name"] = name })).Is(201);
        var id = await CreateAsync(tenant, """{"email":"a@example.com","group_id":1}""");
        async Task<string> TagAsync() => (await tenant.GetAsync($"{Contacts}/{id}")).Response.Headers.ETag!.ToString();
        Task<Answer> ReadAsync(string tag) => SendAsync(tenant, "GET", $"{Contacts}/{id}", null, "If-None-Match", tag);
        Task<Answer> ChangeAsync(string tag, string company) => UpdateAsync(tenant, $$"""{"id":{{id}},"company":"{{company}}"}""", tag);

        var first = await TagAsync();
        (await PostAsync(tenant, "groups", $$"""{"id":{{id}},"add":[2]}""")).Is(200);
        (await ChangeAsync(first, "1")).IsPlain(412, "Contact was changed meanwhile");

        var joined = await TagAsync();
        Assert.Equal(304, (await ReadAsync(joined)).Status);
        (await tenant.PostAsync("/api/v1/groups/update", new() { ["id"] = 2, ["name"] = "Bees" })).Is(200);
        Assert.Equal("Bees", (string)(await ReadAsync(joined)).Is(200)["contact"]!["groups"]![1]!["name"]!);
        var changed = (await ChangeAsync(joined, "2")).Is(200)["contact"]!;
        Assert.Equal("2", (string)changed["company"]!);
        (await ChangeAsync(joined, "3")).IsPlain(412, "Contact was changed meanwhile");
    }

    [Fact]
    public async Task Groups_are_joined_and_left_renamed_and_deleted()
    {
        var tenant = await service.NewTenantAsync();
        Task<Answer> GroupAsync(string route, JsonObject body) => tenant.PostAsync($"/api/v1/groups/{route}", body);
        foreach (var name in (string[])["A", "B", "C"]) (await GroupAsync("create", new() { ["name"] = name })).Is(201);
        var id = await CreateAsync(tenant, """{"email":"a@example.com","group_id":1}""");

        var changed = (await PostAsync(tenant, "groups", $$"""{"id":{{id}},"add":[2,3],"remove":[1,3]}""")).Is(200)["contact"]!;
        Assert.Equal("""[{"id":2,"name":"B"},{"id":3,"name":"C"}]""", changed["groups"]!.ToJsonString());
        (await PostAsync(tenant, "groups", $$"""{"id":{{id}},"add":[9]}""")).IsPlain(404, "Group not found");
        (await PostAsync(tenant, "groups", """{"id":999999,"add":[1]}""")).IsPlain(404, "Contact not found");
        (await PostAsync(tenant, "groups", $$"""{"id":{{id}}}""")).IsPlain(400, "Provide \"add\" or \"remove\"");

        Assert.Equal("News", (string)(await GroupAsync("update", new() { ["id"] = 1, ["name"] = " News " })).Is(200)["group"]!["name"]!);
        (await GroupAsync("update", new() { ["id"] = 1, ["name"] = "b" })).IsPlain(409, "A group with this name already exists");
        (await GroupAsync("update", new() { ["id"] = 1 })).IsPlain(400, "\"name\" is required");
        (await GroupAsync("update", new() { ["id"] = 9, ["name"] = "X" })).IsPlain(404, "Group not found");
        (await GroupAsync("delete", new() { ["id"] = 2 })).IsPlain(409, "Group is not empty");
        (await GroupAsync("delete", new() { ["id"] = 1 })).Is(200);
        (await GroupAsync("delete", new() { ["id"] = 1 })).IsPlain(404, "Group not found");
    }

    [Fact]
    public async Task An_idempotent_request_is_answered_as_the_first_time()
    {
        var tenant = await service.NewTenantAsync();
        Task<Answer> UpsertAsync(string key) => SendAsync(
            tenant, "POST", $"{Contacts}/upsert", """{"external_id":"1","email":"a@example.com"}""", "Idempotency-Key", key);

        var first = await UpsertAsync("one");
        var again = await UpsertAsync("one");
        Assert.Equal((201, first.Text), (again.Status, again.Text));
        Assert.Equal(200, (await UpsertAsync("two")).Status);
    }

    private static async Task<long> CreateAsync(Tenant tenant, string body) =>
        (long)(await PostAsync(tenant, "create", body)).Is(201)["contact"]!["id"]!;

    private static Task<Answer> PostAsync(Tenant tenant, string route, string body) =>
        tenant.PostAsync($"{Contacts}/{route}", JsonNode.Parse(body)!.AsObject());

    private Task<Answer> UpdateAsync(Tenant tenant, string body, string tag) =>
        SendAsync(tenant, "POST", $"{Contacts}/update", body, "If-Match", tag);

    private Task<Answer> SendAsync(Tenant tenant, string method, string path, string? body, string header, string value)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null) request.Content = new StringContent(body, null, "application/json");
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {tenant.Key}");
        request.Headers.TryAddWithoutValidation(header, value);
        return service.SendAsync(request);
    }
}
