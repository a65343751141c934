using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Contacts.WebFront.Tests.Imports;

namespace Contacts.WebFront.Tests;

/// <summary>What the answers look like, byte for byte: the order of the fields, nulls, times and characters that need no escape.</summary>
[Collection(InDevelopment.Name)]
public sealed partial class AnswerShapeTests(Service service)
{
    [Fact]
    public async Task Contacts_of_integrators()
    {
        var tenant = await service.NewTenantAsync();
        await ShapeAsync("""{"success":true,"group":{"id":1,"name":"Příznivci <&>","created_at":"#"}}""",
            tenant.PostAsync("/api/v1/groups/create", new() { ["name"] = "Příznivci <&>" }));
        await ShapeAsync("""
            {"success":true,"contact":{"id":0,"first_name":"Jiří","last_name":"","email":"a@example.com","phone":"+420777123456",
            "company":"","group_id":1,"sms_subscribed":true,"email_subscribed":false}}
            """, tenant.PostAsync("/api/v1/contacts/create", new()
            {
                ["email"] = "a@example.com", ["phone"] = "+420777123456", ["first_name"] = "Jiří", ["group_id"] = 1,
                ["email_subscribed"] = false,
            }));
        var listed = await ShapeAsync("""
            {"success":true,"data":[{"id":0,"first_name":"Jiří","last_name":"","email":"a@example.com","phone":"+420777123456",
            "company":"","groups":[{"id":1,"name":"Příznivci <&>"}],"sms_subscribed":true,"email_subscribed":false,"created_at":"#"}],
            "pagination":{"total":1,"page":1,"per_page":20,"pages":1}}
            """, tenant.GetAsync("/api/v1/contacts"));
        await ShapeAsync("""
            {"success":true,"contact":{"id":0,"first_name":"Jiří","last_name":"","email":null,"phone":"+420777123456",
            "company":"O'Neil \"&\" <b>",
            "sms_subscribed":true,"email_subscribed":false,"groups":[{"id":1,"name":"Příznivci <&>"}]}}
            """, tenant.PostAsync("/api/v1/contacts/update", new()
            {
                ["id"] = (long)listed["data"]![0]!["id"]!, ["email"] = null, ["company"] = "O'Neil \"&\" <b>",
            }));
        await ShapeAsync("""
            {"success":true,"data":[{"id":1,"name":"Příznivci <&>","contact_count":1,"created_at":"#"}],
            "pagination":{"total":1,"page":1,"per_page":50,"pages":1}}
            """, tenant.GetAsync("/api/v1/groups"));
    }

    [Fact]
    public async Task Contacts_of_administrators()
    {
        var tenant = await service.NewTenantAsync();
        const string contact = """
            "id":"*","contactId":0,"email":"a@example.com","phone":"+420 777123456","firstName":"Jan","lastName":"Barášek","company":"",
            "groups":[{"id":1,"name":"VIP"}],"emailSubscribed":false,"smsSubscribed":false,"source":"fair","createdAt":"@","updatedAt":"@",
            "externalId":null,"attributes":{}
            """;
        const string other = """
            "id":"*","contactId":0,"email":null,"phone":"+420 777123457","firstName":"","lastName":"","company":"","groups":[],
            "emailSubscribed":false,"smsSubscribed":false,"source":null,"createdAt":"@","updatedAt":"@",
            "externalId":null,"attributes":{}
            """;
        const string consent = """
            "emailConsent":{"state":"none","requestedAt":null,"confirmedAt":null,"withdrawnAt":null}
            """;
        var created = await ShapeAsync($$$$"""{"success":true,"contact":{{{{{contact}}}}}}""", tenant.PostAsync("/bff/contact/create", new()
        {
            ["email"] = "a@example.com", ["phone"] = "+420 777123456", ["firstName"] = "Jan", ["lastName"] = "Barášek",
            ["groups"] = new JsonArray("VIP"), ["source"] = "fair",
        }));
        var second = await ShapeAsync($$$$"""{"success":true,"contact":{{{{{other}}}}}}""",
            tenant.PostAsync("/bff/contact/create", new() { ["phone"] = "+420 777123457" }));
        await ShapeAsync(
            $$$$"""{"success":true,"items":[{{{{{other}}}},{{{{consent}}}}},{{{{{contact}}}},{{{{consent}}}}}],"total":2}""", tenant.GetAsync("/bff/contact/list"));

        var id = (string)created["contact"]!["id"]!;
        await ShapeAsync("""{"success":true,"mergeId":"*"}""", tenant.PostAsync("/bff/contact/merge-customers", new()
        {
            ["finalCustomerId"] = id, ["legacyCustomerId"] = (string)second["contact"]!["id"]!,
        }));
        await ShapeAsync($$$$"""
            {"success":true,"contact":{{{{{contact}}}},{{{{consent}}}},"consents":[{"channel":"email","subscribed":false,"changedAt":"@","source":"fair"},
            {"channel":"sms","subscribed":false,"changedAt":"@","source":"fair"}],
            "history":[],"historyMore":false,"tickets":[],"merges":[{"mergeId":"*","mergedAt":"@","legacyId":"*"}]}}
            """, tenant.GetAsync($"/bff/contact/detail?id={id}"), detail => detail["contact"]!["history"]!.AsArray().Clear());
    }

    [Fact]
    public async Task History_of_a_contact()
    {
        var tenant = await service.NewTenantAsync();
        var (id, contactId) = await tenant.NewContactAsync("a@example.com");
        (await tenant.PostAsync("/api/v1/contacts/update", new() { ["id"] = contactId, ["first_name"] = "Žofie" })).Is(200);

        var history = (await tenant.GetAsync($"/bff/contact/detail?id={id}")).Is(200)["contact"]!["history"]!.AsArray();

        Assert.Equal(
            ["id", "at", "kind", "source", "actor", "reason", "before", "after", "evidence"], history[0]!.AsObject().Select(field => field.Key));
        Assert.Equal("Žofie", (string)history[0]!["after"]!.AsObject().Single().Value!);
        Assert.Null(history[1]!["before"]);
        Assert.Null(history[1]!["reason"]);
    }

    [Fact]
    public async Task Previews_of_a_change_of_email()
    {
        var tenant = await service.NewTenantAsync();
        var (id, _) = await tenant.NewContactAsync("a@example.com");
        await tenant.NewContactAsync("b@example.com");

        Task<Answer> PreviewAsync(string email) =>
            tenant.PostAsync("/bff/contact/detail-change-email-preview", new() { ["id"] = id, ["newEmail"] = email });

        await ShapeAsync("""{"success":true,"outcome":"noop"}""", PreviewAsync("a@example.com"));
        await ShapeAsync("""{"success":true,"outcome":"rename"}""", PreviewAsync("c@example.com"));
        await ShapeAsync("""
            {"success":true,"outcome":"merge","contact":{"id":"*","contactId":0,"email":"b@example.com","firstName":"","lastName":""}}
            """, PreviewAsync("b@example.com"));
    }

    [Fact]
    public async Task Settings_of_an_organisation()
    {
        var tenant = await service.NewTenantAsync();
        const string usual = """
            {"success":true,"settings":{"name":"~","defaultRegion":null,"emailCanonicalization":"none","registerTicketCustomers":true,
            "spam":{"threshold":100,"allowedCountries":[],"blockedCountries":[],"honeypot":"website"},
            "support":{"allowedRecipients":[],"defaultRecipient":null,"mailsPerHour":60,"categories":[]},
            "limits":null,"bounds":{"groupsBySignUp":200,"groupsOfContact":100,"categories":200},
            "consent":{"confirm":"never","ttlHours":168,"language":"en","from":null,"redirects":{"confirmed":null,"unsubscribed":null}},
            "texts":{"en":{"confirmationSubject":null,"confirmationBody":null,"ticketSubject":null,"ticketBody":null,"digestSubject":null,"digestBody":null},
            "cs":{"confirmationSubject":null,"confirmationBody":null,"ticketSubject":null,"ticketBody":null,"digestSubject":null,"digestBody":null}},"console":{"requireTwoFactor":false},
            "retention":{"ticketDays":null,"ipDays":90,"historyDays":null,"pendingDays":null},"privacy":{"erasure":"ask"}},
            "emailRekeying":{"state":"none","done":0,"total":0,"collisions":[]},
            "warnings":["support.defaultRecipient is not set: nobody receives contact forms"]}
            """;
        const string changed = """
            {"success":true,"settings":{"name":"~","defaultRegion":"CZ","emailCanonicalization":"none","registerTicketCustomers":false,
            "spam":{"threshold":50,"allowedCountries":["CZ","SK"],"blockedCountries":["KP"],"honeypot":"url2"},
            "support":{"allowedRecipients":["@example.com"],"defaultRecipient":"help@example.com","mailsPerHour":5,
            "categories":[{"slug":"offer","recipients":["sales@example.com"],"allowUnknown":false},{"slug":"claim","recipients":[],"allowUnknown":true}]},
            "limits":{"perMinute":null,"perHour":500},"bounds":{"groupsBySignUp":7,"groupsOfContact":100,"categories":0},
            "consent":{"confirm":"new","ttlHours":0.5,"language":"cs","from":"news@example.com",
            "redirects":{"confirmed":"http://localhost/welcome","unsubscribed":null}},
            "texts":{"en":{"confirmationSubject":null,"confirmationBody":null,"ticketSubject":null,"ticketBody":null,"digestSubject":null,"digestBody":null},
            "cs":{"confirmationSubject":null,"confirmationBody":"Hi: {link}","ticketSubject":null,"ticketBody":null,"digestSubject":null,"digestBody":null}},"console":{"requireTwoFactor":false},
            "retention":{"ticketDays":null,"ipDays":90,"historyDays":null,"pendingDays":null},"privacy":{"erasure":"ask"}},
            "emailRekeying":{"state":"none","done":0,"total":0,"collisions":[]},"warnings":[]}
            """;
        await ShapeAsync(usual.Replace("~", tenant.Slug), tenant.GetAsync("/bff/organisation/settings"));
        await ShapeAsync(changed.Replace("~", tenant.Slug), tenant.PostAsync("/bff/organisation/settings", new()
        {
            ["defaultRegion"] = "CZ", ["registerTicketCustomers"] = false, ["limits"] = new JsonObject { ["perHour"] = 500 },
            ["bounds"] = new JsonObject { ["groupsBySignUp"] = 7, ["categories"] = 0 },
            ["spam"] = new JsonObject
            {
                ["threshold"] = 50, ["allowedCountries"] = new JsonArray("CZ", "SK"), ["blockedCountries"] = new JsonArray("KP"),
                ["honeypot"] = "url2",
            },
            ["support"] = new JsonObject
            {
                ["allowedRecipients"] = new JsonArray("@example.com"), ["defaultRecipient"] = "help@example.com", ["mailsPerHour"] = 5,
                ["categories"] = new JsonArray(
                    new JsonObject { ["slug"] = "Offer", ["recipients"] = new JsonArray("Sales@example.com"), ["allowUnknown"] = false },
                    new JsonObject { ["slug"] = "claim" }),
            },
            ["consent"] = new JsonObject
            {
                ["confirm"] = "new", ["ttlHours"] = 0.5, ["language"] = "cs", ["from"] = "News@Example.com",
                ["redirects"] = new JsonObject { ["confirmed"] = "http://localhost/welcome" },
            },
            ["texts"] = new JsonObject { ["cs"] = new JsonObject { ["confirmationBody"] = "Hi: {link}" } },
        }));
    }

    [Fact]
    public async Task Organisations_and_keys()
    {
        var slug = $"shape-{Guid.NewGuid():N}";
        await ShapeAsync($$$$"""{"success":true,"organisation":{"slug":"{{{{slug}}}}","name":"Šátek"}}""", service.SendAsync(
            "POST", "/bff/organisation/create", new JsonObject { ["slug"] = slug, ["name"] = "Šátek" }, Service.RootKey));
        var tenant = await service.NewTenantAsync();
        var generated = await ShapeAsync("""{"success":true,"apiKey":"*"}""", tenant.PostAsync("/bff/api-key/generate-key", new()
        {
            ["environment"] = "DEV", ["scopes"] = new JsonArray("admin", "public"), ["limits"] = new JsonObject { ["perHour"] = 10 },
        }));
        Assert.StartsWith("DEV_", (string)generated["apiKey"]!);
        await ShapeAsync($$$$"""
            {"success":true,"items":[
            {"id":0,"kind":"PROD","scopes":["public","contacts","admin"],"description":"key of {{{{tenant.Slug}}}}","createdAt":"@",
            "expiresAt":"@","revokedAt":null,"lastUsedAt":null,"limits":null},
            {"id":0,"kind":"DEV","scopes":["public","admin"],"description":"","createdAt":"@","expiresAt":"@",
            "revokedAt":null,"lastUsedAt":null,"limits":{"perMinute":null,"perHour":10}}]}
            """, tenant.GetAsync("/bff/api-key/list"), list =>
        {
            var items = list["items"]!.AsArray();
            items[0]!["lastUsedAt"] = null; // It is written with delay.
            if ((string)items[0]!["kind"]! == "DEV")
                list["items"] = new JsonArray(items[1]!.DeepClone(), items[0]!.DeepClone());
        });
    }

    [Fact]
    public async Task Tickets()
    {
        var tenant = await service.NewTenantAsync();
        (await tenant.PostAsync("/api/v1/support/contact-form", new()
        {
            ["message"] = "Dobrý den <&>", ["customerEmail"] = "a@example.com", ["customerFirstName"] = "Ann", ["categorySlug"] = "offer",
        })).Is(200);
        var ticket = $$$$"""
            "id":"*","key":"{{{{tenant.Slug.ToUpperInvariant()}}}}-1","subject":"Dobrý den <&>","status":"new","category":"offer",
            "customerEmail":"a@example.com","customerPhone":null,"country":null,"score":0,"createdAt":"@","contactId":0
            """;
        var listed = await ShapeAsync($$$$"""{"success":true,"items":[{{{{{ticket}}}}}],"total":1}""", tenant.GetAsync("/bff/ticket/list"));
        var id = (string)listed["items"]![0]!["id"]!;
        await ShapeAsync($$$$"""
            {"success":true,"ticket":{{{{{ticket}}}},"updatedAt":"@","message":"Dobrý den <&>","notice":null,"customerFirstName":"Ann",
            "customerLastName":null,"ip":"127.0.0.1","sendToEmail":null,"reasons":[],
            "mail":{"to":null,"state":"none","attempts":0,"note":"There is no default recipient."}}}
            """, tenant.GetAsync($"/bff/ticket/detail?id={id}"));
        await ShapeAsync("""{"success":true}""", tenant.PostAsync("/bff/ticket/set-status", new() { ["id"] = id, ["status"] = "done" }));
    }

    [Fact]
    public async Task Jobs_of_imports()
    {
        var tenant = await service.NewTenantAsync();
        var jobId = ImportCalls.JobOf(await service.ImportAsync(tenant.Key, "email,shoe size\nbad,38\n"));
        await service.EndAsync(tenant.Key, jobId);
        await ShapeAsync("""
            {"success":true,"job":{"id":"*","state":"done","format":"csv","dryRun":false,"lenient":false,"source":"import","bytes":23,"processedBytes":23,
            "rows":1,"created":0,"updated":0,"unchanged":0,"failed":1,"warnings":0,"ignoredColumns":["shoe size"],
            "errors":[{"row":1,"line":2,"field":"email","message":"\"email\" must be a valid email address: it needs exactly one @","imported":false}],
            "message":null,"createdAt":"@","startedAt":"@","finishedAt":"@"}}
            """, tenant.GetAsync($"/bff/contact/import/{jobId}"));
    }

    /// <summary>
    /// Compares an answer with its shape: `0` stands for any number under `id` or `contactId`, `*` for an id, `@` and `#` for
    /// times with and without milliseconds.
    /// </summary>
    private static async Task<JsonNode> ShapeAsync(string shape, Task<Answer> sending, Action<JsonNode>? settle = null)
    {
        var answer = await sending;
        var text = answer.Text;
        if (settle is not null)
        {
            var json = answer.Json;
            settle(json);
            text = json.ToJsonString(_relaxed);
        }

        text = Numbers().Replace(text, match => match.Groups[1].Success ? match.Groups[1] + "0" : match.Value);
        text = Stamps().Replace(text, "\"@\"");
        text = Seconds().Replace(text, "\"#\"");
        Assert.Equal(shape.ReplaceLineEndings(""), Ids().Replace(text, "$1\"*\""));
        Assert.InRange(answer.Status, 200, 201);
        return answer.Json;
    }

    private static readonly JsonSerializerOptions _relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [GeneratedRegex("\"id\":1,\"name\"|(\"(?:id|contactId)\":)[0-9]+")]
    private static partial Regex Numbers();

    [GeneratedRegex("\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\"")]
    private static partial Regex Stamps();

    [GeneratedRegex("\"\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\"")]
    private static partial Regex Seconds();

    [GeneratedRegex("(\"(?:id|mergeId|legacyId|apiKey)\":)\"[A-Za-z0-9_]{16,32}\"")]
    private static partial Regex Ids();
}
