using System.Diagnostics.Metrics;

namespace Contacts.Grains;

/// <summary>The name under which grains can be watched, and their one meter.</summary>
internal static class GrainTelemetry
{
    public const string Name = "Contacts.Grains";

    public static readonly Meter Meter = new(Name);
}
