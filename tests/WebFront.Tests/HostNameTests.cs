using System.Net.Sockets;
using System.Text;

namespace Contacts.WebFront.Tests;

[Collection(InDevelopment.Name)]
public sealed class HostNameTests(Service service)
{
    private const string Sentence = "In Development the service answers to localhost alone";

    [Theory]
    [InlineData("localhost")]
    [InlineData("LocalHost:8080")]
    [InlineData("contacts.localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("127.200.3.4:80")]
    [InlineData("[::1]:8080")]
    public async Task Development_answers_to_loopback_names(string host)
    {
        (await SendAsync(host, "/health/live")).Is(200);
        (await SendAsync(host, "/api/v1/groups")).Is(200);
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("localhost.evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("evillocalhost")]
    [InlineData("10.0.0.7:8080")]
    [InlineData("0.0.0.0")]
    [InlineData("[2001:db8::7]:80")]
    public async Task Development_refuses_other_names_in_the_dialect_of_the_path(string host)
    {
        foreach (var path in new[] { "/bff/contact/list", "/api/v1/newsletter/register-contact", "/health/live", "/docs", "/nowhere" })
            Assert.Equal(Sentence, (string)(await SendAsync(host, path)).IsCoded(400, "INTERNAL_VALIDATION_FAILED")["message"]!);
        (await SendAsync(host, "/api/v1/groups")).IsPlain(400, Sentence);
    }

    [Fact]
    public async Task Development_refuses_a_request_without_a_name()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(service.Http.BaseAddress!.Host, service.Http.BaseAddress.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes("GET /health/live HTTP/1.0\r\n\r\n"));
        using var reader = new StreamReader(client.GetStream());

        Assert.StartsWith("HTTP/1.1 400 ", await reader.ReadToEndAsync());
    }

    private Task<Answer> SendAsync(string host, string path) => SendAsync(service, host, path, ServiceHost.SampleKey);

    internal static Task<Answer> SendAsync(ServiceHost service, string host, string path, string key)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Host", host);
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        return service.SendAsync(request);
    }
}

[Collection(InProduction.Name)]
public sealed class ProductionHostNameTests(ProductionService service)
{
    [Fact]
    public async Task Outside_Development_any_name_is_answered()
    {
        var tenant = await service.NewTenantAsync();
        (await HostNameTests.SendAsync(service, "contacts.example", "/bff/contact/list", tenant.Key)).Is(200);
        (await HostNameTests.SendAsync(service, "10.0.0.7", "/health/ready", tenant.Key)).Is(200);
    }
}
