using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Contacts.Core.Keys;
using Contacts.Silo;
using Contacts.Testing.Postgres;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace Contacts.Browser.Tests;

/// <summary>
/// The whole service on a port of its own, with a browser, and people who sign up for the newsletter of the demo organisation.
/// </summary>
public partial class Site : IAsyncLifetime
{
    public const string RootKey = "ROOTabcdefghijklmnopqrstuvwx0123";

    private readonly string _folder = Directory.CreateTempSubdirectory("contacts-browser").FullName;
    private WebApplication _app = null!;
    private Mailbox _mails = null!;
    private int _people;

    public Chromium Chromium { get; private set; } = null!;
    public HttpClient Http { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Chromium = await Chromium.StartAsync();
        _mails = new Mailbox(Path.Combine(_folder, "mail"));
        _app = SiloHost.Build(
            [
                "--urls", "http://127.0.0.1:0", "--environment", "Development", "--Contacts:DataDirectory", _folder,
                "--Contacts:RootKey", RootKey, "--Contacts:TrustedProxies", "127.0.0.1", .. await StoreAsync(),
            ],
            builder => builder.Logging.ClearProviders());
        await _app.StartAsync();
        Http = new HttpClient { BaseAddress = new Uri(_app.Urls.First()) };
        Http.DefaultRequestHeaders.Authorization = new("Bearer", ApiKeyText.Sample);
        await PostAsync("/bff/organisation/settings", new() { ["consent"] = new JsonObject { ["confirm"] = "always" } });
        await PostAsync("/bff/group/update", new()
        {
            ["id"] = 1, ["isPublic"] = true, ["title"] = "Monthly news", ["description"] = "What is new, once a month.",
        });
        await PostAsync("/bff/group/update", new() { ["id"] = 3, ["isPublic"] = true });
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
        _mails.Dispose();
        await Chromium.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Where the service keeps its data, as on the command line; nothing: SQLite.</summary>
    protected virtual Task<string[]> StoreAsync() => Task.FromResult<string[]>([]);

    /// <summary>Somebody with a role in an organisation (an operator: in none), signed in with a window of their own.</summary>
    public async Task<IPage> StaffAsync(
        string role, int width = 1280, ColorScheme scheme = ColorScheme.Light, string language = "en", string organisation = "demo")
    {
        var email = $"{role}{Interlocked.Increment(ref _people)}@example.com";
        var invited = await PostAsync("/bff/user/create", new()
        {
            ["email"] = email, ["organisation"] = role == "operator" ? null : organisation, ["role"] = role,
        }, RootKey);
        var page = await (await Chromium.VisitorAsync(width: width, scheme: scheme, language: language)).NewPageAsync();
        await page.GotoAsync((string)invited["inviteUrl"]!);
        await page.Locator("input[type=password]").First.FillAsync("correct horse battery");
        await page.Locator("main button").ClickAsync();
        await Assertions.Expect(page).Not.ToHaveURLAsync(InvitationUrl(), new() { Timeout = 60_000 });
        await page.GotoAsync(UrlOf(role == "operator" ? "/console" : $"/console/o/{organisation}/contacts"));
        return page;
    }

    public string UrlOf(string path) => new Uri(Http.BaseAddress!, path).AbsoluteUri;

    /// <summary>Somebody who has just signed up, from an address of their own, and not confirmed yet.</summary>
    public async Task<string> SignUpAsync()
    {
        var number = Interlocked.Increment(ref _people);
        var email = $"person{number}@example.com";
        await PostAsync(
            "/api/v1/newsletter/register-contact", new() { ["email"] = email, ["source"] = "web" }, address: $"10.{number / 250}.{number % 250}.1");
        return email;
    }

    /// <summary>The link in the mail that asks for a confirmation, or invites.</summary>
    public async Task<string> MailedLinkAsync(string email) => Link().Match((await _mails.FirstToAsync(email)).TextBody!).Value;

    public async Task<string> LinkAsync(string email, string name)
    {
        var links = await PostAsync("/api/v1/newsletter/links", new() { ["emails"] = new JsonArray(email) });
        return (string)links["items"]![0]![name]!;
    }

    public async Task<JsonNode> ContactAsync(string email) =>
        (await Http.GetFromJsonAsync<JsonNode>($"/api/v1/contacts?search={email}"))!["data"]![0]!;

    public async Task<bool> IsSubscribedAsync(string email) => (bool)(await ContactAsync(email))["email_subscribed"]!;

    public async Task<JsonNode> GetAsync(string path, string key = ApiKeyText.Sample)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new("Bearer", key);
        using var response = await Http.SendAsync(request);
        return (await response.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    /// <summary><paramref name="address"/> is that of the caller, where it comes from elsewhere.</summary>
    public async Task<JsonNode> PostAsync(string path, JsonObject body, string key = ApiKeyText.Sample, string? address = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Authorization = new("Bearer", key);
        if (address is not null) request.Headers.Add("X-Forwarded-For", address);
        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }

    [GeneratedRegex("/invitation/")]
    private static partial Regex InvitationUrl();

    [GeneratedRegex("http://[^\\s]+/(c|invitation)/[A-Za-z0-9_-]+")]
    private static partial Regex Link();
}

/// <summary>The same on PostgreSQL.</summary>
public sealed class PostgresSite : Site
{
    public string Database { get; private set; } = "";

    protected override async Task<string[]> StoreAsync()
    {
        Database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        return ["--ConnectionStrings:Contacts", Database];
    }
}

[CollectionDefinition(Name)]
public sealed class WithPostgresSite : ICollectionFixture<PostgresSite>
{
    public const string Name = "a site on PostgreSQL and a browser";
}

[CollectionDefinition(Name)]
public sealed class WithSite : ICollectionFixture<Site>
{
    public const string Name = "a site and a browser";
}
