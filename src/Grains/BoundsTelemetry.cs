using System.Diagnostics.Metrics;

namespace Contacts.Grains;

/// <summary>Counts the names that were ignored because a bound of the organisation (settings <c>bounds</c>) was reached.</summary>
internal static class BoundsTelemetry
{
    private static readonly Counter<long> _ignored = GrainTelemetry.Meter.CreateCounter<long>(
        "contacts.bounds.ignored", "{name}", "Names of public sign-ups and forms beyond a bound, by bound.");

    public static void Ignored(string bound, int names)
    {
        if (names > 0) _ignored.Add(names, new KeyValuePair<string, object?>("bound", bound));
    }
}
