using System.Text;
using System.Text.Json.Nodes;
using Contacts.Core;
using Contacts.Core.Contacts;
using Contacts.Core.Idempotency;
using Contacts.Core.Keys;
using Contacts.Core.Organisations;
using Contacts.WebFront.Pipeline.Idempotency;
using Contacts.WebFront.Pipeline.Keys;
using Microsoft.Extensions.DependencyInjection;

namespace Contacts.WebFront.Tests.Idempotency;

[Collection(InDevelopment.Name)]
public sealed class IdempotencyTests(Service service)
{
    private const string Create = "/api/v1/contacts/create";
    private const string Register = "/api/v1/newsletter/register-contact";
    private static readonly string _phone = """{"phone": "+420777123456"}""";

    [Fact]
    public async Task A_repeated_request_gets_the_first_answer_and_does_nothing()
    {
        var tenant = await service.NewTenantAsync();

        var first = await SendAsync(tenant.Key, "k1");
        var again = await SendAsync(tenant.Key, "k1");

        first.Is(201);
        Assert.Equal((201, first.Text), (again.Status, again.Text));
        Assert.False(IsReplayed(first));
        Assert.True(IsReplayed(again));
        Assert.Equal(1, await CountAsync(tenant));
    }

    [Fact]
    public async Task Another_body_under_the_same_key_is_a_conflict_in_the_dialect_of_the_path()
    {
        var tenant = await service.NewTenantAsync();
        (await SendAsync(tenant.Key, "k1")).Is(201);
        (await SendAsync(tenant.Key, "k1", """{"email": "a@example.com"}""", Register)).Is(200);

        (await SendAsync(tenant.Key, "k1", """{"phone": "+420777123457"}""")).IsPlain(409, "Idempotency-Key was used with another body");
        (await SendAsync(tenant.Key, "k1", """{"email": "b@example.com"}""", Register)).IsCoded(409, "IDEMPOTENCY_CONFLICT");
        Assert.Equal(2, await CountAsync(tenant));
    }

    [Fact]
    public async Task The_same_key_of_another_caller_is_another_request()
    {
        var (one, other) = (await service.NewTenantAsync(), await service.NewTenantAsync());
        var colleague = await service.NewKeyAsync(one.Slug, "PROD", "contacts");

        foreach (var key in (string[])[one.Key, other.Key, colleague])
            Assert.False(IsReplayed(await SendAsync(key, "k1")));
        Assert.Equal(2, await CountAsync(one));
    }

    [Fact]
    public async Task Of_many_at_once_one_runs_and_the_others_get_its_answer()
    {
        var tenant = await service.NewTenantAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => SendAsync(tenant.Key, "k1")));

        Assert.All(answers, answer => Assert.Equal((201, answers[0].Text), (answer.Status, answer.Text)));
        Assert.Equal(19, answers.Count(IsReplayed));
        Assert.Equal(1, await CountAsync(tenant));
    }

    [Fact]
    public async Task A_refusal_that_speaks_of_the_request_is_replayed_too()
    {
        var tenant = await service.NewTenantAsync();
        await tenant.NewContactAsync("taken@example.com");

        var first = await SendAsync(tenant.Key, "k1", """{"email": "taken@example.com"}""");
        var again = await SendAsync(tenant.Key, "k1", """{"email": "taken@example.com"}""");

        Assert.Equal((409, 409, first.Text), (first.Status, again.Status, again.Text));
        Assert.True(IsReplayed(again));
    }

    [Theory]
    [InlineData("{\"email\": 5}", "\"email\" must be a string")]
    [InlineData("{\"email\":", "Request body must be valid JSON")]
    [InlineData("", "Request body must be valid JSON")]
    public async Task A_body_that_is_no_use_is_the_first_answer_too(string body, string sentence)
    {
        var tenant = await service.NewTenantAsync();

        var first = await SendAsync(tenant.Key, "k1", body);
        var again = await SendAsync(tenant.Key, "k1", body);

        first.IsPlain(400, sentence);
        Assert.Equal((400, first.Text), (again.Status, again.Text));
        Assert.Equal([false, true], new[] { first, again }.Select(IsReplayed));
        (await SendAsync(tenant.Key, "k1")).IsPlain(409, "Idempotency-Key was used with another body");
        Assert.Equal(0, await CountAsync(tenant));
    }

    [Fact]
    public async Task A_body_that_was_not_read_or_came_without_a_valid_key_is_no_first_answer()
    {
        var tenant = await service.NewTenantAsync();

        (await SendAsync(tenant.Key, "k1", $$"""{"company": "{{new string('x', 64 * 1024)}}"}""")).Is(413);
        (await SendAsync("PROD0000000000000000000000000000", "k1", "{")).Is(401);
        (await SendAsync(tenant.Key, "k1")).Is(201);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("two\tparts")]
    [InlineData(null)]
    public async Task A_malformed_key_is_refused(string? text)
    {
        var tenant = await service.NewTenantAsync();

        (await SendAsync(tenant.Key, text ?? new string('x', 256))).IsPlain(400, "\"Idempotency-Key\" must be 1 to 255 characters");
        (await SendAsync(tenant.Key, new string('x', 255))).Is(201);
        Assert.Equal(1, await CountAsync(tenant));
    }

    [Theory]
    [InlineData(Create)]
    [InlineData("/bff/contact/create")]
    [InlineData(Register)]
    public async Task A_run_that_died_after_its_effect_is_answered_from_the_effect(string path)
    {
        var tenant = await service.NewTenantAsync();
        const string body = """{"email": "eva@example.com", "phone": "+420777123456"}""";
        var contactId = await DieAfterEffectAsync(tenant, path, body);

        var answer = await SendAsync(tenant.Key, "k1", body, path);

        Assert.InRange(answer.Status, 200, 201);
        Assert.Equal(1, await CountAsync(tenant));
        if (path == Create)
            Assert.Equal(contactId, (long)answer.Json["contact"]!["id"]!);
        Assert.True(IsReplayed(await SendAsync(tenant.Key, "k1", body, path)));
    }

    [Fact]
    public async Task A_generated_key_is_replayed_although_no_store_can_tell_it()
    {
        var tenant = await service.NewTenantAsync();
        const string path = "/bff/api-key/generate-key";

        var first = await SendAsync(tenant.Key, "k1", """{"environment": "DEV"}""", path);
        var again = await SendAsync(tenant.Key, "k1", """{"environment": "DEV"}""", path);

        var secret = (string)first.Is(200)["apiKey"]!;
        Assert.Equal(secret, (string)again.Is(200)["apiKey"]!);
        var store = service.App.Services.GetRequiredService<IIdempotencyStore>();
        var claim = new IdempotencyClaim(RecordOf(tenant.Key, path), 5, DateTimeOffset.UtcNow, DateTimeOffset.UtcNow);
        var record = await store.ClaimAsync(await OrganisationOf(tenant), claim, RequestOf(tenant.Key, path, """{"environment": "DEV"}"""), default);
        Assert.Equal(200, record.Status);
        Assert.DoesNotContain(secret, Encoding.Latin1.GetString(record.Answer.AsSpan()), StringComparison.Ordinal);
    }

    private async Task<long> DieAfterEffectAsync(Tenant tenant, string path, string body)
    {
        var (stores, organisation) = (service.App.Services, await OrganisationOf(tenant));
        var (stamp, long_ago) = (new IdempotencyStamp { Record = RecordOf(tenant.Key, path), Owner = 1 }, DateTimeOffset.UtcNow.AddMinutes(-1));
        await stores.GetRequiredService<IIdempotencyStore>().ClaimAsync(
            organisation, new(stamp.Record, stamp.Owner, long_ago, long_ago.AddSeconds(10)), RequestOf(tenant.Key, path, body), default);
        var written = await stores.GetRequiredService<IContactStore>().WriteAsync(
        [
            new()
            {
                Kind = ContactWriteKind.Create, OrganisationId = organisation, Email = "eva@example.com", EmailKey = "eva@example.com",
                Phone = "+420777123456", ExternalId = ExternalId.New(), Actor = "test", At = long_ago, Trail = new() { Stamp = stamp },
            },
        ], default);
        return written[0].ContactId;
    }

    private async Task<int> OrganisationOf(Tenant tenant) =>
        (await service.App.Services.GetRequiredService<IOrganisationStore>().FindAsync(tenant.Slug, default))!.Id;

    private static string RecordOf(string key, string path) => IdempotencyHeader.RecordOf(key, path, "k1");

    private static IdempotentRequest RequestOf(string key, string path, string body) => new()
    {
        BodyHash = [.. System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(body))],
        KeyHash = [.. KeyHash.Of(key).ToArray()], Route = path,
    };

    private Task<Answer> SendAsync(string key, string idempotencyKey, string? body = null, string path = Create)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body ?? _phone, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        request.Headers.TryAddWithoutValidation("Idempotency-Key", idempotencyKey);
        return service.SendAsync(request);
    }

    private static bool IsReplayed(Answer answer) => answer.Response.Headers.Contains("Idempotency-Replayed");

    private static async Task<int> CountAsync(Tenant tenant) =>
        (int)(await tenant.GetAsync("/api/v1/contacts")).Is(200)["pagination"]!["total"]!;
}
