using System.Security.Cryptography.X509Certificates;
using Contacts.Mail.Smtp;
using Contacts.Testing.Smtp;
using MailKit.Security;

namespace Contacts.Mail.Tests;

/// <summary>A server with its script, a transport pointed at it, and the clock of the transport.</summary>
internal sealed class SmtpTestCase : IAsyncDisposable
{
    public SmtpTestCase(SmtpServerScript? script = null)
    {
        Server = new SmtpServer(script ?? new SmtpServerScript());
        Options = new SmtpOptions
        {
            Host = "localhost",
            Port = Server.Port,
            Security = SecureSocketOptions.StartTlsWhenAvailable,
            TrustedRoots = [X509CertificateLoader.LoadCertificate(Server.Certificate.RawData)],
        };
    }

    public SmtpServer Server { get; }

    public SmtpOptions Options { get; set; }

    public FakeTimeProvider Time { get; } = new();

    public IEnumerable<string> Verbs => Server.Commands.Select(command => command.Split(' ')[0]);

    public static SmtpTestCase Replying(string verb, string reply) =>
        new(new SmtpServerScript { Replies = new Dictionary<string, string> { [verb] = reply } });

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    /// <summary>One mail over a connection of its own.</summary>
    public async Task<SendOutcome> SendAsync(MailMessage? message = null, CancellationToken ct = default)
    {
        await using var transport = new SmtpTransport(Options, Time);
        return await transport.SendAsync(message ?? Mails.Plain(), ct);
    }

    public async Task<string> FailTemporarilyAsync(MailMessage? message = null) =>
        Assert.IsType<SendOutcome.TemporaryFailure>(await SendAsync(message)).Reason;

    public async Task<string> FailForGoodAsync(MailMessage? message = null) =>
        Assert.IsType<SendOutcome.PermanentFailure>(await SendAsync(message)).Reason;
}
