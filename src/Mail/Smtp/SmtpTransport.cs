using System.Collections.Concurrent;

namespace Contacts.Mail.Smtp;

/// <summary>
/// Hands mails to an SMTP server, as many at once as there are calls. A connection that carried a mail waits a few seconds for the next
/// one. Refusals of the conversation itself (greeting, STARTTLS, login) are temporary whatever their code, as they say nothing about the
/// mail; 5xx to its sender, recipient or content are permanent. A cancellation after the content was sent waits briefly for the verdict and
/// never throws.
/// </summary>
public sealed class SmtpTransport : IMailTransport, IAsyncDisposable
{
    /// <summary>At the end of each such period the connections that wait are closed.</summary>
    private static readonly TimeSpan _idlePeriod = TimeSpan.FromSeconds(5);

    private readonly SmtpOptions _options;
    private readonly TimeProvider _time;
    private readonly ConcurrentStack<SmtpConnection> _idle = [];
    private readonly ITimer _closing;

    /// <summary>Throws <see cref="ArgumentException"/> if the options cannot work.</summary>
    public SmtpTransport(SmtpOptions options, TimeProvider time)
    {
        if (string.IsNullOrWhiteSpace(options.Host) || options.Host.Length > 255 || options.Port is < 1 or > 65_535)
            throw new ArgumentException($"'{options.Host}:{options.Port}' is no host with a port from 1 to 65535.", nameof(options));
        if (options.User is not null && options.Password is null)
            throw new ArgumentException("An SMTP login needs a password.", nameof(options));
        if (options.LocalName is { } name && (name.Length is 0 or > 255 || name.Any(c => c is <= ' ' or > '~')))
            throw new ArgumentException($"'{name}' cannot be the name to greet an SMTP server with.", nameof(options));
        (_options, _time) = (options, time);
        _closing = time.CreateTimer(_ => _ = CloseIdleAsync(), null, _idlePeriod, _idlePeriod);
    }

    public async Task<SendOutcome> SendAsync(MailMessage message, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        while (_idle.TryPop(out var idle))
        {
            var outcome = await SendAsync(idle, message, ct);
            // The server may have closed a connection that waited: that says nothing about the mail.
            if (outcome is not SendOutcome.TemporaryFailure || !idle.IsLost) return outcome;
        }
        return await SendAsync(new SmtpConnection(_options, _time), message, ct);
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.DisposeAsync();
        await CloseIdleAsync();
    }

    private async Task<SendOutcome> SendAsync(SmtpConnection connection, MailMessage message, CancellationToken ct)
    {
        var isIdle = false;
        try
        {
            var outcome = await connection.SendAsync(message, ct);
            isIdle = outcome is SendOutcome.Accepted && !ct.IsCancellationRequested;
            return outcome;
        }
        finally
        {
            if (isIdle) _idle.Push(connection);
            else await connection.DisposeAsync();
        }
    }

    private async Task CloseIdleAsync()
    {
        List<Task> closing = [];
        while (_idle.TryPop(out var connection)) closing.Add(connection.DisposeAsync().AsTask());
        await Task.WhenAll(closing);
    }
}
