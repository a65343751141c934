using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Contacts.Cluster.Tests;

/// <summary>A call of each kind that something is to be seen of, full of what nobody but the organisation may see.</summary>
internal static class Everything
{
    private const string Word = "quixote"; // In every address, name, text and path.
    private const string Phone = "777123456";

    /// <summary>What was sent and must be found nowhere.</summary>
    public static string[] Secrets => [Word, Phone, SiloProcess.SampleKey];

    public static async Task DoAsync(HttpClient http)
    {
        var settings = new { support = new { defaultRecipient = $"{Word}@example.com" } };
        await SendAsync(http, HttpMethod.Post, "/bff/organisation/settings", JsonContent.Create(settings), 200);
        var person = new { email = $"{Word}.first@example.com", phone = $"+420 {Phone}", firstName = Word, groups = (string[])[Word] };
        await SendAsync(http, HttpMethod.Post, "/api/v1/newsletter/register-contact", JsonContent.Create(person), 200);
        var form = new { message = $"{Word} writes", notice = Word, customerEmail = $"{Word}.second@example.com",
            customerFirstName = Word };
        await SendAsync(http, HttpMethod.Post, "/api/v1/support/contact-form", JsonContent.Create(form), 200);
        await SendAsync(http, HttpMethod.Post, "/bff/contact/import",
            new StringContent($"email\n{Word}.third@example.com\n", Encoding.UTF8, "text/csv"), 200, 202);
        await ChangeAddressAsync(http);
        await SendAsync(http, HttpMethod.Get, $"/api/v1/contacts?search={Word}", null, 200);
        await SendAsync(http, HttpMethod.Get, $"/bff/contact/list?filterFulltextQuery={Word}", null, 200);
        await SendAsync(http, HttpMethod.Get, $"/{Word}/{Word}", null, 404);
        await SendAsync(http, new HttpMethod(Word), "/api/v1/contacts", null, 405);
        await ExhaustAsync(http);
    }

    private static async Task ChangeAddressAsync(HttpClient http)
    {
        using var found = await SendAsync(http, HttpMethod.Get, $"/bff/contact/list?filterFulltextQuery={Word}.first", null, 200);
        var id = found.RootElement.GetProperty("items")[0].GetProperty("id").GetString();
        var change = new
        {
            id, currentEmail = $"{Word}.first@example.com", newEmail = $"{Word}.second@example.com", reason = Word, confirmMerge = true,
        };
        await SendAsync(http, HttpMethod.Post, "/bff/contact/detail-change-email", JsonContent.Create(change), 200);
    }

    /// <summary>Two requests with a key for one.</summary>
    private static async Task ExhaustAsync(HttpClient http)
    {
        var small = new { environment = "PROD", scopes = (string[])["contacts"], description = Word,
            limits = new { perMinute = 1, perHour = 1 } };
        using var made = await SendAsync(http, HttpMethod.Post, "/bff/api-key/generate-key", JsonContent.Create(small), 200);
        var key = made.RootElement.GetProperty("apiKey").GetString()!;
        await SendAsync(http, HttpMethod.Get, "/api/v1/groups", null, key, 200);
        await SendAsync(http, HttpMethod.Get, "/api/v1/groups", null, key, 429);
    }

    private static Task<JsonDocument> SendAsync(HttpClient http, HttpMethod method, string path, HttpContent? content,
        params int[] expected) =>
        SendAsync(http, method, path, content, SiloProcess.SampleKey, expected);

    private static async Task<JsonDocument> SendAsync(
        HttpClient http, HttpMethod method, string path, HttpContent? content, string key, params int[] expected)
    {
        using var request = new HttpRequestMessage(method, $"{path}{(path.Contains('?') ? '&' : '?')}apiKey={key}") { Content = content };
        request.Headers.UserAgent.ParseAdd(Word);
        using var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(expected.Contains((int)response.StatusCode), $"{method} {path}: {response.StatusCode} {text}");
        return JsonDocument.Parse(text);
    }
}
