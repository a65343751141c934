using System.Text.RegularExpressions;

namespace Contacts.Core.Analytics;

/// <summary>Time zones by their names in the IANA database, which comes with the operating system (package tzdata).</summary>
public static partial class TimeZones
{
    /// <summary>Whether the machine has the database.</summary>
    public static bool ArePresent => FindOrNull("Europe/Prague") is not null;

    /// <summary>Null where the name is none, or the machine has no such database.</summary>
    public static TimeZoneInfo? FindOrNull(string name) =>
        Name().IsMatch(name) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null;

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+){0,2}\z")]
    private static partial Regex Name();
}
