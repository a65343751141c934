using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Contacts.WebFront.Tests.Consent;

namespace Contacts.WebFront.Tests.Analytics;

[Collection(InDevelopment.Name)]
public sealed class SignUpsTests(Service service)
{
    private const string Path = "/bff/analytics/signups";

    [Fact]
    public async Task Sign_ups_are_counted_by_day_and_source()
    {
        var tenant = await service.NewTenantAsync();
        foreach (var (email, source) in new[] { ("a", "web"), ("a", "web"), ("b", "fair"), ("c", null) })
            await SignUpAsync(tenant, $"{email}@example.com", source);

        var answer = (await tenant.GetAsync($"{Path}?groupBy=source")).Is(200);

        Assert.Equal(3 * 30, answer["buckets"]!.AsArray().Count);
        Assert.Equal("""{"submitted":4,"created":3,"repeated":1,"pending":0,"confirmed":0,"withdrawn":0}""", answer["totals"]!.ToJsonString());
        Assert.Equal([":1,1,0", "fair:1,1,0", "web:2,1,1"], Today(answer));
    }

    [Fact]
    public async Task Buckets_without_sign_ups_are_there()
    {
        var tenant = await service.NewTenantAsync();

        var answer = (await tenant.GetAsync($"{Path}?from=2026-03-28&to=2026-04-02&timeZone=Europe/Prague")).Is(200);

        Assert.Equal(
            ["2026-03-27T23:00:00.000Z", "2026-03-28T23:00:00.000Z", "2026-03-29T22:00:00.000Z", "2026-03-30T22:00:00.000Z",
                "2026-03-31T22:00:00.000Z"],
            answer["buckets"]!.AsArray().Select(bucket => (string)bucket!["start"]!));
        Assert.Equal(
            """{"start":"2026-03-27T23:00:00.000Z","key":"","submitted":0,"created":0,"repeated":0,"pending":0,"confirmed":0,"withdrawn":0}""",
            answer["buckets"]![0]!.ToJsonString());
    }

    [Fact]
    public async Task A_sign_up_with_two_groups_counts_in_both_and_once_in_all()
    {
        var tenant = await service.NewTenantAsync();
        (await tenant.PostAsync("/api/v1/newsletter/register-contact", new()
        {
            ["email"] = "a@example.com", ["groups"] = new JsonArray("Prague", "brno", "PRAGUE"),
        })).Is(200);

        var answer = (await tenant.GetAsync($"{Path}?groupBy=group")).Is(200);

        Assert.Equal(["Prague:1,1,0", "brno:1,1,0"], Today(answer));
        Assert.Equal(1, (int)answer["totals"]!["submitted"]!);
    }

    [Fact]
    public async Task Keys_are_told_apart_and_a_replay_does_not_count_again()
    {
        var tenant = await service.NewTenantAsync();
        var other = await tenant.WithKeyAsync("public");
        for (var time = 0; time < 3; time++)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/newsletter/register-contact")
            {
                Content = new StringContent("""{"email": "a@example.com"}""", MediaTypeHeaderValue.Parse("application/json")),
            };
            request.Headers.Authorization = new("Bearer", tenant.Key);
            request.Headers.Add("Idempotency-Key", "once");
            (await service.SendAsync(request)).Is(200);
        }
        (await other.PostAsync("/api/v1/newsletter/register-contact", new() { ["email"] = "a@example.com" })).Is(200);

        var answer = (await tenant.GetAsync($"{Path}?groupBy=key")).Is(200);

        var ids = (await tenant.GetAsync("/bff/api-key/list")).Is(200)["items"]!.AsArray().Select(item => (long)item!["id"]!).Order();
        Assert.Equal(ids.Zip(["1,1,0", "1,0,1"], (id, counts) => $"{id}:{counts}").Order(StringComparer.Ordinal), Today(answer));
    }

    [Fact]
    public async Task Confirmations_and_withdrawals_belong_to_the_source_of_the_sign_up()
    {
        var person = await Subscriber.NewAsync(service);
        await person.SignUpAsync();
        var confirm = await person.ConfirmPathAsync();
        foreach (var path in new[] { confirm, await person.PathAsync("unsubscribeUrl") })
        {
            using var form = new FormUrlEncodedContent([new("action", "confirm"), new("List-Unsubscribe", "One-Click")]);
            using var answer = await service.Http.PostAsync(path, form);
            Assert.True(answer.IsSuccessStatusCode);
        }

        var report = (await person.Tenant.GetAsync($"{Path}?groupBy=source")).Is(200);

        Assert.Equal("""{"submitted":1,"created":0,"repeated":0,"pending":1,"confirmed":1,"withdrawn":1}""", report["totals"]!.ToJsonString());
        Assert.All(report["buckets"]!.AsArray(), bucket => Assert.Equal("web", (string)bucket!["key"]!));
    }

    [Fact]
    public async Task Contact_forms_imports_and_contacts_of_integrators_are_no_sign_ups()
    {
        var tenant = await service.NewTenantAsync();
        (await tenant.PostAsync("/api/v1/contacts/create", new() { ["email"] = "a@example.com" })).Is(201);
        (await tenant.PostAsync("/api/v1/support/contact-form", new() { ["message"] = "Hello", ["customerEmail"] = "b@example.com" })).Is(200);

        Assert.Equal(0, (int)(await tenant.GetAsync(Path)).Is(200)["totals"]!["submitted"]!);
    }

    [Fact]
    public async Task Csv_is_an_answer_too_and_a_source_is_no_formula()
    {
        var tenant = await service.NewTenantAsync();
        await SignUpAsync(tenant, "a@example.com", "=HYPERLINK(\"x\"),1");

        var answer = await CsvAsync(tenant, $"{Path}?groupBy=source&interval=month&from=2020-01-01&to=2200-01-01", "text/csv, */*;q=0.1");

        Assert.Equal("text/csv", answer.Response.Content.Headers.ContentType!.MediaType);
        var lines = answer.Text.Split("\r\n");
        Assert.Equal("start,key,submitted,created,repeated,pending,confirmed,withdrawn", lines[0]);
        Assert.Equal("2020-01-01T00:00:00.000Z,\"'=HYPERLINK(\"\"x\"\"),1\",0,0,0,0,0,0", lines[1]);
        Assert.Equal((1 + (180 * 12), ""), (lines.Length - 1, lines[^1]));
        Assert.Single(lines, line => line.EndsWith(",1,1,0,0,0,0", StringComparison.Ordinal));
        Assert.Equal("application/json", (await CsvAsync(tenant, Path, "application/json, text/csv;q=0.9")).Response.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("timeZone=Europe/Nowhere", "\"timeZone\" must be a time zone of the IANA database such as Europe/Prague")]
    [InlineData("timeZone=../Prague", "\"timeZone\" must be a time zone of the IANA database such as Europe/Prague")]
    [InlineData("interval=year", "\"interval\" must be one of hour, day, week, month")]
    [InlineData("interval=1", "\"interval\" must be one of hour, day, week, month")]
    [InlineData("groupBy=country", "\"groupBy\" must be one of none, source, group, key")]
    [InlineData("from=2026-02-30", "\"from\" must be a date such as 2026-01-31, or an instant with its offset such as 2026-01-31T08:30:00Z")]
    [InlineData("to=yesterday", "\"to\" must be a date such as 2026-01-31, or an instant with its offset such as 2026-01-31T08:30:00Z")]
    [InlineData("from=2026-01-31T08:30:00", "\"from\" must be a date such as 2026-01-31, or an instant with its offset such as 2026-01-31T08:30:00Z")]
    [InlineData("from=2026-02-01&to=2026-02-01", "\"from\" must be before \"to\"")]
    [InlineData("from=0001-01-01", "\"from\" must be from 1970-01-02 to 2200-01-01")]
    [InlineData("to=9999-12-31T23:59:59Z", "\"to\" must be from 1970-01-02 to 2200-01-01")]
    [InlineData("from=2000-01-01&to=2100-01-01&interval=hour",
        "\"from\" to \"to\" has too many intervals for one answer, which has at most 50000 buckets: ask for a longer interval or a shorter time")]
    public async Task A_wrong_question_is_told_what_is_wrong(string query, string message)
    {
        var tenant = await service.NewTenantAsync();

        Assert.Equal(message, (string)(await tenant.GetAsync($"{Path}?{query}")).IsCoded(400, "INTERNAL_VALIDATION_FAILED")["message"]!);
    }

    [Fact]
    public async Task Too_many_buckets_of_all_keys_are_refused()
    {
        var tenant = await service.NewTenantAsync();
        for (var i = 0; i < 6; i++) await SignUpAsync(tenant, "a@example.com", $"s{i}");
        var year = DateTime.UtcNow.Year;

        var answer = await tenant.GetAsync($"{Path}?groupBy=source&interval=hour&from={year}-01-01&to={year + 1}-01-01");

        Assert.Contains("too many intervals of 6 keys", (string)answer.IsCoded(400, "INTERNAL_VALIDATION_FAILED")["message"]!);
    }

    [Theory]
    [InlineData("2026-01-31T08:30:00+01:00", "2026-01-31T10:07:00Z", "07:00 08:00 09:00 10:00")]
    [InlineData("2026-01-31T08:30:00%2B01:00", "2026-01-31T09:00:00.5Z", "07:00 08:00 09:00")]
    [InlineData("2026-01-31T08:30Z", "2026-01-31T09:00Z", "08:00")]
    public async Task Instants_are_taken_with_their_offsets(string from, string to, string hours)
    {
        var tenant = await service.NewTenantAsync();

        var answer = (await tenant.GetAsync($"{Path}?interval=hour&from={from}&to={to}")).Is(200);

        Assert.Equal(hours, string.Join(' ', answer["buckets"]!.AsArray().Select(bucket => ((string)bucket!["start"]!)[11..16])));
    }

    [Fact]
    public async Task Another_organisation_counts_for_itself()
    {
        var (one, other) = (await service.NewTenantAsync(), await service.NewTenantAsync());
        await SignUpAsync(one, "a@example.com", "web");

        Assert.Empty((await other.GetAsync($"{Path}?groupBy=source")).Is(200)["buckets"]!.AsArray());
    }

    private static async Task SignUpAsync(Tenant tenant, string email, string? source) => (await tenant.PostAsync(
        "/api/v1/newsletter/register-contact", new() { ["email"] = email, ["source"] = source })).Is(200);

    /// <summary>The counts of the last two days (the test may run at midnight) that have any, as key:submitted,created,repeated.</summary>
    private static string[] Today(JsonNode answer) =>
    [
        .. answer["buckets"]!.AsArray().GroupBy(bucket => (string)bucket!["key"]!)
            .Select(key => $"{key.Key}:{Sum(key, "submitted")},{Sum(key, "created")},{Sum(key, "repeated")}"),
    ];

    private static long Sum(IEnumerable<JsonNode?> buckets, string number) => buckets.Sum(bucket => (long)bucket![number]!);

    private async Task<Answer> CsvAsync(Tenant tenant, string path, string accept)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new("Bearer", tenant.Key);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        return await service.SendAsync(request);
    }
}
