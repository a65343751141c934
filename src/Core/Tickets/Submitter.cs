using System.Net;
using System.Net.Sockets;

namespace Contacts.Core.Tickets;

/// <summary>Where a form came from: the address, and its network (/24, or /64 of IPv6).</summary>
public readonly record struct Submitter(string Address, string Network)
{
    /// <summary>Null where the address is unknown.</summary>
    public static Submitter? OfOrNull(IPAddress? address)
    {
        if (address is null) return null;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        var bytes = address.GetAddressBytes();
        var length = address.AddressFamily == AddressFamily.InterNetwork ? 24 : 64;
        bytes.AsSpan(length / 8).Clear();
        // Without the scope of a link-local address.
        return new(new IPAddress(address.GetAddressBytes()).ToString(), $"{new IPAddress(bytes)}/{length}");
    }
}
