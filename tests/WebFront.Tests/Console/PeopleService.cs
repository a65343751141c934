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

    /// <summary>The path of the newest link of a kind ("invitation", "reset") that was mailed to an address; waits for it.</summary>
    public async Task<string> MailedPathAsync(string email, string kind)
    {
        await Eventually.IsTrueAsync(() => MailedPaths(email, kind).Length > 0);
        return MailedPaths(email, kind)[^1];
    }

    /// <summary>Those that were mailed so far.</summary>
    public string[] MailedPaths(string email, string kind) =>
    [
        .. _smtp.Contents.Select(content => MimeMessage.Load(new MemoryStream(content)))
            .Where(mail => mail.To.Mailboxes.Any(mailbox => mailbox.Address == email))
            .Select(mail => new Uri(Link().Match(mail.TextBody!).Value).AbsolutePath)
            .Where(path => path.StartsWith($"/console/{kind}/", StringComparison.Ordinal)),
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
