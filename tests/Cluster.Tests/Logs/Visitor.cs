using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Contacts.Cluster.Tests.Logs;

/// <summary>Sends requests of every kind, good and bad, with personal data wherever there is room for some.</summary>
internal sealed class Visitor(SiloProcess silo)
{
    private int _idempotencyKeys;

    /// <summary>Set by <see cref="SetUpAsync"/>.</summary>
    public string Key { get; private set; } = "";

    public async Task SetUpAsync()
    {
        await PostAsync("/bff/organisation/create", new { slug = "desk", name = "Desk" }, 200);
        await PostAsync("/bff/organisation/settings",
            new { support = new { allowedRecipients = (string[])[Secrets.Desk], defaultRecipient = Secrets.Desk } }, 200);
        var answer = await PostAsync("/bff/api-key/generate-key",
            new { environment = "PROD", scopes = (string[])["public", "contacts", "admin"], description = Secrets.LastName }, 200);
        Key = answer.GetProperty("apiKey").GetString()!;
    }

    public Task<JsonElement> RegisterAsync(string email, int status) => PostAsync(
        $"/api/v1/newsletter/register-contact?apiKey={Key}",
        new { email, source = "web", phone = Secrets.Phone, firstName = Secrets.FirstName, lastName = Secrets.LastName,
            groups = (string[])["qzwgroup"] }, status);

    /// <summary>A contact form; the number of its ticket is that of the call.</summary>
    public Task SubmitAsync(int status) => PostAsync(
        $"/api/v1/support/contact-form?apiKey={Key}",
        new { message = Secrets.Text, customerEmail = Secrets.Clara, customerPhone = Secrets.Phone, customerFirstName = Secrets.FirstName,
            sendToEmail = Secrets.Desk, notice = Secrets.Text }, status);

    public async Task ContactsAsync()
    {
        await RegisterAsync(Secrets.Anna, 200);
        var created = await PostAsync("/api/v1/contacts/create",
            new { email = Secrets.Boris, first_name = Secrets.FirstName, phone = Secrets.Phone }, 201);
        var id = created.GetProperty("contact").GetProperty("id").GetInt64();
        await PostAsync("/api/v1/contacts/update", new { id, last_name = Secrets.LastName }, 200);
        await PostAsync("/api/v1/contacts/create", new { email = Secrets.Boris }, 409);
        await GetAsync($"/api/v1/contacts?search={Uri.EscapeDataString(Secrets.Boris)}", 200);
        await GetAsync($"/bff/contact/list?filterFulltextQuery={Uri.EscapeDataString(Secrets.LastName)}", 200);
        var items = (await GetAsync("/bff/contact/list?limit=10", 200)).GetProperty("items").EnumerateArray()
            .ToDictionary(item => item.GetProperty("email").GetString()!, item => item.GetProperty("id").GetString()!);
        var (anna, boris) = (items[Secrets.Anna.ToLowerInvariant()], items[Secrets.Boris]);
        await PostAsync("/bff/contact/detail-change-email-preview", new { id = anna, newEmail = Secrets.Boris }, 200);
        await PostAsync("/bff/contact/detail-change-email",
            new { id = anna, currentEmail = Secrets.Boris, newEmail = Secrets.Clara, reason = Secrets.Text }, 409);
        await PostAsync("/bff/contact/detail-change-email",
            new { id = anna, currentEmail = Secrets.Anna, newEmail = $"new.{Secrets.Anna}", reason = Secrets.Text }, 200);
        var merge = (await PostAsync("/bff/contact/merge-customers", new { finalCustomerId = anna, legacyCustomerId = boris }, 200))
            .GetProperty("mergeId").GetString();
        await GetAsync($"/bff/contact/detail?id={anna}", 200);
        await PostAsync("/bff/contact/merge-undo", new { mergeId = merge, reason = Secrets.Text }, 200);
        await PostAsync("/bff/contact/create", new { phone = Secrets.Phone, firstName = Secrets.FirstName, company = Secrets.LastName },
            200);
        await PostAsync("/api/v1/groups/create", new { name = Secrets.LastName }, 201);
    }

    public async Task ImportAsync()
    {
        var file = $"email,first_name,phone\n{Secrets.Anna},{Secrets.FirstName},{Secrets.Phone}\n"
            + $"qzw no address,\"{Secrets.LastName}\"x,601987654\n\"{Secrets.Clara},never closed";
        using var content = new StringContent(file, Encoding.UTF8, "text/csv");
        var job = (await SendAsync(HttpMethod.Post, "/bff/contact/import", content, 202)).GetProperty("jobId").GetString();
        await Eventually.GetAsync(
            async () => (await GetAsync($"/bff/contact/import/{job}", 200)).GetProperty("job").GetProperty("state").GetString(),
            state => state is "done" or "failed");
    }

    public async Task MistakesAsync()
    {
        await PostAsync("/api/v1/newsletter/register-contact?apiKey=" + Secrets.WrongKey, new { email = Secrets.Anna }, 401);
        await PostAsync("/api/v1/newsletter/register-contact?apiKey=qzw", new { email = Secrets.Anna }, 401);
        await RegisterAsync(Secrets.Anna + "@", 400);
        await GetAsync($"/api/v1/newsletter/register-contact?email={Secrets.Anna}&apiKey={Key}", 405);
        await GetAsync($"/no/{Secrets.Anna}?email={Secrets.Boris}", 404);
        string[] bodies = [$"{{\"email\": \"{Secrets.Anna}\", ", $"{{\"email\": {{\"a\": \"{Secrets.Anna}\"}}}}", $"{Secrets.Anna}",
            "{\"email\": \"\ud800qzw\"}"];
        foreach (var body in bodies)
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            await SendAsync(HttpMethod.Post, $"/api/v1/newsletter/register-contact?apiKey={Key}", content, 400);
        }
        await RawAsync($"GET /{Secrets.Anna} HTTP/7.7\r\nqzw\r\n\r\n");
        await RawAsync($"POST /api/v1/newsletter/register-contact?apiKey={Key} HTTP/1.1\r\n"
            + $"Host: qzw host\r\nContent-Length: x{Secrets.Anna}\r\n\r\n");
    }

    public Task<JsonElement> GetAsync(string path, int status) => SendAsync(HttpMethod.Get, path, null, status);

    /// <summary>With an Idempotency-Key.</summary>
    public Task<JsonElement> PostAsync(string path, object body, int status) =>
        SendAsync(HttpMethod.Post, path, JsonContent.Create(body, body.GetType()), status, $"qzw-{_idempotencyKeys++}");

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, HttpContent? content, int status,
        string? idempotencyKey = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (!path.Contains("apiKey=", StringComparison.Ordinal)) request.Headers.Authorization = new("Bearer", Secrets.RootKey);
        request.Headers.Add("X-Organisation", "desk");
        request.Headers.Add("X-Forwarded-For", Secrets.Ip);
        if (idempotencyKey is not null) request.Headers.Add("Idempotency-Key", idempotencyKey);
        using var response = await silo.Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(status == (int)response.StatusCode, $"{method} {path}: {(int)response.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>What is no HTTP; the answer does not matter.</summary>
    private async Task RawAsync(string text)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", silo.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text));
        using var reader = new StreamReader(client.GetStream());
        await reader.ReadToEndAsync();
    }
}
