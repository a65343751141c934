using System.Net;
using System.Net.Sockets;

namespace Contacts.Core.Tickets;

/// <summary>
/// Where a form came from: the address, its network (/24, or /64 of IPv6), and of IPv6 the /48, which is what one customer has of a
/// provider.
/// </summary>
public readonly record struct Submitter(string Address, string Network, string? Site = null)
{
    /// <summary>Null if the address is unknown.</summary>
    public static Submitter? OfOrNull(IPAddress? address)
    {
        if (address is null) return null;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        var plain = new IPAddress(address.GetAddressBytes()).ToString(); // Without the scope of a link-local address.
        return address.AddressFamily == AddressFamily.InterNetwork
            ? new(plain, Prefix(address, 24))
            : new(plain, Prefix(address, 64), Prefix(address, 48));
    }

    private static string Prefix(IPAddress address, int length)
    {
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(length / 8).Clear();
        return $"{new IPAddress(bytes)}/{length}";
    }
}
