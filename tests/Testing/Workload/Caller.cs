using System.Net.Http.Json;
using System.Text.Json;

namespace Contacts.Testing.Workload;

/// <summary>One call of a load, to one place.</summary>
public sealed record Caller(Place Place, Tenancy Tenancy, Random Random)
{
    public Task<Answer?> PostAsync(string path, object body, params int[] expected) =>
        SendAsync(HttpMethod.Post, path, Tenancy.Key, JsonContent.Create(body, body.GetType()), expected);

    public Task<Answer?> GetAsync(string path, params int[] expected) => SendAsync(HttpMethod.Get, path, Tenancy.Key, null, expected);

    /// <summary>
    /// The answer; null where it was 503 with Retry-After, or where the connection broke and the process was being killed. Throws for
    /// anything else that is not expected.
    /// </summary>
    public async Task<Answer?> SendAsync(HttpMethod method, string path, string key, HttpContent? content, params int[] expected)
    {
        var silo = Place.Silo;
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Authorization = new("Bearer", key);
        request.Headers.Add("X-Forwarded-For", $"84.{Random.Next(256)}.{Random.Next(256)}.1"); // As from so many people.
        try
        {
            using var response = await silo.Http.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            var status = (int)response.StatusCode;
            if (status == 503 && response.Headers.RetryAfter is not null) return null;
            if (!expected.Contains(status))
                throw new InvalidOperationException($"{method} {path}: {status} {text}{Environment.NewLine}{silo.Output}");
            using var json = JsonDocument.Parse(text);
            var reset = response.Headers.TryGetValues("X-RateLimit-Reset", out var values) ? values.Single() : null;
            return new(status, json.RootElement.Clone(), reset);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            if (Place.MayBreak || Place.Silo != silo) return null;
            throw new InvalidOperationException($"{method} {path}: no answer", e);
        }
    }
}

/// <summary><paramref name="MinuteEnds"/> is X-RateLimit-Reset.</summary>
public sealed record Answer(int Status, JsonElement Json, string? MinuteEnds);
