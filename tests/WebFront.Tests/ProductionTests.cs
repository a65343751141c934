using System.Text.Json.Nodes;
using Contacts.Core.Keys;
using Contacts.WebFront.Pipeline.Keys;
using Microsoft.Extensions.Logging;

namespace Contacts.WebFront.Tests;

/// <summary>What differs outside Development, and what must never be written down anywhere.</summary>
[Collection(InProduction.Name)]
public sealed class ProductionTests(ProductionService service)
{
    [Fact]
    public async Task The_sample_key_is_refused()
    {
        (await service.SendAsync("POST", $"/api/v1/newsletter/register-contact?apiKey={Service.SampleKey}", new JsonObject()))
            .IsCoded(401, "PUBLIC_API_KEY_SAMPLE_VALUE");
        (await service.SendAsync("GET", "/api/v1/groups", key: Service.SampleKey)).IsPlain(401, "Missing or invalid API token");
    }

    [Fact]
    public async Task No_key_is_ever_logged_and_mistakes_of_callers_are_not_logged_above_debug()
    {
        var tenant = await service.NewTenantAsync();
        var unknown = "PRODunknown000000000000000000000";
        foreach (var key in new[] { tenant.Key, unknown, Service.RootKey, "DEV_not-a-key-but-still-a-secret" })
        {
            foreach (var path in new[] { "/api/v1/contacts", "/bff/contact/list", "/nowhere", "/api/v1/contacts/update" })
                await service.SendTextAsync("GET", $"{path}?apiKey={key}", null);
            await service.SendTextAsync("POST", $"/api/v1/newsletter/register-contact?apiKey={key}", "{\"email\": broken");
            await service.SendTextAsync("POST", "/api/v1/newsletter/register-contact", $$"""{"email": 5, "apiKey": "{{key}}"}""");
            await service.SendTextAsync("POST", "/bff/contact/create", "[]", "text/plain", key);
        }

        await SendBrokenRequestAsync($"GET /api/v1/contacts?apiKey={tenant.Key} HTTP/9.9\r\n\r\n");

        Assert.NotEmpty(service.Log.Lines);
        foreach (var (level, text) in service.Log.Lines)
        {
            Assert.DoesNotContain(tenant.Key, text);
            Assert.DoesNotContain(unknown, text);
            Assert.DoesNotContain(Service.RootKey, text);
            Assert.DoesNotContain("still-a-secret", text);
            Assert.False(level >= LogLevel.Warning, text);
        }
    }

    [Fact]
    public async Task No_answer_repeats_a_key()
    {
        var tenant = await service.NewTenantAsync();
        foreach (var path in new[] { "/api/v1/contacts?page=x&", "/bff/contact/detail?id=x&", "/nowhere?" })
            Assert.DoesNotContain(tenant.Key, (await service.SendTextAsync("GET", $"{path}apiKey={tenant.Key}", null)).Text);
        Assert.DoesNotContain(tenant.Key, (await tenant.GetAsync("/bff/api-key/list")).Text);
        Assert.DoesNotContain(KeyHash.Of(tenant.Key).ToString(), (await tenant.GetAsync("/bff/api-key/list")).Text);
    }

    private async Task SendBrokenRequestAsync(string text)
    {
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync(service.Http.BaseAddress!.Host, service.Http.BaseAddress.Port);
        await client.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(text));
        using var reader = new StreamReader(client.GetStream());
        Assert.StartsWith("HTTP/1.1 505", await reader.ReadToEndAsync());
    }
}
