using System.Text;
using System.Text.Json.Nodes;
using Contacts.Core.Keys;
using Contacts.Testing.Postgres;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Contacts.WebFront.Tests;

/// <summary>The whole service in this process, on a real socket and a store of its own, with everything it logs at hand.</summary>
public abstract class ServiceHost(string environment) : IAsyncLifetime
{
    public const string RootKey = "ROOTabcdefghijklmnopqrstuvwx0123";
    public const string SampleKey = ApiKeyText.Sample;

    private readonly string _folder = Directory.CreateTempSubdirectory("contacts-front").FullName;
    private int _organisations;
    private Silos _silos = null!;

    public WebApplication App => _silos.First;
    public HttpClient Http { get; private set; } = null!;
    public LogCapture Log { get; } = new();

    public async Task InitializeAsync()
    {
        string[] args =
        [
            "--urls", "http://127.0.0.1:0", "--environment", environment,
            "--Contacts:DataDirectory", _folder, "--Contacts:RootKey", RootKey,
            "--Logging:LogLevel:Default", "Debug", "--Logging:LogLevel:Microsoft.AspNetCore", "Debug", .. await SettingsAsync(),
        ];
        _silos = await Silos.StartAsync(args, builder =>
        {
            builder.Logging.ClearProviders().AddProvider(Log);
            Configure(builder);
        });
        Http = new HttpClient(_silos.Handler) { BaseAddress = new Uri(App.Urls.First()) };
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        await _silos.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Further settings of a kind of test, as on the command line.</summary>
    protected virtual Task<string[]> SettingsAsync() => Task.FromResult<string[]>([]);

    /// <summary>What a kind of test replaces.</summary>
    protected virtual void Configure(WebApplicationBuilder builder)
    {
    }

    /// <summary>A new organisation with a key that has all scopes.</summary>
    public async Task<Tenant> NewTenantAsync()
    {
        var slug = $"tenant-{Interlocked.Increment(ref _organisations)}";
        var created = await SendAsync("POST", "/bff/organisation/create", new JsonObject { ["slug"] = slug, ["name"] = slug }, RootKey);
        created.Is(200);
        return new Tenant(this, slug, await NewKeyAsync(slug, "PROD", "public", "contacts", "admin"));
    }

    public async Task<string> NewKeyAsync(string slug, string environment, params string[] scopes)
    {
        var body = new JsonObject
        {
            ["environment"] = environment, ["scopes"] = new JsonArray([.. scopes.Select(scope => JsonValue.Create(scope))]),
            ["description"] = $"key of {slug}",
        };
        var answer = await SendAsync("POST", $"/bff/api-key/generate-key?organisation={slug}", body, RootKey);
        return (string)answer.Is(200)["apiKey"]!;
    }

    public Task<Answer> SendAsync(string method, string path, JsonNode? body = null, string? key = null) =>
        SendTextAsync(method, path, body?.ToJsonString(), key: key);

    public Task<Answer> SendTextAsync(
        string method, string path, string? body, string? contentType = "application/json", string? key = null) =>
        SendBytesAsync(method, path, body is null ? null : Encoding.UTF8.GetBytes(body), contentType, key);

    public async Task<Answer> SendBytesAsync(string method, string path, byte[]? body, string? contentType, string? key)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
            request.Content = new ByteArrayContent(body);
        if (body is not null && contentType is not null)
            request.Content!.Headers.TryAddWithoutValidation("Content-Type", contentType);
        if (key is not null)
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        return await SendAsync(request);
    }

    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new Answer((int)response.StatusCode, text, response);
    }
}

/// <summary>The service as a developer meets it, with the demo organisation.</summary>
public sealed class Service() : ServiceHost("Development");

/// <summary>The same on a PostgreSQL database of its own, where there is PostgreSQL.</summary>
public sealed class PostgresService() : ServiceHost("Development")
{
    protected override Task<string[]> SettingsAsync() => NewDatabaseAsync();

    /// <summary>The settings for a new database; none where PostgreSQL is missing and its tests are skipped.</summary>
    public static async Task<string[]> NewDatabaseAsync() => PostgresServer.Missing is null
        ? ["--ConnectionStrings:Contacts", await (await PostgresServer.SharedAsync()).CreateDatabaseAsync()]
        : [];
}

/// <summary>The service as strangers meet it.</summary>
public sealed class ProductionService() : ServiceHost("Production");

[CollectionDefinition(Name)]
public sealed class InDevelopment : ICollectionFixture<Service>
{
    public const string Name = "in Development";
}

[CollectionDefinition(Name)]
public sealed class InProduction : ICollectionFixture<ProductionService>
{
    public const string Name = "in Production";
}
