using System.Text.Json.Nodes;

namespace Contacts.WebFront.Tests;

/// <summary>Every field of every JSON body: its name, its type and the sentence that refuses another one.</summary>
[Collection(InDevelopment.Name)]
public sealed class FieldTypeTests(Service service)
{
    private const string Text = "a string";
    private const string Integer = "an integer";
    private const string Number = "a number";
    private const string Boolean = "a boolean";
    private const string Texts = "an array of strings";
    private const string Integers = "an array of integers";
    private const string Object = "an object";
    private const string Range = "an integer from 1 to 2147483647";
    private const string Canonicalization = "\"none\" or \"provider\"";
    private const string Settings = "/bff/organisation/settings";
    private const string Register = "/api/v1/newsletter/register-contact";
    private const string GenerateKey = "/bff/api-key/generate-key";

    /// <summary>What is no value of a type.</summary>
    private static readonly Dictionary<string, string[]> _wrong = new()
    {
        [Text] = ["5", "true", "[]", "[\"x\"]", "{}", "{\"x\": [1]}"],
        [Integer] = ["\"5\"", "1.5", "1.0", "1e2", "99999999999999999999", "true", "[]", "[5]", "{}"],
        [Number] = ["\"5\"", "true", "[]", "[5]", "{}"],
        [Boolean] = ["\"true\"", "1", "0", "[]", "{}"],
        [Texts] = ["\"x\"", "5", "{}", "{\"x\": \"y\"}", "[5]", "[\"x\", 5]", "[null]", "[\"x\", null]", "[[\"x\"]]", "[{}, \"x\"]"],
        [Integers] = ["\"5\"", "5", "{}", "[\"5\"]", "[5, 1.5]", "[null]", "[[5]]", "[9223372036854775808]"],
        [Object] = ["\"x\"", "5", "true", "[]", "[{}]"],
    };

    public static TheoryData<string, string, string> Fields()
    {
        var data = new TheoryData<string, string, string>();
        void Route(string path, params (string Type, string Names)[] fields)
        {
            foreach (var (type, names) in fields)
                foreach (var name in names.Split(' '))
                    data.Add(path, name, type);
        }

        Route(Register, (Text, "email phone firstName lastName source"), (Texts, "groups"));
        Route("/api/v1/support/contact-form", (Text, "message subject notice sendToEmail categorySlug customerEmail customerPhone "
            + "customerFirstName customerLastName website"));
        Route("/api/v1/contacts/create", (Text, "email phone first_name last_name company external_id"), (Integer, "group_id"),
            (Boolean, "sms_subscribed email_subscribed"));
        Route("/api/v1/contacts/update", (Integer, "id"), (Text, "email phone first_name last_name company external_id"),
            (Integers, "group_ids"),
            (Boolean, "sms_subscribed email_subscribed"));
        Route("/api/v1/contacts/upsert", (Text, "external_id email"), (Integer, "group_id"), (Integers, "group_ids"));
        Route("/api/v1/contacts/groups", (Integer, "id"), (Integers, "add remove"));
        Route("/api/v1/groups/create", (Text, "name"));
        Route("/api/v1/groups/update", (Integer, "id"), (Text, "name"));
        Route("/bff/contact/create", (Text, "email phone firstName lastName company source externalId"), (Texts, "groups"),
            (Boolean, "emailSubscribed smsSubscribed"));
        Route("/bff/contact/detail-change-email", (Text, "id currentEmail newEmail reason"), (Boolean, "confirmMerge"));
        Route("/bff/contact/detail-change-email-preview", (Text, "id newEmail"));
        Route("/bff/contact/merge-customers", (Text, "finalCustomerId legacyCustomerId"));
        Route("/bff/contact/merge-undo", (Text, "mergeId reason"));
        Route("/bff/contact/erase", (Text, "id reason tickets"), (Boolean, "suppress"));
        Route("/bff/erasure/suppress", (Texts, "hashes"));
        Route("/bff/ticket/set-status", (Text, "id status"));
        Route("/bff/ticket/set-spam", (Text, "id"), (Boolean, "spam"));
        Route(GenerateKey, (Text, "environment description expirationDate"), (Texts, "scopes"), (Object, "limits"),
            (Integer, "limits.perMinute limits.perHour"));
        Route("/bff/api-key/revoke", (Integer, "id"));
        Route("/bff/organisation/create", (Text, "slug name"));
        Route(Settings, (Text, "name defaultRegion emailCanonicalization support.defaultRecipient "
            + "texts.en.confirmationBody texts.cs.ticketSubject consent.confirm consent.language consent.from consent.redirects.confirmed consent.redirects.unsubscribed"),
            (Boolean, "registerTicketCustomers"), (Object, "spam support limits consent consent.redirects texts texts.en texts.cs"),
            (Number, "consent.ttlHours"),
            (Integer, "spam.threshold limits.perMinute limits.perHour"),
            (Texts, "spam.allowedCountries spam.blockedCountries support.allowedRecipients"));
        return data;
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public async Task Values_of_another_type_are_refused_by_name(string path, string field, string type)
    {
        foreach (var value in _wrong[type])
        {
            var sentence = $"\"{field}\" must be {type}";
            Assert.Equal(sentence, await RefusalAsync(path, Nested(field, value)));
            Assert.Equal("Request body must be valid JSON", await RefusalAsync(path, Nested(field, value)[..^1]));
        }
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public async Task Null_is_absent_but_for_settings_that_must_have_a_value(string path, string field, string type)
    {
        string[] nullable =
        [
            "defaultRegion", "support.defaultRecipient", "limits", "limits.perMinute", "limits.perHour", "consent.from",
            "consent.redirects.confirmed", "consent.redirects.unsubscribed", "texts.en.confirmationBody", "texts.cs.ticketSubject",
        ];
        var what = field == "emailCanonicalization" ? Canonicalization : type;

        var sentence = await RefusalAsync(path, Nested(field, "null"));

        if (path == Settings && !nullable.Contains(field))
            Assert.Equal($"\"{field}\" must be {what}", sentence);
        else // Other rules than that of the type may refuse it.
            Assert.DoesNotContain(_wrong.Keys, type => sentence?.EndsWith("must be " + type, StringComparison.Ordinal) ?? false);
    }

    [Theory]
    [InlineData(Register, """{"phone": 1, "email": 2}""", "\"phone\" must be a string")]
    [InlineData(Register, """{"email": "no address", "phone": 1}""", "\"phone\" must be a string")]
    [InlineData(Register, """{"email": 1, "email": "a@example.com"}""", "\"email\" must be a string")]
    [InlineData(Register, """{"email": 1, "x": "\ud800"}""", "Request body must be valid JSON")]
    [InlineData(Register, """{"email": ["\ud800"]}""", "Request body must be valid JSON")]
    [InlineData(Register, """{"groups": [1, "\udc00"]}""", "Request body must be valid JSON")]
    [InlineData(Register, """{"email": 1} {}""", "Request body must be valid JSON")]
    [InlineData(Register, """{"Email": "a@example.com"}""", "\"email\" must be a valid email address")]
    [InlineData(Register, """{"email": "a@example.com", "email": null}""", "\"email\" must be a valid email address")]
    [InlineData("/api/v1/contacts/update", """{"group_ids": 1, "id": "1"}""", "\"group_ids\" must be an array of integers")]
    [InlineData(GenerateKey, """{"limits": {"perMinute": 0}, "description": 5}""", "\"limits.perMinute\" must be " + Range)]
    [InlineData(GenerateKey, """{"description": 5, "limits": {"perMinute": 0}}""", "\"description\" must be a string")]
    [InlineData(GenerateKey, """{"limits": {"perHour": -9223372036854775808}}""", "\"limits.perHour\" must be " + Range)]
    [InlineData(Settings, """{"nothing": 1, "name": 5}""", "\"nothing\" must be left out: there is no such setting")]
    [InlineData(Settings, """{"name": 5, "nothing": 1}""", "\"name\" must be a string")]
    [InlineData(Settings, """{"n\u006fthing": 1}""", "\"nothing\" must be left out: there is no such setting")]
    [InlineData(Settings, """{"no 'such'[0].x": 1}""", "\"no 'such'[0].x\" must be left out: there is no such setting")]
    [InlineData(Settings, """{"Name": "x"}""", "\"Name\" must be left out: there is no such setting")]
    [InlineData(Settings, """{"spam": {"level": 1}}""", "\"spam.level\" must be left out: there is no such setting")]
    [InlineData(Settings, """{"support": {"apiKey": "x"}}""", "\"support.apiKey\" must be left out: there is no such setting")]
    [InlineData(Settings, """{"support": {"categories": {}}}""", "\"support.categories\" must be an array of objects")]
    [InlineData(Settings, """{"support": {"categories": ["x"]}}""", "\"support.categories\" must be an array of objects")]
    [InlineData(Settings, """{"support": {"categories": [null]}}""", "\"support.categories[0].slug\" must be 1 to 64 letters, digits or hyphens")]
    [InlineData(Settings, """{"support": {"categories": [{"slug": "a", "recipients": ["a@example.com", "x"]}]}}""",
        "\"support.categories[0].recipients[1]\" must be a valid email address")]
    [InlineData(Settings, """{"limits": {"": 1}}""", "\"limits.\" must be left out: there is no such setting")]
    [InlineData(Settings, """{"apiKey": 5, "name": 5}""", "\"name\" must be a string")]
    [InlineData(Settings, """{"nothing": "\ud800"}""", "Request body must be valid JSON")]
    [InlineData(Settings, """{"nothing": {"x": [1, {"y": null}]}""", "Request body must be valid JSON")]
    public async Task The_first_wrong_field_is_named_where_all_is_json(string path, string body, string sentence) =>
        Assert.Equal(sentence, await RefusalAsync(path, body));

    [Theory]
    [InlineData(63, 200)]
    [InlineData(64, 400)]
    public async Task Nesting_has_64_levels(int arrays, int status) => (await service.SendTextAsync(
        "POST", Register,
        $$"""{"email": "deep@example.com", "x": {{new string('[', arrays)}}{{new string(']', arrays)}}}""",
        key: Service.SampleKey)).Is(status);

    [Fact]
    public async Task The_key_may_be_a_field_of_every_body()
    {
        var tenant = await service.NewTenantAsync();

        var settings = await service.SendTextAsync("POST", Settings, $$"""{"apiKey": "{{tenant.Key}}", "name": "Renamed"}""");

        Assert.Equal("Renamed", (string)settings.Is(200)["settings"]!["name"]!);
    }

    [Fact]
    public async Task An_update_clears_what_is_null_and_keeps_what_is_absent()
    {
        var tenant = await service.NewTenantAsync();
        var created = await service.SendTextAsync("POST", "/api/v1/contacts/create", """
            {"email": "a@example.com", "phone": "+420777123456", "first_name": "Ann", "last_name": "Lee", "company": "Acme"}
            """, key: tenant.Key);
        var id = (long)created.Is(201)["contact"]!["id"]!;

        var updated = await service.SendTextAsync("PATCH", "/api/v1/contacts/update", $$"""
            {"id": {{id}}, "phone": null, "first_name": null, "company": "", "sms_subscribed": null, "group_ids": null}
            """, key: tenant.Key);

        var contact = updated.Is(200)["contact"]!;
        Assert.Equal(("a@example.com", null, "", "Lee", ""), ((string?)contact["email"], (string?)contact["phone"],
            (string?)contact["first_name"], (string?)contact["last_name"], (string?)contact["company"]));
        Assert.True((bool)contact["sms_subscribed"]!);
    }

    [Fact]
    public async Task A_change_of_settings_clears_what_is_null_and_keeps_what_is_absent()
    {
        var tenant = await service.NewTenantAsync();
        (await tenant.PostAsync(Settings, new JsonObject
        {
            ["defaultRegion"] = "CZ", ["limits"] = new JsonObject { ["perMinute"] = 1000, ["perHour"] = 5000 },
            ["spam"] = new JsonObject { ["allowedCountries"] = new JsonArray("CZ") },
        })).Is(200);

        async Task<JsonNode> ChangeAsync(string body) =>
            (await service.SendTextAsync("POST", Settings, body, key: tenant.Key)).Is(200)["settings"]!;

        var partly = await ChangeAsync("""{"spam": {}, "limits": {"perHour": null}}""");
        var cleared = await ChangeAsync("""{"limits": null, "defaultRegion": null}""");

        Assert.Equal("""{"perMinute":1000,"perHour":null}""", partly["limits"]!.ToJsonString());
        Assert.Equal(("CZ", "CZ"), ((string?)partly["defaultRegion"], (string?)partly["spam"]!["allowedCountries"]![0]));
        Assert.Null(cleared["limits"]);
        Assert.Null(cleared["defaultRegion"]);
    }

    /// <summary>What the answer says is wrong; null where nothing is.</summary>
    private async Task<string?> RefusalAsync(string path, string body)
    {
        var isRoot = path == "/bff/organisation/create";
        var answer = await service.SendTextAsync("POST", path, body, key: isRoot ? Service.RootKey : Service.SampleKey);
        return answer.Json["error"] switch
        {
            null => null,
            JsonValue sentence => (string)sentence!,
            var error => (string)error["message"]!,
        };
    }

    private static string Nested(string field, string value) =>
        field.Split('.').Reverse().Aggregate(value, (inner, name) => $"{{\"{name}\": {inner}}}");
}
