using Contacts.Silo.Startup;

namespace Contacts.Cluster.Tests;

public sealed class DatabaseEncryptionTests
{
    private const string Warning = "SSL Mode=VerifyFull";

    [Theory]
    [InlineData("Host=localhost", true), InlineData("Host=127.0.0.1:5433", true), InlineData("Host=::1", true)]
    [InlineData("Host=/var/run/postgresql", true), InlineData("Host=localhost:5433,127.0.0.2", true)]
    [InlineData("Host=db.example", false), InlineData("Host=192.0.2.1", false), InlineData("Host=localhost,db.example", false)]
    [InlineData("Host=db.example;SSL Mode=Require", false), InlineData("Host=db.example;SSL Mode=VerifyFull", true)]
    public void A_connection_to_another_machine_is_protected_by_a_certificate_of_its_name(string connection, bool isProtected) =>
        Assert.Equal(isProtected, DatabaseEncryption.IsProtected(connection));

    [Fact]
    public async Task A_start_with_an_open_connection_warns_once()
    {
        await using var silo = await SiloProcess.BeginAsync(
            silo => silo.Output.Contains(Warning, StringComparison.Ordinal), ["ConnectionStrings:Contacts=Host=192.0.2.1;Timeout=1"]);

        Assert.Equal(2, silo.Output.Split(Warning).Length);
    }
}
