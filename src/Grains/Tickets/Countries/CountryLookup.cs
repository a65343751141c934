using System.Net;
using Contacts.Core.Tickets;

namespace Contacts.Grains.Tickets.Countries;

/// <summary>The country of a caller's address.</summary>
public sealed class CountryLookup(ICountries countries)
{
    /// <summary>ISO 3166 code in upper case; null where it is unknown, and for private addresses.</summary>
    public async ValueTask<string?> FindOrNullAsync(IPAddress? address)
    {
        if (address is { IsIPv4MappedToIPv6: true }) address = address.MapToIPv4();
        return address is null || PrivateAddress.Is(address) ? null : await countries.FindOrNullAsync(address);
    }
}
