using System.Text.RegularExpressions;
using Contacts.Mail;
using Contacts.Mail.Smtp;
using Contacts.Testing.Smtp;
using Contacts.WebFront.Pipeline.Clients;
using MailKit.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;

namespace Contacts.WebFront.Tests.Console;

/// <summary>The service behind a proxy on this machine, so that each visitor has a network, with an SMTP server.</summary>
public abstract partial class ConsoleHost(string environment) : ServiceHost(environment)
{
    private readonly SmtpServer _smtp = new(new());

    /// <summary>The path of the link in the newest mail to an address; waits for it.</summary>
    public async Task<string> MailedPathAsync(string email, int mails = 1)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (MailsTo(email) is var found && found.Length < mails) await Task.Delay(20, patience.Token);
        return new Uri(Link().Match(MailsTo(email)[^1].TextBody!).Value).AbsolutePath;
    }

    public MimeMessage[] MailsTo(string email) =>
    [
        .. _smtp.Contents.Select(content => MimeMessage.Load(new MemoryStream(content)))
            .Where(mail => mail.To.Mailboxes.Any(mailbox => mailbox.Address == email)),
    ];

    protected override void Configure(WebApplicationBuilder builder)
    {
        var settings = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { [TrustedProxies.Setting] = "127.0.0.1" }).Build();
        Assert.True(TrustedProxies.TryRead(settings, out var proxies, out _));
        builder.Services.AddSingleton(proxies);
        builder.Services.AddSingleton<IMailTransport>(new SmtpTransport(
            new() { Host = "localhost", Port = _smtp.Port, Security = SecureSocketOptions.None, CancellationGrace = TimeSpan.Zero },
            TimeProvider.System));
    }

    [GeneratedRegex(@"https?://\S+")]
    private static partial Regex Link();
}

public sealed class PeopleService() : ConsoleHost("Development");

/// <summary>With the cookies that browsers take from a secure origin alone.</summary>
public sealed class SecurePeopleService() : ConsoleHost("Production");

[CollectionDefinition(Name)]
public sealed class WithPeople : ICollectionFixture<PeopleService>
{
    public const string Name = "with people";
}
