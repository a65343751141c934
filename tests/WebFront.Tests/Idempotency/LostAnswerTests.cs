using System.Text;
using System.Text.Json.Nodes;
using Contacts.Core.Idempotency;
using Contacts.Testing.Postgres;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Contacts.WebFront.Tests.Idempotency;

/// <summary>A service that can lose the answer to a request whose effect is committed.</summary>
public class ForgetfulService() : ServiceHost("Development")
{
    internal ForgetfulStore Store { get; private set; } = null!;

    protected override void Configure(WebApplicationBuilder builder)
    {
        var real = builder.Services.Last(service => service.ServiceType == typeof(IIdempotencyStore));
        builder.Services.AddSingleton<IIdempotencyStore>(provider => Store = new ForgetfulStore((IIdempotencyStore)(
            real.ImplementationFactory?.Invoke(provider) ?? ActivatorUtilities.CreateInstance(provider, real.ImplementationType!))));
    }
}

public sealed class ForgetfulPostgresService : ForgetfulService
{
    protected override Task<string[]> SettingsAsync() => PostgresService.NewDatabaseAsync();
}

public sealed class LostAnswerTests(ForgetfulService service) : IClassFixture<ForgetfulService>
{
    [Theory]
    [MemberData(nameof(LostAnswers.Posts), MemberType = typeof(LostAnswers))]
    public Task A_post_whose_answer_was_lost_is_answered_from_its_effect(string post) => new LostAnswers(service).CheckAsync(post);
}

public sealed class LostAnswerPostgresTests(ForgetfulPostgresService service) : IClassFixture<ForgetfulPostgresService>
{
    [PostgresTheory]
    [MemberData(nameof(LostAnswers.Posts), MemberType = typeof(LostAnswers))]
    public Task A_post_whose_answer_was_lost_is_answered_from_its_effect(string post) => new LostAnswers(service).CheckAsync(post);
}

/// <summary>Every POST that has an effect, and something that shows that it had it once.</summary>
internal sealed class LostAnswers(ForgetfulService service)
{
    private delegate Task<(string Path, JsonObject Body, string Key)> Preparation(LostAnswers test, Tenant tenant);

    private static readonly Dictionary<string, Preparation> _posts = new()
    {
        ["create by phone"] = (_, tenant) => Of(tenant, "/api/v1/contacts/create", new() { ["phone"] = "+420777123456" }),
        ["create by an administrator"] = (_, tenant) => Of(tenant, "/bff/contact/create", new() { ["phone"] = "+420777123456" }),
        ["update"] = async (_, tenant) => await Of(tenant, "/api/v1/contacts/update", new()
        {
            ["id"] = (await tenant.NewContactAsync("eva@example.com")).ContactId, ["company"] = "Acme",
        }),
        ["change of e-mail"] = async (_, tenant) => await Of(tenant, "/bff/contact/detail-change-email", new()
        {
            ["id"] = (await tenant.NewContactAsync("old@example.com")).Id, ["currentEmail"] = "old@example.com",
            ["newEmail"] = "new@example.com", ["reason"] = "test",
        }),
        ["merge"] = async (_, tenant) => await Of(tenant, "/bff/contact/merge-customers", await MergeAsync(tenant)),
        ["undo"] = async (_, tenant) => await Of(tenant, "/bff/contact/merge-undo", new()
        {
            ["mergeId"] = (await tenant.PostAsync("/bff/contact/merge-customers", await MergeAsync(tenant))).Is(200)["mergeId"]!.DeepClone(),
            ["reason"] = "test",
        }),
        ["erasure"] = async (_, tenant) => await Of(tenant, "/bff/contact/erase", new()
        {
            ["id"] = (await tenant.NewContactAsync("eva@example.com")).Id, ["reason"] = "asked for by letter",
        }),
        ["suppression"] = (_, tenant) => Of(tenant, "/bff/erasure/suppress", new() { ["hashes"] = new JsonArray(new string('a', 64)) }),
        ["group"] = (_, tenant) => Of(tenant, "/api/v1/groups/create", new() { ["name"] = "  VIP  customers " }),
        ["key"] = (_, tenant) => Of(tenant, "/bff/api-key/generate-key", new() { ["environment"] = "PROD" }),
        ["root key"] = (_, tenant) => Task.FromResult(
            ($"/bff/api-key/generate-key?organisation={tenant.Slug}", new JsonObject { ["environment"] = "ROOT" }, ServiceHost.RootKey)),
        ["revocation"] = async (test, tenant) => await Of(tenant, "/bff/api-key/revoke", new() { ["id"] = await test.NewKeyIdAsync(tenant) }),
        ["root key's revocation"] = async (test, tenant) => (
            $"/bff/api-key/revoke?organisation={tenant.Slug}", new JsonObject { ["id"] = await test.NewRootKeyIdAsync(tenant) },
            ServiceHost.RootKey),
        ["organisation"] = (_, tenant) => Task.FromResult(("/bff/organisation/create",
            new JsonObject { ["slug"] = $" New-{tenant.Slug} ", ["name"] = "Acme  Corp" }, ServiceHost.RootKey)),
        ["settings"] = (_, tenant) => Of(tenant, "/bff/organisation/settings", new() { ["name"] = "Acme", ["defaultRegion"] = "CZ" }),
        ["ticket to spam"] = async (_, tenant) => await Of(tenant, "/bff/ticket/set-spam", new()
        {
            ["id"] = await NewTicketAsync(tenant), ["spam"] = true,
        }),
        ["ticket's status"] = async (_, tenant) => await Of(tenant, "/bff/ticket/set-status", new()
        {
            ["id"] = await NewTicketAsync(tenant), ["status"] = "done",
        }),
    };

    public static TheoryData<string> Posts() => new(_posts.Keys);

    public async Task CheckAsync(string post)
    {
        var (path, body, key) = await _posts[post](this, await service.NewTenantAsync());
        service.Store.LosesAnswers = true;
        var first = await SendAsync(path, body, key);
        service.Store.LosesAnswers = false;

        service.Store.Later = TimeSpan.FromMinutes(1);
        var again = await SendAsync(path, body, key);
        var andAgain = await SendAsync(path, body, key);
        service.Store.Later = default;

        Assert.InRange(first.Status, 200, 201);
        Assert.Equal((first.Status, first.Text), (again.Status, again.Text));
        Assert.Equal((first.Status, first.Text), (andAgain.Status, andAgain.Text));
        Assert.Equal([false, true, true], new[] { first, again, andAgain }.Select(a => a.Response.Headers.Contains("Idempotency-Replayed")));
    }

    private static Task<(string, JsonObject, string)> Of(Tenant tenant, string path, JsonObject body) => Task.FromResult((path, body, tenant.Key));

    private static async Task<JsonObject> MergeAsync(Tenant tenant) => new()
    {
        ["finalCustomerId"] = (await tenant.NewContactAsync("eva@example.com")).Id,
        ["legacyCustomerId"] = (await tenant.NewContactAsync("adam@example.com")).Id,
    };

    private static async Task<string> NewTicketAsync(Tenant tenant)
    {
        (await tenant.PostAsync("/api/v1/support/contact-form", new() { ["message"] = "Hello", ["customerEmail"] = "eva@example.com" })).Is(200);
        return (string)(await tenant.GetAsync("/bff/ticket/list")).Is(200)["items"]![0]!["id"]!;
    }

    private async Task<long> NewKeyIdAsync(Tenant tenant)
    {
        await service.NewKeyAsync(tenant.Slug, "DEV");
        return (long)(await tenant.GetAsync("/bff/api-key/list")).Is(200)["items"]![0]!["id"]!;
    }

    private async Task<long> NewRootKeyIdAsync(Tenant tenant)
    {
        await service.NewKeyAsync(tenant.Slug, "ROOT");
        var listed = (await service.SendAsync("GET", $"/bff/api-key/list?organisation={tenant.Slug}", key: ServiceHost.RootKey)).Is(200);
        return (long)listed["items"]!.AsArray().First(item => (string)item!["kind"]! == "ROOT")!["id"]!;
    }

    private Task<Answer> SendAsync(string path, JsonObject body, string key)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        request.Headers.TryAddWithoutValidation("Idempotency-Key", path);
        return service.SendAsync(request);
    }
}
