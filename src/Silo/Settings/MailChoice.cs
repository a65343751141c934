using Contacts.Grains.Tickets;
using Contacts.Mail;
using Contacts.Mail.Smtp;

namespace Contacts.Silo.Settings;

/// <summary>The SMTP server that is named, else files.</summary>
internal static class MailChoice
{
    public static void AddMail(this IServiceCollection services, MailSettings settings)
    {
        services.AddSingleton<IMailTransport>(provider => settings.Smtp is { } smtp
            ? new SmtpTransport(smtp, provider.GetRequiredService<TimeProvider>())
            : new EmlFolderTransport(settings.Folder));
        // Files wait for the disk alone, which serves many flushes at once.
        services.AddMailDispatch(settings.Smtp is null
            ? new MailOptions { From = settings.From, Concurrency = 32 }
            : new MailOptions { From = settings.From });
    }
}
