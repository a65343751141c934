using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Contacts.Core.Keys;
using Contacts.Silo;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace Contacts.Browser.Tests;

/// <summary>The whole service on a port of its own, with a browser, and people who sign up for the newsletter of the demo organisation.</summary>
public sealed partial class Site : IAsyncLifetime
{
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
            ["--urls", "http://127.0.0.1:0", "--environment", "Development", "--Contacts:DataDirectory", _folder],
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

    /// <summary>Somebody who has just signed up and not confirmed yet.</summary>
    public async Task<string> SignUpAsync()
    {
        var email = $"person{Interlocked.Increment(ref _people)}@example.com";
        await PostAsync("/api/v1/newsletter/register-contact", new() { ["email"] = email, ["source"] = "web" });
        return email;
    }

    /// <summary>The link in the mail that asks for a confirmation.</summary>
    public async Task<string> ConfirmLinkAsync(string email) => Link().Match((await _mails.FirstToAsync(email)).TextBody!).Value;

    public async Task<string> LinkAsync(string email, string name)
    {
        var links = await PostAsync("/api/v1/newsletter/links", new() { ["emails"] = new JsonArray(email) });
        return (string)links["items"]![0]![name]!;
    }

    public async Task<JsonNode> ContactAsync(string email) =>
        (await Http.GetFromJsonAsync<JsonNode>($"/api/v1/contacts?search={email}"))!["data"]![0]!;

    public async Task<bool> IsSubscribedAsync(string email) => (bool)(await ContactAsync(email))["email_subscribed"]!;

    private async Task<JsonNode> PostAsync(string path, JsonObject body)
    {
        using var response = await Http.PostAsJsonAsync(path, body);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }

    [GeneratedRegex("http://[^\\s]+/c/[A-Za-z0-9_-]+")]
    private static partial Regex Link();
}

[CollectionDefinition(Name)]
public sealed class WithSite : ICollectionFixture<Site>
{
    public const string Name = "a site and a browser";
}
