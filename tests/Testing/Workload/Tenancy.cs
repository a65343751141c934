using System.Net.Http.Json;
using System.Text.Json;

namespace Contacts.Testing.Workload;

/// <summary>An organisation of its own for one load, with a key for everything and one with a small limit a minute.</summary>
public sealed record Tenancy(string Slug, string Key, string LimitedKey)
{
    public const string RootKey = "ROOTabcdefghijklmnopqrstuvwx0123";
    public const int LimitPerMinute = 120;

    public static async Task<Tenancy> CreateAsync(HttpClient http, string slug)
    {
        await PostAsync(http, "/bff/organisation/create", new { slug, name = slug });
        await PostAsync(http, $"/bff/organisation/settings?organisation={slug}",
            new { support = new { allowedRecipients = (string[])["@example.com"], mailsPerHour = 100_000 } });
        return new(
            slug,
            await NewKeyAsync(http, slug, new { environment = "PROD", scopes = (string[])["public", "contacts", "admin"] }),
            await NewKeyAsync(http, slug,
                new { environment = "PROD", scopes = (string[])["contacts"], limits = new { perMinute = LimitPerMinute } }));
    }

    private static async Task<string> NewKeyAsync(HttpClient http, string slug, object key) =>
        (await PostAsync(http, $"/bff/api-key/generate-key?organisation={slug}", key)).GetProperty("apiKey").GetString()!;

    private static async Task<JsonElement> PostAsync(HttpClient http, string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Authorization = new("Bearer", RootKey);
        using var response = await http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}
