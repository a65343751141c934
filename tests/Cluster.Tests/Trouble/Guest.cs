using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Contacts.Cluster.Tests.Trouble;

/// <summary>Calls by a key without limits: while the store takes nothing, no permit can be had of it.</summary>
internal sealed class Guest(HttpClient http)
{
    public const string RootKey = "ROOTabcdefghijklmnopqrstuvwx0123";
    public const string Setting = $"Contacts:RootKey={RootKey}";

    public Task<HttpResponseMessage> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    public Task<HttpResponseMessage> PostAsync(string path, object body) => SendAsync(HttpMethod.Post, path, body);

    /// <summary>Reads are answered, and the process calls itself well: the store can still be read.</summary>
    public async Task ReadsAsync()
    {
        string[] paths = ["/api/v1/contacts?search=outage", "/api/v1/groups", "/bff/contact/list", "/bff/ticket/list",
            "/bff/organisation/settings", "/health/ready", "/health/live"];
        foreach (var path in paths)
        {
            using var response = await GetAsync(path);
            Assert.Equal((path, HttpStatusCode.OK), (path, response.StatusCode));
        }
    }

    /// <summary>What must be written is turned away, each route in its own words.</summary>
    public async Task IsTurnedAwayAsync()
    {
        var plain = TurnedAwayAsync("/api/v1/contacts/create", new { email = "new.1@example.com" });
        var coded = await Task.WhenAll(
            TurnedAwayAsync("/api/v1/newsletter/register-contact", new { email = "new.2@example.com", source = "test" }),
            TurnedAwayAsync("/api/v1/support/contact-form", new { message = "message", customerEmail = "new.3@example.com" }),
            TurnedAwayAsync("/bff/contact/create", new { email = "new.4@example.com" }));
        Assert.All(coded, answer => Assert.Equal("INTERNAL_UNAVAILABLE", answer.GetProperty("error").GetProperty("code").GetString()));
        Assert.Equal("Service temporarily unavailable", (await plain).GetProperty("error").GetString());
    }

    private async Task<JsonElement> TurnedAwayAsync(string path, object body)
    {
        using var response = await PostAsync(path, body);
        Assert.Equal((path, HttpStatusCode.ServiceUnavailable), (path, response.StatusCode));
        Assert.NotNull(response.Headers.RetryAfter);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null
            : JsonContent.Create(body, body.GetType()) };
        request.Headers.Authorization = new("Bearer", RootKey);
        request.Headers.Add("X-Organisation", "demo");
        return await http.SendAsync(request);
    }
}
