using Contacts.Core.Tickets.Disposable;
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
        services.AddSingleton<TicketScreening>();
        services.AddSingleton<TicketMails>();
        services.AddSingleton<TicketWriter>();
        services.AddSingleton<MailSignal>();
        return services;
    }

    /// <summary>Sends the mails of tickets from this process, through the registered <see cref="Mail.IMailTransport"/>.</summary>
    public static IServiceCollection AddMailDispatch(this IServiceCollection services, MailOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<MailSender>();
        services.AddSingleton<MailQuota>();
        services.AddHostedService<MailDispatcher>();
        services.AddHostedService<MailWatch>();
        return services;
    }
}
