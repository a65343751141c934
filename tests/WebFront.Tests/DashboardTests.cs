using System.Net;
using System.Text;
using Contacts.WebFront.Hosting;
using Microsoft.AspNetCore.Http;

namespace Contacts.WebFront.Tests;

/// <summary>The service with Orleans' dashboard.</summary>
public sealed class DashboardService() : ServiceHost("Production")
{
    protected override Task<string[]> SettingsAsync() => Task.FromResult<string[]>(["--Contacts:Dashboard=true"]);
}

public sealed class DashboardTests(DashboardService service) : IClassFixture<DashboardService>
{
    [Theory]
    [InlineData("/dashboard/")]
    [InlineData("/dashboard/version")]
    [InlineData("/dashboard/ClusterStats")]
    public async Task A_ROOT_key_opens_it(string path)
    {
        Assert.Equal(200, await GetAsync(path, $"Bearer {ServiceHost.RootKey}"));
        Assert.Equal(200, await GetAsync(path, Basic(ServiceHost.RootKey)));
    }

    [Theory]
    [InlineData("/dashboard")]
    [InlineData("/dashboard/")]
    [InlineData("/dashboard/ClusterStats")]
    [InlineData("/DASHBOARD/index.min.js")]
    public async Task Nothing_of_it_is_served_without_a_ROOT_key(string path)
    {
        var member = (await service.NewTenantAsync()).Key;
        string?[] refused = [null, "Bearer", "Basic !", Basic("ROOT"), Basic("ROOTabcdefghijklmnopqrstuvwx0124"), $"Bearer {member}", Basic(member)];
        foreach (var authorization in refused)
            Assert.Equal((authorization, 401), (authorization, await GetAsync(path, authorization)));
    }

    [Fact]
    public async Task A_browser_is_asked_for_the_key()
    {
        var answer = await service.SendAsync("GET", "/dashboard/");

        Assert.StartsWith("Basic ", answer.Response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X-Forwarded-For", "10.0.0.1")]
    [InlineData("Forwarded", "for=10.0.0.1")]
    public async Task Through_a_proxy_it_is_not_there(string header, string value)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/dashboard/");
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {ServiceHost.RootKey}");
        request.Headers.Add(header, value);

        Assert.Equal(404, (await service.SendAsync(request)).Status);
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("::1", true)]
    [InlineData("::ffff:127.0.0.1", true)]
    [InlineData("10.0.0.1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData(null, false)]
    public void Only_this_machine_reaches_it(string? address, bool isLocal)
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = address is null ? null : IPAddress.Parse(address);

        Assert.Equal(isLocal, RootGuard.IsLocal(http));
    }

    [Fact]
    public async Task The_log_is_not_streamed() =>
        Assert.Equal(403, await GetAsync("/dashboard/Trace", $"Bearer {ServiceHost.RootKey}"));

    [Fact]
    public async Task The_description_of_the_API_does_not_have_it() =>
        Assert.DoesNotContain("dashboard", (await service.SendAsync("GET", "/openapi/v1.json")).Text, StringComparison.OrdinalIgnoreCase);

    private async Task<int> GetAsync(string path, string? authorization)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (authorization is not null) request.Headers.TryAddWithoutValidation("Authorization", authorization);
        return (await service.SendAsync(request)).Status;
    }

    private static string Basic(string password) => $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"anybody:{password}"))}";
}
