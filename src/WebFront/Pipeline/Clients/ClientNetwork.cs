using System.Buffers.Binary;
using System.Net;

namespace Contacts.WebFront.Pipeline.Clients;

/// <summary>
/// What one client has of the addresses: an IPv4 address, or the /64 of an IPv6 address. Unknown addresses are one client.
/// </summary>
internal readonly record struct ClientNetwork(UInt128 Network)
{
    public static ClientNetwork Of(IPAddress? address)
    {
        if (address is null) return default;
        Span<byte> octets = stackalloc byte[16];
        address.MapToIPv6().TryWriteBytes(octets, out _);
        var network = BinaryPrimitives.ReadUInt128BigEndian(octets);
        return new(IsIPv4(network) ? network : network & ((UInt128)ulong.MaxValue << 64));
    }

    /// <summary>Of ::ffff:0:0/96, where IPv4 addresses are mapped to.</summary>
    private static bool IsIPv4(UInt128 network) => network >> 32 == 0xffff;
}
