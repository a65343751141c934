using System.Text.Json.Nodes;
using Contacts.WebFront.Pipeline.Limits;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Contacts.WebFront.Tests.Limits;

public sealed class LimitTests(LimitService service) : IClassFixture<LimitService>
{
    private const string Contacts = "/api/v1/contacts";
    private const string Register = "/api/v1/newsletter/register-contact";

    [Fact]
    public async Task Of_any_number_of_requests_at_once_the_limit_passes_and_the_others_are_refused_in_the_dialect_of_the_path()
    {
        var (key, _) = await service.NewLimitedKeyAsync("""{"perMinute": 5}""");

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => service.SendAsync("GET", Contacts, key: key)));

        Assert.Equal(5, answers.Count(answer => answer.Status == 200));
        foreach (var refused in answers.Where(answer => answer.Status != 200))
        {
            refused.IsPlain(429, "Rate limit exceeded");
            Assert.InRange(int.Parse(Header(refused, "Retry-After")), 1, 60);
        }
        (await service.SendAsync("POST", Register, new JsonObject(), key)).IsCoded(429, "PUBLIC_API_KEY_TOO_MANY_REQUEST");
    }

    [Fact]
    public async Task Every_answer_to_a_valid_key_counts_and_carries_the_same_story_in_all_fields()
    {
        var (key, _) = await service.NewLimitedKeyAsync("""{"perMinute": 7, "perHour": 100}""");
        Answer[] answers =
        [
            await service.SendAsync("GET", Contacts, key: key),
            await service.SendAsync("POST", Register, new JsonObject(), key),
            await service.SendTextAsync("POST", Register, "{", key: key),
            await service.SendTextAsync("POST", Register, "a=b", "text/plain", key),
            await service.SendAsync("POST", "/bff/organisation/create", new JsonObject(), key),
            await service.SendAsync("GET", $"{Contacts}?page=x", key: key),
        ];

        Assert.Equal([200, 400, 400, 415, 403, 400], answers.Select(answer => answer.Status));
        for (var i = 0; i < answers.Length; i++)
        {
            var (minute, hour) = (6 - i, 99 - i);
            Assert.Equal(
                ("7", $"{minute}", "7", $"{minute}", "100", $"{hour}"),
                (Header(answers[i], "X-RateLimit-Limit"), Header(answers[i], "X-RateLimit-Remaining"),
                    Header(answers[i], "X-RateLimit-Limit-Minute"), Header(answers[i], "X-RateLimit-Remaining-Minute"),
                    Header(answers[i], "X-RateLimit-Limit-Hour"), Header(answers[i], "X-RateLimit-Remaining-Hour")));
            Assert.Equal("\"minute\";q=7;w=60, \"hour\";q=100;w=3600", Header(answers[i], "RateLimit-Policy"));
            Assert.StartsWith($"\"minute\";r={minute};t=", Header(answers[i], "RateLimit"), StringComparison.Ordinal);
            Assert.Contains($", \"hour\";r={hour};t=", Header(answers[i], "RateLimit"), StringComparison.Ordinal);
            Assert.Equal(0, long.Parse(Header(answers[i], "X-RateLimit-Reset")) % 60);
        }
    }

    [Fact]
    public async Task What_no_route_takes_counts_too_and_is_refused_past_the_limit()
    {
        var (key, _) = await service.NewLimitedKeyAsync("""{"perMinute": 4}""");
        Answer[] answers =
        [
            await service.SendAsync("DELETE", Contacts, key: key),
            await service.SendAsync("GET", $"{Register}?apiKey={key}"),
            await service.SendAsync("GET", "/bff/nothing", key: key),
            await service.SendTextAsync("POST", Register, new string(' ', 70_000), key: key),
        ];

        answers[0].IsPlain(405, "Method not allowed");
        answers[1].IsCoded(405, "METHOD_NOT_ALLOWED");
        answers[2].IsCoded(404, "INTERNAL_RESOURCE_NOT_FOUND");
        answers[3].IsCoded(413, "PAYLOAD_TOO_LARGE");
        Assert.Equal(["3", "2", "1", "0"], answers.Select(answer => Header(answer, "X-RateLimit-Remaining")));
        (await service.SendAsync("DELETE", Contacts, key: key)).IsPlain(429, "Rate limit exceeded");
        (await service.SendAsync("GET", "/bff/nothing", key: key)).IsCoded(429, "PUBLIC_API_KEY_TOO_MANY_REQUEST");
        (await SendFromPageAsync("/api/v1/support/nothing", key)).IsCoded(429, "PUBLIC_API_KEY_TOO_MANY_REQUEST");
        Assert.DoesNotContain((await service.SendAsync("DELETE", Contacts)).Response.Headers, header => header.Key.Contains("RateLimit"));
    }

    [Fact]
    public async Task A_refusal_says_when_and_by_what_and_does_not_count()
    {
        var (key, _) = await service.NewLimitedKeyAsync("""{"perMinute": 100, "perHour": 2}""");
        for (var i = 0; i < 2; i++)
            (await service.SendAsync("GET", Contacts, key: key)).Is(200);

        for (var i = 0; i < 3; i++)
        {
            var refused = await service.SendAsync("GET", Contacts, key: key);
            refused.IsPlain(429, "Rate limit exceeded");
            Assert.Equal(("2", "0", "98", "0"),
                (Header(refused, "X-RateLimit-Limit"), Header(refused, "X-RateLimit-Remaining"),
                    Header(refused, "X-RateLimit-Remaining-Minute"), Header(refused, "X-RateLimit-Remaining-Hour")));
            Assert.Equal(0, long.Parse(Header(refused, "X-RateLimit-Reset")) % 3600);
            Assert.Matches("""^"minute";r=98;t=\d+, "hour";r=0;t=\d+$""", Header(refused, "RateLimit"));
            Assert.EndsWith($";r=0;t={Header(refused, "Retry-After")}", Header(refused, "RateLimit"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Root_keys_and_unknown_keys_are_told_no_limits()
    {
        var tenant = await service.NewTenantAsync();
        var root = await service.SendAsync("GET", $"{Contacts}?organisation={tenant.Slug}", key: ServiceHost.RootKey);
        var unknown = await service.SendAsync("GET", Contacts, key: "PROD" + new string('z', 28));

        Assert.Equal((200, 401), (root.Status, unknown.Status));
        Assert.DoesNotContain(root.Response.Headers.Concat(unknown.Response.Headers), header => header.Key.Contains("RateLimit"));
    }

    [Fact]
    public async Task A_limit_of_the_organisation_holds_for_its_keys_together_within_five_seconds()
    {
        var (first, slug) = await service.NewLimitedKeyAsync("""{"perMinute": 100}""");
        var second = await service.NewLimitedKeyAsync(slug, """{"perMinute": 100}""");
        foreach (var key in (string[])[first, second])
            (await service.SendAsync("GET", Contacts, key: key)).Is(200);

        await service.LimitOrganisationAsync(slug, new() { PerMinute = 4 });
        service.Clock.Advance(TimeSpan.FromSeconds(5));

        var answers = new List<Answer>();
        for (var i = 0; i < 6; i++)
            answers.Add(await service.SendAsync("GET", Contacts, key: i % 2 == 0 ? first : second));
        Assert.Equal([200, 200, 200, 200, 429, 429], answers.Select(answer => answer.Status));
        Assert.Equal(["3", "2", "1", "0", "0", "0"], answers.Select(answer => Header(answer, "X-RateLimit-Remaining")));
        Assert.All(answers, answer => Assert.Equal("4", Header(answer, "X-RateLimit-Limit")));

        await service.LimitOrganisationAsync(slug, null);
        service.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("100", Header(await service.SendAsync("GET", Contacts, key: first), "X-RateLimit-Limit"));
    }

    [Fact]
    public async Task The_last_use_of_a_key_is_told_to_the_store_in_the_background()
    {
        var (key, _) = await service.NewLimitedKeyAsync("""{"perMinute": 100}""");
        (await service.SendAsync("GET", Contacts, key: key)).Is(200);

        await service.App.Services.GetServices<IHostedService>().OfType<LimitUpkeep>().Single().ReportUseAsync();

        var items = (await service.SendAsync("GET", "/bff/api-key/list", key: key)).Is(200)["items"]!.AsArray();
        Assert.Contains(items, item => item!["lastUsedAt"] is not null);
        Assert.Contains(items, item => item!["lastUsedAt"] is null);
    }

    private static string Header(Answer answer, string name) =>
        Assert.Single(answer.Response.Headers.TryGetValues(name, out var values) ? values : [$"no {name}", answer.Text]);

    /// <summary>Sends a request as a script of another website does, which must be able to read the answer.</summary>
    private async Task<Answer> SendFromPageAsync(string path, string key)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"{path}?apiKey={key}");
        request.Headers.Add("Origin", "https://shop.example");
        var answer = await service.SendAsync(request);
        Assert.Equal("*", Header(answer, "Access-Control-Allow-Origin"));
        return answer;
    }
}
