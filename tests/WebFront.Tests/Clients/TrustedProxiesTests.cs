using System.Net;
using Contacts.WebFront.Pipeline.Clients;
using Contacts.WebFront.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Contacts.WebFront.Tests.Clients;

public sealed class TrustedProxiesTests
{
    private static readonly TrustedProxies _proxies = Read("127.0.0.1, 10.0.0.0/8");

    [Theory]
    [InlineData("203.0.113.11", "203.0.113.11")]
    [InlineData("203.0.113.11, ", "203.0.113.11")]
    [InlineData("203.0.113.11,,", "203.0.113.11")]
    [InlineData("203.0.113.11, , 10.0.0.2", "203.0.113.11")]
    [InlineData("198.51.100.1, 203.0.113.11, ", "203.0.113.11")]
    [InlineData(", ", "127.0.0.1")]
    [InlineData("", "127.0.0.1")]
    [InlineData("203.0.113.11, unknown", "127.0.0.1")]
    public void Empty_elements_of_the_list_of_hops_do_not_count(string forwardedFor, string expected)
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = IPAddress.Loopback;
        http.Request.Headers["X-Forwarded-For"] = forwardedFor;

        Assert.Equal(IPAddress.Parse(expected), _proxies.CallerOf(http));
    }

    private static TrustedProxies Read(string setting)
    {
        var settings = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { [TrustedProxies.Setting] = setting }).Build();
        Assert.True(TrustedProxies.TryRead(settings, out var proxies, out _));
        return proxies;
    }
}
