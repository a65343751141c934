using Microsoft.Extensions.DependencyInjection;

namespace Contacts.Grains.Mail;

/// <summary>Registers what sends mails from one process.</summary>
public static class MailServices
{
    /// <summary>
    /// Sends what the outbox has, through the registered <see cref="Contacts.Mail.IMailTransport"/>, as the registered
    /// <see cref="Core.Mail.IMailComposer"/> of its kind writes it.
    /// </summary>
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
