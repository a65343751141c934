using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;
using Contacts.Core.Imports;
using static Contacts.WebFront.Tests.Imports.ImportCalls;

namespace Contacts.WebFront.Tests.Imports;

/// <summary>What can be done with an import that was a mistake: a look before it, an end in the middle, its refused rows, and a way back.</summary>
[Collection(InDevelopment.Name)]
public sealed class ImportUndoTests(Service service)
{
    [Fact]
    public async Task An_undo_removes_what_is_untouched_restores_what_changed_and_keeps_what_others_wrote()
    {
        var tenant = await service.NewTenantAsync();
        await tenant.PostAsync("/api/v1/newsletter/register-contact", new() { ["email"] = "old@x.cz", ["firstName"] = "Old", ["groups"] = new JsonArray("Z") });
        var job = (string)(await service.EndAsync(tenant.Key, await service.ImportAsync(
            tenant.Key, "email,firstName,groups,emailSubscribed\nnew@x.cz,New,A,yes\nold@x.cz,Changed,A|Z,\nlive@x.cz,Imported,,\nsaid@x.cz,,,no\n")))["id"]!;
        await tenant.PostAsync("/api/v1/newsletter/register-contact", new() { ["email"] = "live@x.cz", ["firstName"] = "Live" });

        (await tenant.PostAsync($"{Route}/{job}/undo", new() { ["reason"] = "the wrong file" })).Is(202);
        var undone = await service.EndAsync(tenant.Key, job);

        Assert.Equal("undone", (string)undone["state"]!);
        Assert.Equal(
            """{"restored":1,"removed":2,"kept":1,"keptReasons":{"changedSince":1,"merged":0,"erased":0}}""", undone["undo"]!.ToJsonString());
        var left = (await tenant.GetAsync("/bff/contact/list?orderBy=email:asc")).Is(200);
        Assert.Equal(
            ["live@x.cz Live ", "old@x.cz Old Z"],
            left["items"]!.AsArray().Select(one => $"{one!["email"]} {one["firstName"]} {string.Join('|', one["groups"]!.AsArray().Select(group => (string)group!["name"]!))}"));
        var groups = (await tenant.GetAsync("/api/v1/groups")).Is(200)["data"]!.AsArray();
        Assert.Equal(["Z"], groups.Select(group => (string)group!["name"]!));
        (await tenant.PostAsync($"{Route}/{job}/undo", new() { ["reason"] = "again" })).IsCoded(409, "IMPORT_CANNOT_BE_UNDONE");

        // Who said "no" stays out, whoever comes with the address.
        var again = await service.EndAsync(tenant.Key, await service.ImportAsync(tenant.Key, "email,emailSubscribed\nsaid@x.cz,yes\nnew@x.cz,\n"));
        Assert.Equal("2 2 0 0 0", Counts(again));
        var back = (await tenant.GetAsync("/bff/contact/list?orderBy=email:asc")).Is(200)["items"]!.AsArray();
        Assert.Equal([false, false], new[] { "new@x.cz", "said@x.cz" }.Select(email => (bool)back.Single(one => (string)one!["email"]! == email)!["emailSubscribed"]!));
    }

    [Fact]
    public async Task A_sign_up_that_changes_nothing_keeps_the_contact_and_its_groups()
    {
        var tenant = await service.NewTenantAsync();
        var job = (string)(await service.EndAsync(tenant.Key, await service.ImportAsync(tenant.Key, "email,groups,emailSubscribed\na@x.cz,A,yes\nb@x.cz,A,yes\n")))["id"]!;
        (await tenant.PostAsync("/api/v1/newsletter/register-contact", new() { ["email"] = "a@x.cz", ["groups"] = new JsonArray("A") })).Is(200);

        (await tenant.PostAsync($"{Route}/{job}/undo", new() { ["reason"] = "the wrong file" })).Is(202);

        var undo = (await service.EndAsync(tenant.Key, job))["undo"]!;
        Assert.Equal((1, 1), ((int)undo["removed"]!, (int)undo["keptReasons"]!["changedSince"]!));
        var left = Assert.Single((await tenant.GetAsync("/bff/contact/list")).Is(200)["items"]!.AsArray())!;
        Assert.Equal(("a@x.cz", true, 1), ((string)left["email"]!, (bool)left["emailSubscribed"]!, left["groups"]!.AsArray().Count));
    }

    [Fact]
    public async Task Rows_find_contacts_by_their_external_id_and_an_undo_gives_ids_and_attributes_back()
    {
        var tenant = await service.NewTenantAsync();
        const string First = "email,phone,external_id,attributes\na@x.cz,,A1,\"{\"\"tier\"\":\"\"gold\"\",\"\"n\"\":1}\"\n,+420777123456,B1,\n";
        await service.EndAsync(tenant.Key, await service.ImportAsync(tenant.Key, First));
        const string Second = "external_id,firstName,attributes\nA1,Ann,\"{\"\"tier\"\":\"\"silver\"\",\"\"n\"\":null,\"\"new\"\":true}\"\nB1,Bob,\nC1,Cyril,\n";
        var dry = await service.EndAsync(tenant.Key, await service.ImportAsync(tenant.Key, Second, query: "?match=external_id&dryRun=true"));

        var job = await service.EndAsync(tenant.Key, await service.ImportAsync(tenant.Key, Second, query: "?match=external_id"));

        Assert.Equal(("3 0 2 0 1", "3 0 2 0 1"), (Counts(job), Counts(dry)));
        Assert.Equal(["Ann {\"new\":true,\"tier\":\"silver\"}", "Bob "], await ShownAsync(tenant));
        var again = await service.EndAsync(tenant.Key, await service.ImportAsync(tenant.Key, "email,external_id\nb@x.cz,A1\nc@x.cz,C1\nd@x.cz,C1\n"));
        Assert.Equal("3 1 0 0 2", Counts(again)); // Taken by others.

        (await tenant.PostAsync($"{Route}/{(string)again["id"]!}/undo", new() { ["reason"] = "x" })).Is(202);
        await service.EndAsync(tenant.Key, (string)again["id"]!);
        (await tenant.PostAsync($"{Route}/{(string)job["id"]!}/undo", new() { ["reason"] = "x" })).Is(202);
        Assert.Equal(2, (int)(await service.EndAsync(tenant.Key, (string)job["id"]!))["undo"]!["restored"]!);
        Assert.Equal([" ", " {\"n\":1,\"tier\":\"gold\"}"], await ShownAsync(tenant));
    }

    private static async Task<string[]> ShownAsync(Tenant tenant) =>
    [
        .. (await tenant.GetAsync("/bff/contact/list?orderBy=createdAt:asc")).Is(200)["items"]!.AsArray()
            .Select(one => $"{one!["firstName"]} {(one["attributes"] is JsonObject { Count: > 0 } attributes ? attributes.ToJsonString() : "")}")
            .Order(StringComparer.Ordinal),
    ];

    [Fact]
    public async Task What_cannot_be_undone_or_cancelled_says_so()
    {
        var tenant = await service.NewTenantAsync();
        var dry = (string)(await service.EndAsync(tenant.Key, await service.ImportAsync(tenant.Key, "email\na@x.cz\n", query: "?dryRun=true")))["id"]!;

        (await tenant.PostAsync($"{Route}/{dry}/undo", new() { ["reason"] = "x" })).IsCoded(409, "IMPORT_CANNOT_BE_UNDONE");
        (await tenant.PostAsync($"{Route}/{dry}/undo", [])).IsCoded(400, "INTERNAL_VALIDATION_FAILED");
        (await service.SendAsync("POST", $"{Route}/{dry}/cancel", key: tenant.Key)).IsCoded(409, "IMPORT_HAS_ENDED");
        (await tenant.PostAsync($"{Route}/0000000000000001/cancel", [])).IsCoded(404, "INTERNAL_RESOURCE_NOT_FOUND");
        (await (await service.NewTenantAsync()).PostAsync($"{Route}/{dry}/undo", new() { ["reason"] = "x" })).IsCoded(404, "INTERNAL_RESOURCE_NOT_FOUND");
    }

    [Fact]
    public async Task An_Idempotency_Key_is_about_one_import()
    {
        var tenant = await service.NewTenantAsync();
        var one = (string)(await service.EndAsync(tenant.Key, await service.ImportAsync(tenant.Key, "email\na@x.cz\n")))["id"]!;
        var other = (string)(await service.EndAsync(tenant.Key, await service.ImportAsync(tenant.Key, "email\nb@x.cz\n")))["id"]!;

        var answers = new[] { await UndoOnceAsync(tenant, one), await UndoOnceAsync(tenant, one), await UndoOnceAsync(tenant, other) };

        Assert.All(answers, answer => answer.Is(202));
        Assert.Equal([false, true, false], answers.Select(answer => answer.Response.Headers.Contains("Idempotency-Replayed")));
        foreach (var job in (string[])[one, other]) Assert.Equal("undone", (string)(await service.EndAsync(tenant.Key, job))["state"]!);
        Assert.Equal(0, (int)(await tenant.GetAsync("/bff/contact/list")).Is(200)["total"]!);
    }

    private Task<Answer> UndoOnceAsync(Tenant tenant, string job)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"{Route}/{job}/undo") { Content = JsonContent.Create(new { reason = "x" }) };
        request.Headers.Authorization = new("Bearer", tenant.Key);
        request.Headers.Add("Idempotency-Key", "k1");
        return service.SendAsync(request);
    }

    [Fact]
    public async Task A_running_import_is_cancelled_and_what_it_has_done_is_undone()
    {
        var tenant = await service.NewTenantAsync();
        var rows = string.Concat(Enumerable.Range(0, 50_000).Select(i => $"c{i}@x.cz\n"));
        var job = JobOf(await service.ImportAsync(tenant.Key, "email\n" + rows));

        (await service.SendAsync("POST", $"{Route}/{job}/cancel", key: tenant.Key)).Is(202);
        var cancelled = await service.EndAsync(tenant.Key, job);

        Assert.Equal("cancelled", (string)cancelled["state"]!);
        var done = (int)cancelled["rows"]!;
        Assert.InRange(done, 0, 49_999);
        Assert.Equal(done, (int)(await tenant.GetAsync("/bff/contact/list?limit=1")).Is(200)["total"]!);
        (await tenant.PostAsync($"{Route}/{job}/undo", new() { ["reason"] = "a mistake" })).Is(202);
        Assert.Equal(done, (int)(await service.EndAsync(tenant.Key, job))["undo"]!["removed"]!);
        Assert.Equal(0, (int)(await tenant.GetAsync("/bff/contact/list?limit=1")).Is(200)["total"]!);
    }

    [Fact]
    public async Task A_dry_run_shows_what_would_change()
    {
        var tenant = await service.NewTenantAsync();
        await tenant.PostAsync("/api/v1/newsletter/register-contact", new() { ["email"] = "old@x.cz", ["firstName"] = "Old" });
        const string File = "email,phone,firstName,groups\nold@x.cz,,Changed,New group\nnew@x.cz,,,\nnew@x.cz,,,\n,+420777123456,,New group\n,+420777123456,,New group\n";

        var dry = await service.EndAsync(tenant.Key, await service.ImportAsync(tenant.Key, File, query: "?dryRun=true"));
        var real = await service.EndAsync(tenant.Key, await service.ImportAsync(tenant.Key, File));

        Assert.Equal(("5 2 1 2 0", "5 2 1 2 0"), (Counts(dry), Counts(real)));
        Assert.Equal(
            [
                """{"row":1,"outcome":"updated","before":{"firstName":"Old","groups":[]},"after":{"firstName":"Changed","groups":["New group"]}}""",
                """{"row":2,"outcome":"created","before":null,"after":{"email":"new@x.cz"}}""",
                """{"row":4,"outcome":"created","before":null,"after":{"phone":"+420 777123456","groups":["New group"]}}""",
            ],
            dry["changes"]!.AsArray().Select(change => change!.ToJsonString().Replace("\\u002B", "+", StringComparison.Ordinal)));
        Assert.Null(real["changes"]);
    }

    [Fact]
    public async Task Refused_rows_come_back_as_a_file_that_can_be_mended_and_imported()
    {
        var tenant = await service.NewTenantAsync();
        const string File = "shoe;email;firstName\n=41;a@x;\"Žofie; \"\"Ž\"\"\"\n42;good@x.cz;Ann\n43;b@x.cz;B;\"too;many\"\n44;\"c@x.cz;C\n";
        var job = (string)(await service.EndAsync(tenant.Key, await service.ImportAsync(tenant.Key, File)))["id"]!;

        var answer = await tenant.GetAsync($"{Route}/{job}/rejects");

        Assert.Equal((200, "text/csv"), (answer.Status, answer.Response.Content.Headers.ContentType!.MediaType));
        var lines = answer.Text.Split("\r\n");
        Assert.Equal("shoe,email,firstName,_line,_field,_message", lines[0]);
        Assert.StartsWith("\"'=41\",a@x,\"Žofie; \"\"Ž\"\"\",2,email,", lines[1], StringComparison.Ordinal);
        Assert.Equal(5, lines.Length);
        var mended = await service.EndAsync(tenant.Key, await service.ImportAsync(tenant.Key, answer.Text.Replace("a@x,", "a@x.cz,", StringComparison.Ordinal)));
        Assert.Equal(("2 2 0 0 0", "shoe"), (Counts(mended), (string)Assert.Single(mended["ignoredColumns"]!.AsArray())!));
        Assert.Equal(404, (await tenant.GetAsync($"{Route}/0000000000000001/rejects")).Status);
    }

    [Fact]
    public async Task Events_tell_the_progress_and_end_with_the_job()
    {
        var tenant = await service.NewTenantAsync();
        var job = JobOf(await service.ImportAsync(tenant.Key, "email\na@x.cz\nb@x.cz\n"));

        var answer = await tenant.GetAsync($"{Route}/{job}/events");

        Assert.Equal((200, "text/event-stream"), (answer.Status, answer.Response.Content.Headers.ContentType!.MediaType));
        var last = answer.Text.TrimEnd().Split("\n\n")[^1].Split('\n');
        Assert.Equal("event: end", last[0]);
        Assert.Equal("done 2", $"{JsonNode.Parse(last[1]["data: ".Length..])!["state"]} {JsonNode.Parse(last[1]["data: ".Length..])!["rows"]}");
        Assert.Equal(404, (await tenant.GetAsync($"{Route}/0000000000000001/events")).Status);
    }

    [Fact]
    public async Task Events_tell_every_change_of_a_running_import_before_its_end()
    {
        var tenant = await service.NewTenantAsync();
        var import = await HeldImport.NewAsync(service, tenant);
        var request = new HttpRequestMessage(HttpMethod.Get, $"{Route}/{import.Id}/events");
        request.Headers.Authorization = new("Bearer", tenant.Key);
        using var response = await service.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await using var events = SseParser.Create(await response.Content.ReadAsStreamAsync()).EnumerateAsync().GetAsyncEnumerator();

        Assert.Equal("progress running 0", await NextAsync());
        await import.SaveAsync(ImportState.Running, created: 1);
        Assert.Equal("progress running 1", await NextAsync());
        await import.SaveAsync(ImportState.Done, created: 2);
        Assert.Equal("end done 2", await NextAsync());
        Assert.False(await events.MoveNextAsync());

        async Task<string> NextAsync()
        {
            Assert.True(await events.MoveNextAsync());
            var job = JsonNode.Parse(events.Current.Data)!;
            return $"{events.Current.EventType} {job["state"]} {job["rows"]}";
        }
    }
}
