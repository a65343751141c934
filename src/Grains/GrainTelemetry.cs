using System.Diagnostics.Metrics;

namespace Contacts.Grains;

/// <summary>The name of the grains' telemetry source, and their meter.</summary>
internal static class GrainTelemetry
{
    public const string Name = "Contacts.Grains";

    public static readonly Meter Meter = new(Name);
}
