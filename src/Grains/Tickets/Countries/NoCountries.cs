using System.Net;

namespace Contacts.Grains.Tickets.Countries;

/// <summary>Knows no country of any address.</summary>
public sealed class NoCountries : ICountries
{
    public ValueTask<string?> FindOrNullAsync(IPAddress address) => new((string?)null);
}
