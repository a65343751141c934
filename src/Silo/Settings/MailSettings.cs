using System.Globalization;
using Contacts.Mail;
using Contacts.Mail.Smtp;

namespace Contacts.Silo.Settings;

/// <summary>How mails leave: through an SMTP server, or as files where none is named.</summary>
public sealed class MailSettings
{
    public const string Section = "Contacts:Smtp";

    /// <summary>Where files go: below the data directory.</summary>
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

    private static SmtpOptions? ReadSmtp(IConfigurationSection section)
    {
        if (!int.TryParse(Or(section["Port"], "587"), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            || port is < 1 or > 65_535)
            throw new SettingException($"{Section}:Port", section["Port"], "a port from 1 to 65535");
        var security = ReadSecurity(section["StartTls"], port);
        if (string.IsNullOrWhiteSpace(section["Host"])) return null;
        var host = section["Host"]!.Trim();
        if (Uri.CheckHostName(host) == UriHostNameType.Unknown)
            throw new SettingException($"{Section}:Host", host, "the name or address of an SMTP server");
        var user = string.IsNullOrEmpty(section["User"]) ? null : section["User"];
        if (user is not null && string.IsNullOrEmpty(section["Password"]))
            throw new SettingException($"{Section}:Password", null, "the password that belongs to Contacts:Smtp:User");
        if (user is null && !string.IsNullOrEmpty(section["Password"]))
            throw new SettingException($"{Section}:User", null, "the login that Contacts:Smtp:Password belongs to");
        return new() { Host = host, Port = port, User = user, Password = user is null ? null : section["Password"], Security = security };
    }

    /// <summary>Port 465 is encrypted from the first byte, whatever is said of STARTTLS.</summary>
    private static SmtpSecurity ReadSecurity(string? value, int port) => Or(value, "auto").ToLowerInvariant() switch
    {
        "auto" => port == 465 ? SmtpSecurity.ImplicitTls : SmtpSecurity.StartTlsWhenAvailable,
        "true" => port == 465 ? SmtpSecurity.ImplicitTls : SmtpSecurity.StartTlsRequired,
        "false" => port == 465 ? SmtpSecurity.ImplicitTls : SmtpSecurity.None,
        _ => throw new SettingException($"{Section}:StartTls", value, "true (required), false (never) or auto (where it is offered)"),
    };

    private static string Or(string? value, string usual) => string.IsNullOrWhiteSpace(value) ? usual : value.Trim();
}
