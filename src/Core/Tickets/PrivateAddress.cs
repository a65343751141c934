using System.Net;

namespace Contacts.Core.Tickets;

/// <summary>
/// Tells addresses that any network may use for itself, and that are in no country, whatever a database says: those for private use,
/// between a carrier and its customers, and of one link (RFC 1918, 6598, 3927, 4193, 4291). Of all others the database decides.
/// </summary>
internal static class PrivateAddress
{
    private static readonly IPNetwork[] _networks =
    [
        .. ((string[])["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16", "fc00::/7", "fe80::/10"])
            .Select(IPNetwork.Parse),
    ];

    public static bool Is(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Array.Exists(_networks, network => network.Contains(plain));
    }
}
