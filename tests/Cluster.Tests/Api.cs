using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Contacts.Cluster.Tests;

/// <summary>The calls the tests make.</summary>
internal static class Api
{
    /// <summary>Any call with the sample key; a body that is no content is sent as JSON.</summary>
    public static async Task<HttpResponseMessage> CallAsync(
        this HttpClient http, HttpMethod method, string path, object? body = null, string? idempotencyKey = null)
    {
        using var request = new HttpRequestMessage(method, path)
        {
            Content = body as HttpContent ?? (body is null ? null : JsonContent.Create(body)),
            Headers = { Authorization = new("Bearer", SiloProcess.SampleKey) },
        };
        if (idempotencyKey is not null) request.Headers.Add("Idempotency-Key", idempotencyKey);
        return await http.SendAsync(request);
    }

    public static async Task<HttpResponseMessage> RegisterAsync(this HttpClient http, string email, params string[] groups) =>
        await http.PostAsJsonAsync(
            $"/api/v1/newsletter/register-contact?apiKey={SiloProcess.SampleKey}", new { email, source = "test", groups });

    public static async Task<HttpResponseMessage> SubmitAsync(this HttpClient http, string message, string customerEmail) =>
        await http.PostAsJsonAsync($"/api/v1/support/contact-form?apiKey={SiloProcess.SampleKey}", new { message, customerEmail });

    /// <summary>Registers and tells whether it was acknowledged; false where the connection broke or the store was away.</summary>
    public static async Task<bool> TryRegisterAsync(this HttpClient http, string email, params string[] groups)
    {
        try
        {
            using var response = await http.RegisterAsync(email, groups);
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>All contacts whose address contains the text, page by page.</summary>
    public static async Task<List<Listed>> SearchAsync(this HttpClient http, string text)
    {
        var found = new List<Listed>();
        for (var page = 1; ; page++)
        {
            using var response = await http.CallAsync(
                HttpMethod.Get, $"/api/v1/contacts?per_page=100&page={page}&search={Uri.EscapeDataString(text)}");
            response.EnsureSuccessStatusCode();
            using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
            found.AddRange(json.RootElement.GetProperty("data").EnumerateArray().Select(Listed.Read));
            var pagination = json.RootElement.GetProperty("pagination");
            if (page >= pagination.GetProperty("pages").GetInt32())
            {
                Assert.Equal(pagination.GetProperty("total").GetInt32(), found.Count);
                return found;
            }
        }
    }
}

/// <summary>A contact of a list.</summary>
internal sealed record Listed(long Id, string? Email, string[] Groups)
{
    public static Listed Read(JsonElement contact) => new(
        contact.GetProperty("id").GetInt64(), contact.GetProperty("email").GetString(),
        [.. contact.GetProperty("groups").EnumerateArray().Select(group => group.GetProperty("name").GetString()!)
            .Order(StringComparer.Ordinal)]);
}
