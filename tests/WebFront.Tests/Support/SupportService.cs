using Contacts.Mail;
using Contacts.Mail.Smtp;
using Contacts.Testing.Smtp;
using Contacts.WebFront.Pipeline.Clients;
using Contacts.WebFront.Support;
using MailKit.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Contacts.WebFront.Tests.Support;

/// <summary>The service behind a proxy on this machine, with its own country database and an SMTP server that a test can stop.</summary>
public sealed class SupportService() : ServiceHost("Development")
{
    private bool _smtpStopped;

    internal SmtpServer Smtp { get; private set; } = new(new());

    /// <summary>Stops the server and starts another one in its place.</summary>
    internal async Task RestartSmtpAsync(SmtpServerScript script)
    {
        await StopSmtpAsync();
        Smtp = new SmtpServer(script, Smtp.Port);
        _smtpStopped = false;
    }

    internal async Task StopSmtpAsync()
    {
        if (!_smtpStopped) await Smtp.DisposeAsync();
        _smtpStopped = true;
    }

    protected override void Configure(WebApplicationBuilder builder)
    {
        var settings = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { [TrustedProxies.Setting] = "127.0.0.1, 10.0.0.0/8" }).Build();
        Assert.True(TrustedProxies.TryRead(settings, out var proxies, out _));
        builder.Services.AddSingleton(proxies);
        builder.Services.AddSingleton<IMailTransport>(new SmtpTransport(
            new() { Host = "localhost", Port = Smtp.Port, Security = SecureSocketOptions.None, CancellationGrace = TimeSpan.Zero }, TimeProvider.System));
    }
}

[CollectionDefinition(Name)]
public sealed class WithSupport : ICollectionFixture<SupportService>
{
    public const string Name = "with support";
}
