using System.Net;
using Contacts.Core.Tickets;

namespace Contacts.Grains.Tickets.Countries;

/// <summary>The country of a caller's address.</summary>
public sealed class CountryLookup(ICountries countries)
{
    /// <summary>ISO 3166 code in upper case; null if it is unknown, and for private addresses.</summary>
    public async ValueTask<string?> FindOrNullAsync(IPAddress? address)
    {
        if (address is { IsIPv4MappedToIPv6: true }) address = address.MapToIPv4();
        return address is null || PrivateAddress.Is(address) ? null : await countries.FindOrNullAsync(address);
    }
}

/// <summary>
/// Tells the country of an address: its ISO 3166 alpha-2 code in upper case, where it is, else where its network is registered; null where
/// that is not known. For any number of callers at the same time.
/// </summary>
public interface ICountries
{
    /// <summary>Takes IPv4 and IPv6 addresses, but no IPv4 address in the form of IPv6.</summary>
    ValueTask<string?> FindOrNullAsync(IPAddress address);
}

/// <summary>Knows no country of any address.</summary>
public sealed class NoCountries : ICountries
{
    public ValueTask<string?> FindOrNullAsync(IPAddress address) => new((string?)null);
}
