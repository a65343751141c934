using Contacts.Core.Keys;
using Contacts.Grains.ApiKeys;
using Contacts.Storage;
using Contacts.WebFront.Cluster;
using Npgsql;

namespace Contacts.Silo.Settings;

/// <summary>What the process needs to know at start, checked.</summary>
public sealed class SiloSettings
{
    private const string ConnectionStringRule =
        "an Npgsql connection string to a database that is there and lets its user in, such as "
        + "Host=localhost;Database=contacts;Username=contacts;Password=...";

    /// <summary>Where the embedded store and mails lie. Absolute.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>PostgreSQL to use instead of the embedded store; null if none is set.</summary>
    public string? ConnectionString { get; init; }

    public required ApiKeyOptions ApiKeys { get; init; }

    public required ClusterSettings Cluster { get; init; }

    public required MailSettings Mail { get; init; }

    /// <summary>How long a grain that nobody calls stays in memory.</summary>
    public required TimeSpan CollectionAge { get; init; }

    /// <summary>Whether Orleans' dashboard is served.</summary>
    public bool HasDashboard { get; init; }

    public string DatabasePath => Path.Combine(DataDirectory, "contacts.db");

    /// <summary>The server is there and does not let us in, or has no such database.</summary>
    public SettingException Refused(PostgresException why)
    {
        var shown = new NpgsqlConnectionStringBuilder(ConnectionString);
        foreach (var secret in (string[])["Password", "SSL Password"]) shown.Remove(secret);
        return new("ConnectionStrings:Contacts", shown.ConnectionString, $"{ConnectionStringRule} ({why.MessageText})");
    }

    /// <summary>The embedded store cannot be kept where it is to be.</summary>
    public SettingException Unusable(StoreMigrationException why) =>
        new("Contacts:DataDirectory", DataDirectory, $"a folder that can be written to, of one process. {why.Message.TrimEnd('.')}");

    public static SiloSettings Read(IConfiguration configuration)
    {
        KnownSettings.Check(configuration);
        var dataDirectory = ReadDataDirectory(configuration["Contacts:DataDirectory"]);
        CheckAddresses(configuration["urls"]);
        return new()
        {
            DataDirectory = dataDirectory,
            Mail = MailSettings.Read(configuration.GetSection(MailSettings.Section), dataDirectory),
            ConnectionString = ReadConnectionString(configuration.GetConnectionString("Contacts")),
            Cluster = ClusterSettings.Read(configuration),
            CollectionAge = GrainSettings.ReadCollectionAge(configuration),
            HasDashboard = Dashboard.Read(configuration),
            ApiKeys = new() { RootKeyHash = ReadRootKey(configuration["Contacts:RootKey"]) },
        };
    }

    private static void CheckAddresses(string? urls)
    {
        foreach (var url in (urls ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!IsAddress(url))
                throw new SettingException("urls", url, "addresses such as http://localhost:8080, separated by semicolons");
        }
    }

    private static bool IsAddress(string url)
    {
        try
        {
            var address = BindingAddress.Parse(url);
            return address.Scheme.ToLowerInvariant() is "http" or "https" && (address.IsUnixPipe || address.Port is >= 0 and <= 65_535);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static string ReadDataDirectory(string? value)
    {
        var path = string.IsNullOrWhiteSpace(value) ? "data" : value;
        try
        {
            return Path.GetFullPath(path);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException or PathTooLongException)
        {
            throw new SettingException("Contacts:DataDirectory", value, "the path of a folder that can be written to");
        }
    }

    private static string? ReadConnectionString(string? value)
    {
        if (string.IsNullOrWhiteSpace(value)) return null;
        try
        {
            var builder = new NpgsqlConnectionStringBuilder(value);
            return builder.Host is null
                ? throw new SettingException("ConnectionStrings:Contacts", "(without Host)", ConnectionStringRule)
                : value;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
        {
            // It may hold a password: not repeated.
            throw new SettingException("ConnectionStrings:Contacts", "(not readable)", ConnectionStringRule);
        }
    }

    private static KeyHash? ReadRootKey(string? value)
    {
        if (string.IsNullOrEmpty(value)) return null;
        if (!ApiKeyText.IsRootKey(value))
            throw new SettingException("Contacts:RootKey", $"({value.Length} characters)", ApiKeyText.RootKeyRule);
        return KeyHash.Of(value);
    }
}
