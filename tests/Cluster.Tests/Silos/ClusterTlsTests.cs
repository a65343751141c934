using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Contacts.Testing.Postgres;
using Contacts.WebFront.Tests;

namespace Contacts.Cluster.Tests;

/// <summary>Silos and fronts that show each other certificates of their own authority, over real sockets.</summary>
public sealed class ClusterTlsTests : IAsyncLifetime
{
    private readonly ClusterAuthority _ours = new(), _theirs = new();
    private readonly ReservedPort _siloPort = new(), _gatewayPort = new();
    private SiloProcess? _silo;
    private string _store = "";

    public async Task InitializeAsync()
    {
        if (PostgresServer.Missing is not null) return;
        _store = $"ConnectionStrings:Contacts={await (await PostgresServer.SharedAsync()).CreateEmptyDatabaseAsync()}";
        _silo = await SiloProcess.StartAsync(
            [_store, .. _ours.Settings(), $"Contacts:Cluster:SiloPort={_siloPort.Number}",
                $"Contacts:Cluster:GatewayPort={_gatewayPort.Number}"]);
    }

    public async Task DisposeAsync()
    {
        if (_silo is not null) await _silo.DisposeAsync();
        _siloPort.Dispose();
        _gatewayPort.Dispose();
        _ours.Dispose();
        _theirs.Dispose();
    }

    [PostgresFact]
    public async Task Silos_and_a_front_of_one_authority_form_a_cluster_and_a_silo_of_another_one_cannot_join()
    {
        await using var second = await SiloProcess.StartAsync([_store, .. _ours.Settings()]);
        await using var front = await SiloProcess.StartProgramAsync("Contacts.WebFront.dll", [_store, .. _ours.Settings()]);
        var (exitCode, _) = await SiloProcess.RunToEndAsync([_store, .. _theirs.Settings()]);
        Assert.NotEqual(0, exitCode); // It gives up after a minute.

        using (var response = await front.Http.RegisterAsync("front@example.com")) Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        using (var response = await second.Http.RegisterAsync("second@example.com")) Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(2, (await _silo!.Http.SearchAsync("@example.com")).Count);
    }

    [PostgresFact]
    public async Task A_connection_without_a_certificate_of_the_authority_is_closed()
    {
        using var foreign = _theirs.Issue();
        foreach (var port in (int[])[_siloPort.Number, _gatewayPort.Number])
        {
            Assert.False(await IsLetInAsync(port, null));
            Assert.False(await IsLetInAsync(port, foreign));
        }
    }

    /// <summary>Whether a silo goes on with a client after the handshake: the client itself learns only then that it is refused.</summary>
    private static async Task<bool> IsLetInAsync(int port, X509Certificate2? certificate)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
        await using var tls = new SslStream(client.GetStream(), leaveInnerStreamOpen: false, (_, _, _, _) => true);
        try
        {
            await tls.AuthenticateAsClientAsync("silo", certificate is null ? null : [certificate], checkCertificateRevocation: false);
            return await tls.ReadAsync(new byte[1]) > 0;
        }
        catch (Exception e) when (e is IOException or AuthenticationException)
        {
            return false;
        }
    }
}
