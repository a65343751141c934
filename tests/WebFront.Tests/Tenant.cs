using System.Text.Json.Nodes;

namespace Contacts.WebFront.Tests;

/// <summary>One organisation of a test, with a key for everything.</summary>
public sealed class Tenant(ServiceHost service, string slug, string key)
{
    public string Slug => slug;
    public string Key => key;

    public Task<Answer> GetAsync(string path) => service.SendAsync("GET", path, key: key);
    public Task<Answer> PostAsync(string path, JsonObject body) => service.SendAsync("POST", path, body, key);

    /// <summary>The id of the tenant's key.</summary>
    public async Task<long> KeyIdAsync() => (long)(await GetAsync("/bff/api-key/list")).Is(200)["items"]![0]!["id"]!;

    /// <summary>A key of the tenant with these scopes.</summary>
    public async Task<Tenant> WithKeyAsync(params string[] scopes) => new(service, slug, (string)(await PostAsync(
        "/bff/api-key/generate-key",
        new JsonObject { ["environment"] = "PROD", ["scopes"] = new JsonArray([.. scopes.Select(scope => (JsonNode)scope)]) })).Is(200)["apiKey"]!);

    /// <summary>A new contact; its external and integer ids.</summary>
    public async Task<(string Id, long ContactId)> NewContactAsync(string email)
    {
        var contact = (await PostAsync("/bff/contact/create", new JsonObject { ["email"] = email })).Is(200)["contact"]!;
        return ((string)contact["id"]!, (long)contact["contactId"]!);
    }
}
