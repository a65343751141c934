using System.Text;
using System.Text.Json.Nodes;

namespace Contacts.WebFront.Tests.Imports;

/// <summary>The calls of imports.</summary>
internal static class ImportCalls
{
    public const string Route = "/bff/contact/import";

    public static Task<Answer> ImportAsync(
        this ServiceHost service, string key, string file, string type = "text/csv", string query = "", string? idempotencyKey = null) =>
        service.ImportAsync(key, new ByteArrayContent(Encoding.UTF8.GetBytes(file)), type, query, idempotencyKey);

    public static Task<Answer> ImportAsync(
        this ServiceHost service, string key, HttpContent content, string? type, string query = "", string? idempotencyKey = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Route + query) { Content = content };
        if (type is not null) content.Headers.TryAddWithoutValidation("Content-Type", type);
        request.Headers.Authorization = new("Bearer", key);
        if (idempotencyKey is not null) request.Headers.Add("Idempotency-Key", idempotencyKey);
        return service.SendAsync(request);
    }

    public static string JobOf(Answer answer) => (string)answer.Is(202)["jobId"]!;

    /// <summary>The job once it has ended.</summary>
    public static Task<JsonNode> EndAsync(this ServiceHost service, string key, string jobId) => Eventually.GetAsync(
        async () => (await service.SendAsync("GET", $"{Route}/{jobId}", key: key)).Is(200)["job"]!,
        job => (string)job["state"]! is "done" or "failed" or "cancelled" or "undone");

    public static async Task<JsonNode> EndAsync(this ServiceHost service, string key, Answer answer) =>
        await service.EndAsync(key, JobOf(answer));

    /// <summary>Rows and the four outcomes.</summary>
    public static string Counts(JsonNode job) =>
        string.Join(' ', new[] { "rows", "created", "updated", "unchanged", "failed" }.Select(name => (int)job[name]!));
}
