using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Contacts.WebFront.Tests;

/// <summary>A service that has less patience than usual, by its settings.</summary>
public sealed class ImpatientService() : ServiceHost("Development")
{
    protected override Task<string[]> SettingsAsync() => Task.FromResult<string[]>(
    [
        "--Kestrel:Limits:RequestHeadersTimeout", "00:00:01",
        "--Kestrel:Limits:MinRequestBodyDataRate:BytesPerSecond", "1000", "--Kestrel:Limits:MinRequestBodyDataRate:GracePeriod", "00:00:01.5",
    ]);
}

/// <summary>Clients that send too much, or hardly anything, on a socket of their own.</summary>
public sealed class SlowClientTests(ImpatientService service) : IClassFixture<ImpatientService>
{
    private const string Get = $"GET /api/v1/groups HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {ServiceHost.SampleKey}\r\n";

    private const string Post = "POST /api/v1/newsletter/register-contact HTTP/1.1\r\nHost: localhost\r\n"
        + $"Authorization: Bearer {ServiceHost.SampleKey}\r\nContent-Type: application/json\r\n";

    [Fact]
    public void The_settings_have_the_last_word()
    {
        var limits = service.App.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits;

        Assert.Equal((1_000, TimeSpan.FromSeconds(1.5)), (limits.MinRequestBodyDataRate!.BytesPerSecond, limits.MinRequestBodyDataRate.GracePeriod));
        Assert.Equal((240, TimeSpan.FromSeconds(5)), (limits.MinResponseDataRate!.BytesPerSecond, limits.MinResponseDataRate.GracePeriod));
        Assert.Equal((TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(120)), (limits.RequestHeadersTimeout, limits.KeepAliveTimeout));
        Assert.Equal((8 * 1024, 16 * 1024, 64), (limits.MaxRequestLineSize, limits.MaxRequestHeadersTotalSize, limits.MaxRequestHeaderCount));
        Assert.Equal(16_384, limits.MaxConcurrentConnections);
    }

    [Theory]
    [InlineData("a header of 17 KiB", "431")]
    [InlineData("seventy headers", "431")]
    [InlineData("a line of 9 KiB", "414")]
    [InlineData("headers that never end", "408")]
    [InlineData("a body that never ends", "408")]
    [InlineData("chunks of 70 KiB", "413")]
    [InlineData("a broken chunk", "400")]
    public async Task Is_answered_with_its_status_and_without_the_inside(string request, string status)
    {
        var answer = await SendAsync(request switch
        {
            "a header of 17 KiB" => $"{Get}X-Long: {new string('a', 17_000)}\r\n\r\n",
            "seventy headers" => $"{Get}{string.Concat(Enumerable.Range(0, 70).Select(i => $"X-{i}: a\r\n"))}\r\n",
            "a line of 9 KiB" => $"GET /api/v1/groups?x={new string('a', 9_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "headers that never end" => Get,
            "a body that never ends" => $"{Post}Content-Length: 100\r\n\r\n{{",
            "chunks of 70 KiB" => $"{Post}Transfer-Encoding: chunked\r\n\r\n11170\r\n{new string(' ', 70_000)}\r\n0\r\n\r\n",
            _ => $"{Post}Transfer-Encoding: chunked\r\n\r\nzz\r\n",
        });

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", answer, StringComparison.Ordinal);
        Assert.DoesNotContain(" at ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain(service.Log.Lines, line => line.Text.Contains(ServiceHost.SampleKey));
    }

    [Fact]
    public async Task A_broken_body_of_many_sign_ups_counts_as_one_request()
    {
        var tenant = await service.NewTenantAsync();
        var key = (string)(await tenant.PostAsync("/bff/api-key/generate-key", new()
        {
            ["environment"] = "PROD", ["scopes"] = new JsonArray("contacts"), ["limits"] = new JsonObject { ["perHour"] = 2 },
        })).Is(200)["apiKey"]!;
        var request = $"POST /api/v1/newsletter/register-contacts HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {key}\r\n"
            + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n";

        var answers = new[] { await SendAsync(request), await SendAsync(request), await SendAsync(request) };

        Assert.Equal(["HTTP/1.1 400", "HTTP/1.1 400", "HTTP/1.1 429"], answers.Select(answer => answer[..12]));
        Assert.Equal(
            ["1", "0", "0"],
            answers.Select(answer => answer.Split("X-RateLimit-Remaining-Hour: ")[1].Split('\r')[0]));
    }

    private async Task<string> SendAsync(string request)
    {
        var address = new Uri(service.App.Urls.First());
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        var answer = new byte[64 * 1024];
        return Encoding.ASCII.GetString(answer, 0, await stream.ReadAsync(answer));
    }
}
