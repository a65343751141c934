using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Contacts.Silo;
using Contacts.WebFront.Cluster;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Contacts.WebFront.Tests;

public sealed class ClusterTlsTests : IDisposable
{
    private const string Password = "secret";

    private readonly ClusterAuthority _authority = new();

    public void Dispose() => _authority.Dispose();

    [Fact]
    public void Without_settings_there_is_no_TLS() => Assert.Null(Read());

    [Fact]
    public void A_certificate_may_be_one_file_with_its_key_or_two()
    {
        using var certificate = _authority.Issue();
        var key = certificate.GetECDsaPrivateKey()!;
        var (certificatePem, keyPem) = (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
        var both = _authority.Write("both.pem", $"{certificatePem}\n{keyPem}");

        Assert.NotNull(Read(("Certificate", both)));
        Assert.NotNull(Read(("Certificate", _authority.Write("certificate.pem", certificatePem)), ("Key", _authority.Write("key.pem", keyPem))));
    }

    [Fact]
    public void A_key_may_have_a_password()
    {
        using var certificate = _authority.Issue(ClusterAuthority.ServerAuth, ClusterAuthority.ClientAuth);
        var encrypted = certificate.GetECDsaPrivateKey()!.ExportEncryptedPkcs8PrivateKeyPem(
            Password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000));
        var pem = _authority.Write("encrypted.pem", $"{certificate.ExportCertificatePem()}\n{encrypted}");
        var pfx = _authority.Write("silo.pfx", certificate.Export(X509ContentType.Pkcs12, Password));

        Assert.NotNull(Read(("Certificate", pem), ("Password", Password)));
        Assert.NotNull(Read(("Certificate", pfx), ("Password", Password)));
        AssertRefused("Certificate", Read, ("Certificate", pfx), ("Password", "wrong"));
    }

    [Fact]
    public void A_certificate_that_is_missing_or_has_no_key_is_refused()
    {
        using var certificate = _authority.Issue();
        var keyless = _authority.Write("keyless.pem", certificate.ExportCertificatePem());

        AssertRefused("Certificate", Read, ("Certificate", "/no/such/file.pem"));
        AssertRefused("Certificate", Read, ("Certificate", keyless));
    }

    [Fact]
    public void A_certificate_that_only_servers_may_show_is_refused()
    {
        using var certificate = _authority.Issue(ClusterAuthority.ServerAuth);
        var pfx = _authority.Write("server.pfx", certificate.Export(X509ContentType.Pkcs12));

        AssertRefused("Certificate", Read, ("Certificate", pfx));
    }

    [Fact]
    public void Without_an_authority_a_certificate_is_not_enough()
    {
        using var certificate = _authority.Issue();
        var pfx = _authority.Write("silo.pfx", certificate.Export(X509ContentType.Pkcs12));

        AssertRefused("Authority", ReadAlone, ("Certificate", pfx));
        AssertRefused("Authority", ReadAlone, ("Certificate", pfx), ("Authority", pfx));
    }

    [Fact]
    public void A_silo_that_others_can_reach_without_TLS_warns_once()
    {
        var log = new LogCapture();
        string[] reachable = ["--Contacts:Cluster:AdvertisedAddress=10.0.0.1"];
        Build([], log);
        Build([.. reachable, .. _authority.Settings().Select(setting => $"--{setting}")], log);
        Assert.DoesNotContain(log.Lines, line => line.Text.Contains("Contacts:Cluster:Tls", StringComparison.Ordinal));

        Build(reachable, log);
        Assert.Single(log.Lines, line => line.Text.Contains("Contacts:Cluster:Tls", StringComparison.Ordinal));
    }

    private static void Build(string[] args, LogCapture log) =>
        ((IDisposable)SiloHost.Build(args, builder => builder.Logging.ClearProviders().AddProvider(log))).Dispose();

    private ClusterTls? Read(params (string Name, string Value)[] settings) =>
        ReadAlone(settings.Length == 0 ? [] : [.. settings, ("Authority", _authority.AuthorityFile)]);

    private static ClusterTls? ReadAlone((string Name, string Value)[] settings) => ClusterTls.ReadOrNull(
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create("Contacts:Cluster:Tls:" + setting.Name, (string?)setting.Value)))
            .Build());

    private static void AssertRefused(
        string name, Func<(string, string)[], ClusterTls?> read, params (string Name, string Value)[] settings)
    {
        var refused = Assert.Throws<SettingException>(() => read(settings));
        Assert.Contains($"Contacts:Cluster:Tls:{name} ", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, refused.Message, StringComparison.Ordinal);
    }
}
