using System.Net;

namespace Contacts.Grains.Tickets;

/// <summary>
/// Tells addresses of the public Internet from those that are nobody's there, and so are in no country, whatever a database says. The ranges are
/// those that IANA's special-purpose registries do not call globally reachable, multicast, and what is reserved:
/// https://www.iana.org/assignments/iana-ipv4-special-registry and https://www.iana.org/assignments/iana-ipv6-special-registry.
/// </summary>
internal static class PublicAddress
{
    private static readonly IPNetwork[] _special =
    [
        .. ((string[])
        [
            "0.0.0.0/8", // this network
            "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", // private
            "100.64.0.0/10", // between a carrier and its customers
            "127.0.0.0/8", // loopback
            "169.254.0.0/16", // link-local
            "192.0.0.0/24", // protocol assignments
            "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", // documentation
            "198.18.0.0/15", // benchmarking
            "224.0.0.0/4", // multicast
            "240.0.0.0/4", // reserved, broadcast
            "::/128", "::1/128", // unspecified, loopback
            "64:ff9b:1::/48", // local translation
            "100::/64", // discarded
            "2001:2::/48", // benchmarking
            "2001:db8::/32", "3fff::/20", // documentation
            "5f00::/16", // segment routing
            "fc00::/7", // unique local
            "fe80::/10", // link-local
            "ff00::/8", // multicast
        ]).Select(IPNetwork.Parse),
    ];

    public static bool Is(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return !Array.Exists(_special, network => network.Contains(plain));
    }
}
