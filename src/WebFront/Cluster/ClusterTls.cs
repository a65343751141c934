using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Orleans.Connections.Security;

namespace Contacts.WebFront.Cluster;

/// <summary>
/// Mutual TLS between the silos and clients of a cluster: <c>Contacts:Cluster:Tls:*</c>. Each side shows its certificate and takes only one
/// that the cluster's own authority has issued. Names in certificates are not compared: silos are known by addresses, which change.
/// </summary>
public sealed class ClusterTls
{
    private const string Section = "Contacts:Cluster:Tls";
    private const string CertificateName = Section + ":Certificate", AuthorityName = Section + ":Authority";
    private const string CertificateRule = "a PEM file, or a .pfx file, with a certificate for servers and clients and its private key";
    private const string AuthorityRule = "a PEM file with the certificate of the authority that issues those of silos and fronts";

    private static readonly string[] _purposes = ["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"]; // serverAuth, clientAuth

    private readonly X509Certificate2 _certificate;
    private readonly X509Certificate2Collection _authorities;

    private ClusterTls(X509Certificate2 certificate, X509Certificate2Collection authorities) =>
        (_certificate, _authorities) = (certificate, authorities);

    /// <summary>The names of the settings, below <c>Contacts:Cluster:</c>.</summary>
    public static IReadOnlyList<string> Names { get; } = ["Tls:Certificate", "Tls:Key", "Tls:Password", "Tls:Authority"];

    /// <summary>Null if none of the settings is there. Throws <see cref="SettingException"/> if one is wrong.</summary>
    public static ClusterTls? ReadOrNull(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        if (!section.Exists()) return null;
        var certificate = ReadCertificate(section["Certificate"], section["Key"], section["Password"]);
        return new(certificate, ReadAuthorities(section["Authority"]));
    }

    public void Configure(TlsOptions options)
    {
        options.LocalCertificate = _certificate;
        options.RemoteCertificateMode = RemoteCertificateMode.RequireCertificate;
        options.ClientCertificateMode = RemoteCertificateMode.RequireCertificate;
        options.RemoteCertificateValidation = (certificate, _, _) => IsTrusted(certificate);
    }

    private bool IsTrusted(X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck; // An authority of one cluster publishes no list.
        return chain.Build(certificate);
    }

    private static X509Certificate2 ReadCertificate(string? path, string? key, string? password)
    {
        try
        {
            var certificate = string.IsNullOrEmpty(path) ? null : Load(path, key, password);
            if (certificate is { HasPrivateKey: true } && ServesBothSides(certificate)) return certificate;
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            // Not the reason: it is the platform's, and different on each.
        }
        throw new SettingException(CertificateName, path, CertificateRule);
    }

    private static X509Certificate2 Load(string path, string? key, string? password)
    {
        if (Path.GetExtension(path).ToLowerInvariant() is ".pfx" or ".p12") return X509CertificateLoader.LoadPkcs12FromFile(path, password);
        using var pem = string.IsNullOrEmpty(password)
            ? X509Certificate2.CreateFromPemFile(path, key)
            : X509Certificate2.CreateFromEncryptedPemFile(path, password, key);
        return X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null); // Windows takes no key out of memory for TLS.
    }

    /// <summary>Whether both a server and a client may show it; one that names no purpose serves all.</summary>
    private static bool ServesBothSides(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().All(
            usages => _purposes.All(purpose => usages.EnhancedKeyUsages.Cast<Oid>().Any(usage => usage.Value == purpose)));

    private static X509Certificate2Collection ReadAuthorities(string? path)
    {
        var authorities = new X509Certificate2Collection();
        try
        {
            if (!string.IsNullOrEmpty(path)) authorities.ImportFromPemFile(path);
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            // As where it holds none.
        }
        return authorities.Count > 0 ? authorities : throw new SettingException(AuthorityName, path, AuthorityRule);
    }

    private static bool IsUnreadable(Exception exception) =>
        exception is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException;
}
