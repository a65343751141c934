using Contacts.Core.Mail;
using Contacts.Core.Tickets.Disposable;
using Contacts.Grains.Mail;
using Contacts.Grains.Tickets.Countries;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Contacts.Grains.Tickets;

/// <summary>Registers what the ticket grains share within one process.</summary>
public static class TicketServices
{
    /// <summary>
    /// With the country database and the disposable domains that come with the service, unless others were registered before.
    /// </summary>
    public static IServiceCollection AddTickets(this IServiceCollection services)
    {
        services.TryAddSingleton<ICountries, BundledCountries>();
        services.AddSingleton<CountryLookup>();
        services.TryAddSingleton(_ => new DisposableMail());
        services.AddSingleton<TicketMails>();
        services.AddSingleton<TicketWriter>();
        services.AddSingleton<MailSignal>();
        services.AddSingleton<TicketMailComposer>();
        services.AddSingleton<IMailComposer>(provider => provider.GetRequiredService<TicketMailComposer>());
        services.AddSingleton<IMailComposer, TicketCopyComposer>();
        services.AddSingleton<IMailComposer, DigestMailComposer>();
        return services;
    }
}
