using System.Net;
using Contacts.WebFront.Pipeline.Clients;

namespace Contacts.WebFront.Tests.Clients;

public sealed class ClientNetworkTests
{
    [Theory]
    [InlineData("203.0.113.1", "203.0.113.1", true), InlineData("203.0.113.1", "203.0.113.2", false)]
    [InlineData("203.0.113.1", "::ffff:203.0.113.1", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true), InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    public void One_client_is_an_IPv4_address_or_an_IPv6_network(string one, string other, bool isSame) =>
        Assert.Equal(isSame, ClientNetwork.Of(IPAddress.Parse(one)) == ClientNetwork.Of(IPAddress.Parse(other)));
}
