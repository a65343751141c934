using System.Net;

namespace Contacts.Grains.Tickets.Countries;

/// <summary>
/// Tells the country of an address: its ISO 3166 alpha-2 code in upper case, where it is, else where its network is registered; null where
/// that is not known. For any number of callers at the same time.
/// </summary>
public interface ICountries
{
    /// <summary>Takes IPv4 and IPv6 addresses, but no IPv4 address in the form of IPv6.</summary>
    ValueTask<string?> FindOrNullAsync(IPAddress address);
}
