using Contacts.Core.Limits;

namespace Contacts.Core.Keys;

/// <summary>The default limits, for those that an administrator has not set.</summary>
public static class LimitRules
{
    public const int ProdPerMinute = 500_000;
    public const int DevPerMinute = 1_000;
    private const int MinutesPerHour = 60;

    /// <summary>The limits of a PROD or DEV_ key.</summary>
    public static RequestLimits Of(ApiKeyKind kind, LimitSettings? settings)
    {
        var perMinute = settings?.PerMinute ?? (kind == ApiKeyKind.Dev ? DevPerMinute : ProdPerMinute);
        return new() { PerMinute = perMinute, PerHour = settings?.PerHour ?? HourOf(perMinute) };
    }

    /// <summary>
    /// The limits of an organisation's keys together; null if it has none. If only the hour's limit is set, the minute's is the same
    /// number.
    /// </summary>
    public static RequestLimits? OfOrganisation(LimitSettings? settings) => settings switch
    {
        { PerMinute: { } perMinute } => new() { PerMinute = perMinute, PerHour = settings.PerHour ?? HourOf(perMinute) },
        { PerHour: { } perHour } => new() { PerMinute = perHour, PerHour = perHour },
        _ => null,
    };

    private static int HourOf(int perMinute) => (int)Math.Min(int.MaxValue, (long)perMinute * MinutesPerHour);
}
