using System.Globalization;
using Contacts.WebFront.Cluster;

namespace Contacts.Silo.Settings;

/// <summary>How long a grain that nobody calls stays in memory: <c>Contacts:Grains:CollectionAge</c>.</summary>
public static class GrainSettings
{
    public const string Setting = "Contacts:Grains:CollectionAge";

    // Orleans looks for idle grains once a minute: nothing shorter could be kept.
    private static readonly TimeSpan _least = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan _usual = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan _most = TimeSpan.FromDays(1);

    public static TimeSpan ReadCollectionAge(IConfiguration configuration)
    {
        var value = configuration[Setting];
        if (string.IsNullOrWhiteSpace(value)) return _usual;
        return TimeSpan.TryParseExact(value.Trim(), "c", CultureInfo.InvariantCulture, out var age) && age >= _least && age <= _most
            ? age
            : throw new SettingException(Setting, value, $"a time from {_least:c} to {_most:c}");
    }
}
