using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Contacts.WebFront.Tests.Consent;
using Contacts.WebFront.Tests.Imports;

namespace Contacts.WebFront.Tests.Erasure;

internal sealed class Erasures(ServiceHost service)
{
    public const string Route = "/bff/contact/erase";
    public const string List = "/bff/erasure/list";
    public const string Reason = "asked for by letter";

    public async Task CheckAnswersAsync()
    {
        var person = await NeedlePerson.NewAsync(service);
        var tenant = person.Tenant;
        var shown = await person.AnswersAsync();
        Assert.Equal([], NeedlePerson.Needles.Where(needle => !shown.Any(answer => NeedlePerson.Has(answer.Text, needle))));
        var before = await person.CountsAsync();
        Assert.StartsWith("""{"submitted":1,"created":1,""", before[0], StringComparison.Ordinal);

        var erased = (await tenant.EraseAsync(person.SecondId)).Is(200);

        Assert.Equal(before, await person.CountsAsync());
        foreach (var (path, text) in await person.AnswersAsync())
            Assert.Equal($"{path}: ", $"{path}: {string.Join(' ', NeedlePerson.Needles.Where(needle => NeedlePerson.Has(text, needle)))}");
        foreach (var id in new[] { person.Id, person.SecondId })
        {
            foreach (var route in new[] { "/bff/contact/detail", "/bff/contact/history", "/bff/contact/personal-data" })
                (await tenant.GetAsync($"{route}?id={id}")).IsCoded(404, "INTERNAL_RESOURCE_NOT_FOUND");
            (await tenant.EraseAsync(id)).IsCoded(404, "INTERNAL_RESOURCE_NOT_FOUND");
        }
        Assert.Equal(404, (await tenant.GetAsync($"/api/v1/contacts/{person.Number}")).Status);
        var left = Assert.Single((await tenant.GetAsync("/bff/contact/list")).Is(200)["items"]!.AsArray())!;
        Assert.Equal("otto@example.com", (string)left["email"]!);
        var counts = erased["counts"]!;
        Assert.Equal((2, 1, 2), ((int)counts["contacts"]!, (int)counts["merges"]!, (int)counts["tickets"]!));
        Assert.All(
            new[] { "events", "consents", "imports", "answers" },
            kind => Assert.True((int)counts[kind]! > 0, $"{kind}: {erased.ToJsonString()}"));

        var listed = Assert.Single((await tenant.GetAsync(List)).Is(200)["items"]!.AsArray())!;
        Assert.Equal((string)erased["eraseId"]!, (string)listed["eraseId"]!);
        Assert.Equal((Reason, true, "redact"), ((string)listed["reason"]!, (bool)listed["suppress"]!, (string)listed["tickets"]!));
        Assert.Equal(
            new[] { person.Id, person.SecondId }.Order(), listed["contactIds"]!.AsArray().Select(id => (string)id!).Order());
        var act = Assert.Single((await tenant.GetAsync("/bff/audit/list?action=contact.erased")).Is(200)["items"]!.AsArray())!;
        Assert.Equal(person.SecondId, (string)act["target"]!["id"]!);
    }

    public async Task CheckKeptTicketsAsync()
    {
        var person = await NeedlePerson.NewAsync(service);
        (await person.Tenant.EraseAsync(person.Id, ("tickets", "keep"))).Is(200);

        var ticket = (await person.Tenant.GetAsync($"/bff/ticket/detail?id={person.TicketId}")).Is(200)["ticket"]!;
        Assert.Equal(("needle message", "needle notice"), ((string)ticket["message"]!, (string)ticket["notice"]!));
        var others = ticket.ToJsonString();
        Assert.Equal([], new[] { "needle.eva@", "needle.second@", "Needlička", "Novákneedle", "777123456" }
            .Where(needle => NeedlePerson.Has(others, needle)));
    }

    public async Task CheckSuppressedAsync()
    {
        var person = await Subscriber.NewAsync(service);
        var (id, number) = await person.Tenant.NewContactAsync("jan@example.com");
        (await person.Tenant.EraseAsync(id)).Is(200);

        (await person.Tenant.PostAsync("/bff/contact/create", new() { ["email"] = "Jan@example.com" })).IsCoded(409, "CONTACT_SUPPRESSED");
        var import = await service.EndAsync(
            person.Tenant.Key, await service.ImportAsync(person.Tenant.Key, "email\njan@example.com\nnew@example.com\n"));
        Assert.Equal("2 1 0 0 1", ImportCalls.Counts(import));
        await person.SignUpAsync();
        (await person.Tenant.GetAsync($"/bff/contact/detail?id={id}")).Is(404);
        await person.PostAsync(await person.ConfirmPathAsync(), "action=confirm");

        var back = await person.ContactAsync();
        Assert.True((bool)back["email_subscribed"]!);
        Assert.NotEqual(number, (long)back["id"]!);
        (await person.Tenant.GetAsync($"/bff/contact/detail?id={id}")).Is(404);
    }

    public async Task CheckForgottenAsync()
    {
        var tenant = await service.NewTenantAsync();
        var (id, _) = await tenant.NewContactAsync("eva@example.com");
        (await tenant.EraseAsync(id, ("suppress", false))).Is(200);

        var (again, _) = await tenant.NewContactAsync("eva@example.com");

        Assert.NotEqual(id, again);
        (await tenant.GetAsync($"/bff/contact/detail?id={id}")).Is(404);
        Assert.Single((await tenant.GetAsync($"/bff/contact/history?id={again}")).Is(200)["items"]!.AsArray());
    }

    public async Task CheckRepetitionsAsync()
    {
        var tenant = await service.NewTenantAsync();
        var body = new JsonObject { ["email"] = "eva@example.com", ["firstName"] = "Eva" };
        var created = (await SendAsync(tenant, "/bff/contact/create", "k1", body)).Is(200);
        var order = new JsonObject { ["id"] = (string)created["contact"]!["id"]!, ["reason"] = Reason, ["suppress"] = false };
        var erased = await SendAsync(tenant, Route, "k2", order);
        erased.Is(200);

        var repeated = await SendAsync(tenant, "/bff/contact/create", "k1", body);
        var again = await SendAsync(tenant, Route, "k2", order);

        Assert.True((bool)repeated.Is(200)["success"]!);
        Assert.DoesNotContain("eva", repeated.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(0, (int)(await tenant.GetAsync("/bff/contact/list")).Is(200)["total"]!);
        Assert.Equal((200, erased.Text), (again.Status, again.Text));
        Assert.Single((await tenant.GetAsync(List)).Is(200)["items"]!.AsArray());
    }

    public async Task CheckMergesAsync()
    {
        var tenant = await service.NewTenantAsync();
        var ((eva, _), (jan, _)) = (await tenant.NewContactAsync("eva@example.com"), await tenant.NewContactAsync("jan@example.com"));
        var merged = (await tenant.PostAsync(
            "/bff/contact/merge-customers", new() { ["finalCustomerId"] = eva, ["legacyCustomerId"] = jan })).Is(200);
        (await tenant.EraseAsync(eva)).Is(200);

        var undo = new JsonObject { ["mergeId"] = (string)merged["mergeId"]!, ["reason"] = "two people" };
        (await tenant.PostAsync("/bff/contact/merge-undo", undo)).IsCoded(409, "MERGE_CANNOT_BE_UNDONE");

        Assert.Equal(0, (int)(await tenant.GetAsync("/bff/contact/list")).Is(200)["total"]!);
    }

    public async Task CheckImportAsync()
    {
        var tenant = await service.NewTenantAsync();
        var (id, _) = await tenant.NewContactAsync("eva@example.com");
        var rows = string.Concat(Enumerable.Range(0, 50_000).Select(i => $"c{i}@example.com,c\n"));
        var job = ImportCalls.JobOf(await service.ImportAsync(tenant.Key, $"email,groups\n{rows}eva@example.com,c\n"));

        (await tenant.EraseAsync(id)).IsCoded(409, "IMPORT_RUNNING");
        (await tenant.GetAsync($"/bff/contact/detail?id={id}")).Is(200);
        await tenant.PostAsync($"{ImportCalls.Route}/{job}/cancel", []);
        await service.EndAsync(tenant.Key, job);

        (await tenant.EraseAsync(id)).Is(200);
    }

    public async Task CheckDryRunAsync()
    {
        var tenant = await service.NewTenantAsync();
        var (id, _) = await tenant.NewContactAsync("eva@example.com");
        var (second, _) = await tenant.NewContactAsync("eva.second@example.com");
        var file = """
            email,firstName,phone
            eva@example.com,Needle one,
            otto@example.com,Hay one,
            eva.second@example.com,Needle two,
            new.eva@example.com,Needle three,
            otto@example.com,Hay two,
            new.eva@example.com,Needle four,
            new.eva@example.com,,+420777123456

            """;
        var job = (await service.EndAsync(tenant.Key, await service.ImportAsync(tenant.Key, file, query: "?dryRun=true")))["id"]!;
        (await tenant.PostAsync("/bff/contact/merge-customers", new() { ["finalCustomerId"] = id, ["legacyCustomerId"] = second })).Is(200);
        (await tenant.PostAsync("/bff/contact/detail-change-email", new()
        {
            ["id"] = id, ["currentEmail"] = "eva@example.com", ["newEmail"] = "new.eva@example.com", ["reason"] = "a new address",
        })).Is(200);
        Assert.Equal(7, (await SamplesAsync()).Count);
        var records = (await new PersonalDownloads(service).DataAsync(tenant, id))["import"]!.AsArray();
        Assert.Equal([1, 3, 4, 6, 7], records.Select(record => int.Parse((string)record!["row"]!, null)));

        (await tenant.EraseAsync(id)).Is(200);

        Assert.Equal(["Hay one", "Hay two"], (await SamplesAsync()).Select(change => (string)change!["after"]!["firstName"]!));

        async Task<JsonArray> SamplesAsync() =>
            (await tenant.GetAsync($"{ImportCalls.Route}/{job}")).Is(200)["job"]!["changes"]!.AsArray();
    }

    public async Task CheckHeaderAsync()
    {
        var tenant = await service.NewTenantAsync();
        var (id, _) = await tenant.NewContactAsync("needle@example.com");
        var mapping = Uri.EscapeDataString("""{"Needle":"firstName","needle@example.com":"email"}""");
        var job = ImportCalls.JobOf(await service.ImportAsync(
            tenant.Key, "Needle,needle@example.com,Needlework\nIda,ida@example.com,\nJan,jan,\n", query: $"?mapping={mapping}"));
        Assert.Equal("2 1 0 0 1", ImportCalls.Counts(await service.EndAsync(tenant.Key, job)));
        Assert.Contains("Needle,needle@example.com,Needlework,_line", await RejectsAsync(), StringComparison.Ordinal);
        var columns = Assert.Single((await new PersonalDownloads(service).DataAsync(tenant, id))["import"]!.AsArray())!;
        Assert.Equal("Needlework", (string)columns["columns"]![2]!);

        (await tenant.EraseAsync(id)).Is(200);

        Assert.StartsWith("firstName,email,,_line,_field,_message\r\nJan,jan,,3,", await RejectsAsync(), StringComparison.Ordinal);
        var shown = (await tenant.GetAsync($"{ImportCalls.Route}/{job}")).Text + (await tenant.GetAsync($"{ImportCalls.Route}/list")).Text;
        Assert.DoesNotContain("needle", shown, StringComparison.OrdinalIgnoreCase);

        async Task<string> RejectsAsync() => (await tenant.GetAsync($"{ImportCalls.Route}/{job}/rejects")).Text;
    }

    public async Task CheckUndoneImportAsync()
    {
        var tenant = await service.NewTenantAsync();
        var job = ImportCalls.JobOf(await service.ImportAsync(tenant.Key, "email,firstName\neva@example.com,Eva\njan@example.com,Jan\n"));
        await service.EndAsync(tenant.Key, job);
        var id = (string)(await tenant.GetAsync("/bff/contact/list?filterFulltextQuery=eva")).Is(200)["items"]![0]!["id"]!;
        (await tenant.EraseAsync(id)).Is(200);

        (await tenant.PostAsync($"{ImportCalls.Route}/{job}/undo", new() { ["reason"] = "the wrong file" })).Is(202);
        var undone = await service.EndAsync(tenant.Key, job);

        Assert.Equal(
            """{"restored":0,"removed":1,"kept":1,"keptReasons":{"changedSince":0,"merged":0,"erased":1}}""",
            undone["undo"]!.ToJsonString());
        Assert.Equal(0, (int)(await tenant.GetAsync("/bff/contact/list")).Is(200)["total"]!);
        (await tenant.GetAsync($"/bff/contact/detail?id={id}")).IsCoded(404, "INTERNAL_RESOURCE_NOT_FOUND");
    }

    public async Task CheckPartnerAsync()
    {
        var tenant = await service.NewTenantAsync();
        var (eva, number) = await tenant.NewContactAsync("needle@example.com");
        var (jan, _) = await tenant.NewContactAsync("jan@example.com");
        (await tenant.PostAsync("/api/v1/contacts/update", new() { ["id"] = number, ["company"] = "Needle Works" })).Is(200);
        var merged = (await tenant.PostAsync(
            "/bff/contact/merge-customers", new() { ["finalCustomerId"] = jan, ["legacyCustomerId"] = eva })).Is(200);
        var undo = new JsonObject { ["mergeId"] = (string)merged["mergeId"]!, ["reason"] = "two people" };
        (await tenant.PostAsync("/bff/contact/merge-undo", undo)).Is(200);
        Assert.Contains("needle", await ShownAsync(), StringComparison.OrdinalIgnoreCase);

        (await tenant.EraseAsync(eva)).Is(200);

        Assert.DoesNotContain("needle", await ShownAsync(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal("jan@example.com", (string)(await tenant.GetAsync($"/bff/contact/detail?id={jan}")).Is(200)["contact"]!["email"]!);

        async Task<string> ShownAsync() =>
            (await tenant.GetAsync($"/bff/contact/detail?id={jan}")).Text + (await tenant.GetAsync($"/bff/contact/history?id={jan}")).Text;
    }

    private Task<Answer> SendAsync(Tenant tenant, string path, string idempotencyKey, JsonObject body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", tenant.Key) },
        };
        request.Headers.Add("Idempotency-Key", idempotencyKey);
        return service.SendAsync(request);
    }
}

internal static class ErasureCalls
{
    public static Task<Answer> EraseAsync(this Tenant tenant, string id, params (string Name, JsonNode? Value)[] choices)
    {
        var body = new JsonObject { ["id"] = id, ["reason"] = Erasures.Reason };
        foreach (var (name, value) in choices) body[name] = value;
        return tenant.PostAsync(Erasures.Route, body);
    }
}
