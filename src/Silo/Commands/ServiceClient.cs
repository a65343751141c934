using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Contacts.Core.Keys;

namespace Contacts.Silo.Commands;

/// <summary>
/// Calls a service as an administrator. Throws <see cref="CommandException"/> with what the service says where it refuses.
/// </summary>
internal sealed class ServiceClient : IDisposable
{
    private readonly HttpClient _http;

    public ServiceClient(Uri address, string key, string? organisation)
    {
        (Organisation, IsRoot) = (organisation, ApiKeyText.IsRootKey(key));
        _http = new() { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        if (organisation is not null) _http.DefaultRequestHeaders.Add("X-Organisation", organisation);
    }

    /// <summary>Short name of the one that was named; null: none.</summary>
    public string? Organisation { get; }

    /// <summary>Whether it may act for any organisation.</summary>
    public bool IsRoot { get; }

    public async Task<JsonNode> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await OpenAsync(path, cancellationToken);
        return (await response.Content.ReadFromJsonAsync<JsonNode>(cancellationToken))!;
    }

    /// <summary>An answer whose body is read as it comes.</summary>
    public async Task<HttpResponseMessage> OpenAsync(string path, CancellationToken cancellationToken) =>
        await CheckAsync(await _http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, cancellationToken), cancellationToken);

    /// <summary>Fields that are null are not sent.</summary>
    public async Task<JsonNode> PostAsync(string path, JsonObject body, CancellationToken cancellationToken)
    {
        foreach (var name in body.Where(field => field.Value is null).Select(field => field.Key).ToArray()) body.Remove(name);
        return await PostAsync(path, JsonContent.Create(body), cancellationToken);
    }

    public async Task<JsonNode> PostAsync(string path, HttpContent content, CancellationToken cancellationToken)
    {
        using var response = await CheckAsync(await _http.PostAsync(path, content, cancellationToken), cancellationToken);
        return (await response.Content.ReadFromJsonAsync<JsonNode>(cancellationToken))!;
    }

    public void Dispose() => _http.Dispose();

    private static async Task<HttpResponseMessage> CheckAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.IsSuccessStatusCode) return response;
        using (response)
            throw new CommandException(MessageOf(response, await response.Content.ReadAsStringAsync(cancellationToken)))
            {
                Status = response.StatusCode,
            };
    }

    private static string MessageOf(HttpResponseMessage response, string body)
    {
        try
        {
            if (JsonNode.Parse(body)?["error"]?["message"] is { } message) return $"{message} ({(int)response.StatusCode})";
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not an answer of the service: a proxy's page.
        }
        return $"The service answered {(int)response.StatusCode} {response.ReasonPhrase}";
    }
}
