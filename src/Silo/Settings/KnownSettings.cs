using Contacts.WebFront.Cluster;

namespace Contacts.Silo.Settings;

/// <summary>The names under <c>Contacts:</c>, so that a misspelt one does not go unnoticed.</summary>
internal static class KnownSettings
{
    private static readonly string[] _names =
    [
        "DataDirectory", "RootKey", "Smtp:Host", "Smtp:Port", "Smtp:User", "Smtp:Password", "Smtp:From", "Smtp:StartTls", "GeoDatabase",
        "TrustedProxies", "PublicUrl",
        "Import:MaxBytes", "Grains:CollectionAge", "Dashboard",
        .. ClusterSettings.Names,
        "DisposableMailDomains",
    ];

    public static void Check(IConfiguration configuration)
    {
        foreach (var (key, value) in configuration.GetSection("Contacts").AsEnumerable(makePathsRelative: true))
        {
            if (value is null || key.Length == 0 || IsKnown(key)) continue;
            throw new SettingException($"Contacts:{key}", "(unknown)", string.Join(", ", _names.Select(name => $"Contacts:{name}")));
        }
    }

    /// <summary>A list may be one value or have numbered items.</summary>
    private static bool IsKnown(string key) => _names.Any(name =>
        key.Equals(name, StringComparison.OrdinalIgnoreCase)
        || (key.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase) && int.TryParse(key.AsSpan(name.Length + 1), out _)));
}
