using System.Security.Cryptography.X509Certificates;
using MailKit.Security;

namespace Contacts.Mail.Smtp;

/// <summary>Where mails go and how. Checked by the constructor of <see cref="SmtpTransport"/>.</summary>
public sealed record SmtpOptions
{
    /// <summary>Name or address of the server; with TLS its certificate must be for this name.</summary>
    public required string Host { get; init; }

    public int Port { get; init; } = 587;

    /// <summary>
    /// When a connection is encrypted. The server's certificate is always checked; a failed check is a temporary failure.
    /// </summary>
    public SecureSocketOptions Security { get; init; } = SecureSocketOptions.StartTls;

    /// <summary>Null: no login. A login is sent over TLS, or over a loopback connection.</summary>
    public string? User { get; init; }

    public string? Password { get; init; }

    /// <summary>The name to greet with; without one it is the address of this end of the connection.</summary>
    public string? LocalName { get; init; }

    /// <summary>To connect, and again for TLS to be agreed on.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For each command to be answered.</summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>For the content to be sent, and again for the verdict on it: too short a wait here makes duplicates.</summary>
    public TimeSpan DataTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a cancelled call still waits for the verdict on a content that was already sent.</summary>
    public TimeSpan CancellationGrace { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Authorities to trust instead of the machine's, for a server with a certificate of one's own.</summary>
    public X509Certificate2Collection? TrustedRoots { get; init; }

    public override string ToString() => $"{Host}:{Port} ({Security}{(User is null ? "" : ", with login")})";
}
