using System.Net;
using Contacts.WebFront.Cluster;
using Microsoft.Extensions.Configuration;

namespace Contacts.WebFront.Tests;

public sealed class ClusterSettingsTests
{
    [Fact]
    public void By_itself_a_process_takes_no_fixed_port_and_is_of_a_cluster_of_this_machine()
    {
        var settings = Read();

        Assert.Equal((0, 0, IPAddress.Loopback), (settings.SiloPort, settings.GatewayPort, settings.AdvertisedAddress));
        Assert.StartsWith("contacts.", settings.ClusterId, StringComparison.Ordinal);
        Assert.Equal(settings.ClusterId, Read().ClusterId);
    }

    [Fact]
    public void With_an_address_for_others_it_takes_the_known_port_and_is_of_the_cluster_of_all()
    {
        var settings = Read(("AdvertisedAddress", "10.0.0.1"));

        Assert.Equal((11111, 0, "contacts"), (settings.SiloPort, settings.GatewayPort, settings.ClusterId));
    }

    [Fact]
    public void Ports_that_are_set_stay()
    {
        var settings = Read(("SiloPort", "1234"), ("GatewayPort", "1235"));

        Assert.Equal((1234, 1235), (settings.SiloPort, settings.GatewayPort));
    }

    private static ClusterSettings Read(params (string Name, string Value)[] settings) => ClusterSettings.Read(
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create("Contacts:Cluster:" + setting.Name, (string?)setting.Value)))
            .Build());
}
