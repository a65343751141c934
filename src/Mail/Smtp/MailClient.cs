using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using MailKit.Net.Smtp;
using MimeKit;

namespace Contacts.Mail.Smtp;

/// <summary>MailKit's client with authorities of one's own, and without mails that are larger than the server says it takes.</summary>
internal sealed class MailClient : SmtpClient
{
    private readonly X509Certificate2Collection? _trustedRoots;

    public MailClient(SmtpOptions options, SmtpProgress progress)
        : base(progress)
    {
        _trustedRoots = options.TrustedRoots;
        CheckCertificateRevocation = false;
    }

    protected override SslClientAuthenticationOptions GetSslClientAuthenticationOptions(
        string host, RemoteCertificateValidationCallback validation)
    {
        var options = base.GetSslClientAuthenticationOptions(host, validation);
        if (_trustedRoots is null) return options;
        options.CertificateChainPolicy = new()
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck,
        };
        options.CertificateChainPolicy.CustomTrustStore.AddRange(_trustedRoots);
        return options;
    }

    protected override async Task<long> GetSizeAsync(FormatOptions options, MimeMessage message, CancellationToken cancellationToken)
    {
        var size = await base.GetSizeAsync(options, message, cancellationToken);
        if (MaxSize == 0 || size <= MaxSize) return size;
        throw new SmtpCommandException(
            SmtpErrorCode.MessageNotAccepted, SmtpStatusCode.ExceededStorageAllocation, $"{size} bytes, but the server takes {MaxSize}");
    }
}
