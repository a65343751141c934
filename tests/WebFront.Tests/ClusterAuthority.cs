using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Contacts.WebFront.Tests;

/// <summary>An authority that issues certificates for silos and fronts, as files in a folder of its own.</summary>
internal sealed class ClusterAuthority : IDisposable
{
    public const string ServerAuth = "1.3.6.1.5.5.7.3.1", ClientAuth = "1.3.6.1.5.5.7.3.2";

    private readonly string _folder = Directory.CreateTempSubdirectory("contacts-authority-").FullName;
    private readonly X509Certificate2 _authority;

    public ClusterAuthority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _authority = request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(90));
        File.WriteAllText(AuthorityFile, _authority.ExportCertificatePem());
    }

    public string AuthorityFile => Path.Combine(_folder, "authority.pem");

    /// <summary>The settings of a process that shows a certificate of this authority and trusts others of it.</summary>
    public string[] Settings()
    {
        var silo = Issue(ServerAuth, ClientAuth);
        var file = Write("silo.pem", silo.ExportCertificatePem() + Environment.NewLine + silo.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        return [$"Contacts:Cluster:Tls:Certificate={file}", $"Contacts:Cluster:Tls:Authority={AuthorityFile}"];
    }

    /// <summary>A certificate with its key; without purposes it serves all.</summary>
    public X509Certificate2 Issue(params string[] purposes)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=silo", key, HashAlgorithmName.SHA256);
        var usages = new OidCollection();
        foreach (var purpose in purposes) usages.Add(new Oid(purpose));
        if (usages.Count > 0) request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(usages, critical: false));
        using var issued = request.Create(_authority, _authority.NotBefore, _authority.NotAfter, RandomNumberGenerator.GetBytes(8));
        using var withKey = issued.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }

    public string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    public string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public void Dispose()
    {
        _authority.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
