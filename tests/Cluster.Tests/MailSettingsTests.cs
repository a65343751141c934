using Contacts.Silo.Settings;
using MailKit.Security;
using Microsoft.Extensions.Configuration;

namespace Contacts.Cluster.Tests;

public sealed class MailSettingsTests
{
    [Theory]
    [InlineData("mail.example.com", SecureSocketOptions.StartTls)]
    [InlineData("192.0.2.25", SecureSocketOptions.StartTls)]
    [InlineData("localhost.example.com", SecureSocketOptions.StartTls)]
    [InlineData("LocalHost", SecureSocketOptions.StartTlsWhenAvailable)]
    [InlineData("127.0.0.2", SecureSocketOptions.StartTlsWhenAvailable)]
    [InlineData("::1", SecureSocketOptions.StartTlsWhenAvailable)]
    public void Mails_are_encrypted_on_their_way_to_another_machine(string host, SecureSocketOptions security) =>
        Assert.Equal(security, Read(("Host", host)));

    [Theory]
    [InlineData("auto", SecureSocketOptions.StartTlsWhenAvailable)]
    [InlineData("False", SecureSocketOptions.None)]
    [InlineData(" true ", SecureSocketOptions.StartTls)]
    public void A_setting_decides_otherwise(string value, SecureSocketOptions security)
    {
        Assert.Equal(security, Read(("Host", "mail.example.com"), ("StartTls", value)));
        Assert.Equal(security, Read(("Host", "localhost"), ("StartTls", value)));
    }

    [Theory, InlineData(null), InlineData("auto"), InlineData("false"), InlineData("true")]
    public void Port_465_is_encrypted_from_the_first_byte(string? value) =>
        Assert.Equal(SecureSocketOptions.SslOnConnect, Read(("Host", "mail.example.com"), ("Port", "465"), ("StartTls", value)));

    private static SecureSocketOptions Read(params (string Name, string? Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(setting => $"{MailSettings.Section}:{setting.Name}", setting => setting.Value))
                .Build();
        return MailSettings.Read(configuration.GetSection(MailSettings.Section), "data").Smtp!.Security;
    }
}
