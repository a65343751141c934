using Contacts.Core.Consent;
using Contacts.WebFront.Cluster;
using Contacts.WebFront.Consent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Contacts.WebFront.Tests.Consent;

/// <summary>The address of the service in links.</summary>
public sealed class PublicUrlTests
{
    [Theory]
    [InlineData("https://contacts.example.com", "https://contacts.example.com/u/token")]
    [InlineData("https://example.com/news/", "https://example.com/news/u/token")]
    public void Links_begin_with_the_setting(string setting, string expected) =>
        Assert.Equal(expected, With(setting).GetRequiredService<LinkAddress>().Of(LinkPurpose.Unsubscribe, "token"));

    [Theory]
    [InlineData("contacts.example.com")]
    [InlineData("ftp://example.com")]
    [InlineData("https://example.com/?a=b")]
    [InlineData("https://user@example.com")]
    public void A_setting_that_is_no_address_stops_the_start_with_one_line(string setting)
    {
        var line = Assert.Throws<SettingException>(() => With(setting)).Message;
        Assert.StartsWith($"Setting Contacts:PublicUrl is '{setting}'; accepted: ", line);
    }

    [Theory]
    [InlineData("http://127.0.0.1:5000", "http://127.0.0.1:5000")]
    [InlineData("http://0.0.0.0:5000", "http://localhost:5000/")]
    [InlineData("https://[::]:5001", "https://localhost:5001/")]
    [InlineData("http://+:80", "http://localhost/")]
    [InlineData(null, "http://localhost:8080")]
    public void Without_a_setting_it_is_the_first_address_listened_on(string? listener, string expected) =>
        Assert.Equal(expected, PublicUrl.OfListener(listener));

    private static ServiceProvider With(string setting) => new ServiceCollection()
        .AddLinkAddress(new ConfigurationBuilder().AddInMemoryCollection([new("Contacts:PublicUrl", setting)]).Build()).BuildServiceProvider();
}
