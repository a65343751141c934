using System.Text.Json.Nodes;

namespace Contacts.WebFront.Tests;

/// <summary>One organisation of a test, with a key for everything.</summary>
public sealed class Tenant(ServiceHost service, string slug, string key)
{
    public string Slug => slug;
    public string Key => key;

    public Task<Answer> GetAsync(string path) => service.SendAsync("GET", path, key: key);
    public Task<Answer> PostAsync(string path, JsonObject body) => service.SendAsync("POST", path, body, key);

    /// <summary>A new contact; its external and integer ids.</summary>
    public async Task<(string Id, long ContactId)> NewContactAsync(string email)
    {
        var contact = (await PostAsync("/bff/contact/create", new JsonObject { ["email"] = email })).Is(200)["contact"]!;
        return ((string)contact["id"]!, (long)contact["contactId"]!);
    }
}
