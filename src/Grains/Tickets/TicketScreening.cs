using System.Net;
using Contacts.Core.Tickets.Disposable;
using Contacts.Grains.Tickets.Countries;

namespace Contacts.Grains.Tickets;

/// <summary>What a process knows to judge forms by, beside counts: countries of addresses and disposable-mail domains.</summary>
public sealed class TicketScreening(CountryLookup countries, DisposableMail disposable)
{
    public ValueTask<string?> CountryOfAsync(IPAddress? address) => countries.FindOrNullAsync(address);

    public bool IsDisposable(string email) => disposable.Has(email);
}
