using System.Net;
using Npgsql;

namespace Contacts.Silo.Startup;

/// <summary>Warns once of a connection to a database on another machine that could be read or redirected on its way.</summary>
internal static partial class DatabaseEncryption
{
    public static void WarnOfOpenDatabase(this WebApplication app, string? connectionString)
    {
        if (connectionString is not null && !IsProtected(connectionString)) LogOpenDatabase(app.Logger);
    }

    /// <summary>
    /// Whether the connection stays on this machine, or is encrypted to a server whose certificate is checked for its name.
    /// </summary>
    internal static bool IsProtected(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        return settings.SslMode == SslMode.VerifyFull || settings.Host!.Split(',').All(IsLocal);
    }

    /// <summary>A socket's path, or an address of loopback; each host may name its port.</summary>
    private static bool IsLocal(string host)
    {
        host = host.Trim();
        if (host.StartsWith('/') || host.StartsWith('@')) return true;
        if (IPAddress.TryParse(host, out var address) || IPEndPoint.TryParse(host, out var end) && (address = end.Address) is not null)
            return IPAddress.IsLoopback(address);
        return host.Split(':')[0].Equals("localhost", StringComparison.OrdinalIgnoreCase);
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The database is on another machine, and its certificate is not checked: "
            + "set SSL Mode=VerifyFull in ConnectionStrings:Contacts")]
    private static partial void LogOpenDatabase(ILogger logger);
}
