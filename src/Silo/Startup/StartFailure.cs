using System.Net.Sockets;
using Contacts.Core;
using Contacts.Silo.Settings;
using Contacts.Storage;
using Contacts.WebFront.Cluster;
using Npgsql;

namespace Contacts.Silo.Startup;

/// <summary>One line for each known failure of a start; null for a bug, which gets its stack trace.</summary>
internal static class StartFailure
{
    public static string? Explain(Exception exception) => exception switch
    {
        SettingException or StoreMigrationException => exception.Message,
        Orleans.Runtime.MembershipService.OrleansClusterConnectivityCheckFailedException => exception.Message.ReplaceLineEndings(" "),
        StoreUnavailableException => $"The store cannot be used: {exception.Message} {Innermost(exception)}",
        IOException when exception.Message.StartsWith("Failed to bind", StringComparison.Ordinal) =>
            $"{exception.Message.TrimEnd('.')}. Setting urls (ASPNETCORE_URLS, --urls) chooses another address.",
        UnauthorizedAccessException or IOException => exception.Message,
        InvalidDataException => $"{exception.Message} {Innermost(exception)}", // a settings file that is no JSON
        // The framework's own sections: the messages name the value, and but for log levels the setting.
        InvalidOperationException when exception.Message.StartsWith("Configuration value", StringComparison.Ordinal) =>
            $"Setting Logging:LogLevel: {exception.Message}",
        InvalidOperationException when exception.Message.StartsWith("Failed to convert configuration value", StringComparison.Ordinal) =>
            exception.Message.ReplaceLineEndings(" "),
        _ => null,
    };

    /// <summary>The setting that a failed start shows to be wrong; null if it is none.</summary>
    public static SettingException? SettingOf(Exception exception, WebApplication app)
    {
        var settings = app.Services.GetRequiredService<SiloSettings>();
        return exception switch
        {
            PostgresException postgres when IsRefusal(postgres.SqlState) => settings.Refused(postgres),
            StoreMigrationException migration when settings.ConnectionString is null => settings.Unusable(migration),
            SocketException => Address(app, exception.Message),
            InvalidOperationException when exception.Message.StartsWith("Unable to configure HTTPS", StringComparison.Ordinal) =>
                Address(app, "for https a certificate is needed, see Kestrel:Certificates:Default"),
            _ => null,
        };
    }

    private static SettingException Address(WebApplication app, string why) =>
        new("urls", app.Configuration["urls"], $"addresses of this machine, such as http://localhost:8080 ({why})");

    private static bool IsRefusal(string state) =>
        state.StartsWith("28", StringComparison.Ordinal) // no such user, wrong password
        || state is PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.InsufficientPrivilege;

    private static string Innermost(Exception exception)
    {
        while (exception.InnerException is { } inner) exception = inner;
        return exception.Message.ReplaceLineEndings(" ");
    }
}
