using System.Globalization;
using System.Net;
using Contacts.Grains.Mail;
using Contacts.Mail;
using Contacts.Mail.Smtp;
using MailKit.Security;

namespace Contacts.Silo.Settings;

/// <summary>How mails are sent: through an SMTP server, or as files if none is set.</summary>
public sealed class MailSettings
{
    public const string Section = "Contacts:Smtp";

    /// <summary>The folder of mail files, below the data directory.</summary>
    public required string Folder { get; init; }

    public required Mailbox From { get; init; }

    /// <summary>Null: files.</summary>
    public SmtpOptions? Smtp { get; init; }

    public static MailSettings Read(IConfigurationSection section, string dataDirectory)
    {
        if (!Mailbox.TryParse(Or(section["From"], "contacts@localhost"), out var from))
            throw new SettingException($"{Section}:From", section["From"], "an address, or Name <address>");
        return new() { Folder = Path.Combine(dataDirectory, "mail"), From = from, Smtp = ReadSmtp(section) };
    }

    /// <summary>Settings are checked even if no host is set: they are a mistake then.</summary>
    private static SmtpOptions? ReadSmtp(IConfigurationSection section)
    {
        var host = Or(section["Host"], "");
        if (host.Length > 0 && Uri.CheckHostName(host) == UriHostNameType.Unknown)
            throw new SettingException(
                $"{Section}:Host", section["Host"], "the name or address of an SMTP server, without scheme and port");
        if (!int.TryParse(Or(section["Port"], "587"), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            || port is < 1 or > 65_535)
            throw new SettingException($"{Section}:Port", section["Port"], "a port from 1 to 65535");
        var (user, password) = (Given(section["User"]), Given(section["Password"]));
        if (user is not null && password is null)
            throw new SettingException($"{Section}:Password", null, $"the password that belongs to {Section}:User");
        if (password is not null && user is null)
            throw new SettingException($"{Section}:User", null, $"the user that {Section}:Password belongs to");
        var security = ReadSecurity(section["StartTls"], host, port);
        return host.Length == 0 ? null : new() { Host = host, Port = port, User = user, Password = password, Security = security };
    }

    /// <summary>
    /// Where nothing is set, a server on another machine must encrypt. Port 465 is encrypted from the first byte, whatever is said of
    /// STARTTLS.
    /// </summary>
    private static SecureSocketOptions ReadSecurity(string? value, string host, int port) =>
        Or(value, IsLoopback(host) ? "auto" : "true").ToLowerInvariant() switch
        {
            "true" or "auto" or "false" when port == 465 => SecureSocketOptions.SslOnConnect,
            "true" => SecureSocketOptions.StartTls,
            "auto" => SecureSocketOptions.StartTlsWhenAvailable,
            "false" => SecureSocketOptions.None,
            _ => throw new SettingException($"{Section}:StartTls", value, "true (required), false (never) or auto (where it is offered)"),
        };

    private static bool IsLoopback(string host) => IPAddress.TryParse(host, out var address)
        ? IPAddress.IsLoopback(address)
        : host.Equals("localhost", StringComparison.OrdinalIgnoreCase);

    private static string? Given(string? value) => string.IsNullOrEmpty(value) ? null : value;

    private static string Or(string? value, string usual) => string.IsNullOrWhiteSpace(value) ? usual : value.Trim();
}

/// <summary>The SMTP server that is named, else files.</summary>
internal static class MailChoice
{
    public static void AddMail(this IServiceCollection services, MailSettings settings)
    {
        services.AddSingleton(new EmlFolderTransport(settings.Folder)); // There may be files of a time before the server was named.
        services.AddSingleton<IMailTransport>(provider => settings.Smtp is { } smtp
            ? new SmtpTransport(smtp, provider.GetRequiredService<TimeProvider>())
            : provider.GetRequiredService<EmlFolderTransport>());
        // Files wait for the disk alone, which serves many flushes at once.
        services.AddMailDispatch(settings.Smtp is null
            ? new MailOptions { From = settings.From, Concurrency = 32 }
            : new MailOptions { From = settings.From });
    }
}
