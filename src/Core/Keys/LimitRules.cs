using Contacts.Core.Limits;

namespace Contacts.Core.Keys;

/// <summary>Which limits hold where an administrator left some open.</summary>
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
    /// The limits of an organisation's keys together; null where it has none. An hour's limit alone leaves the minute as open as the hour.
    /// </summary>
    public static RequestLimits? OfOrganisation(LimitSettings? settings) => settings switch
    {
        { PerMinute: { } perMinute } => new() { PerMinute = perMinute, PerHour = settings.PerHour ?? HourOf(perMinute) },
        { PerHour: { } perHour } => new() { PerMinute = perHour, PerHour = perHour },
        _ => null,
    };

    private static int HourOf(int perMinute) => (int)Math.Min(int.MaxValue, (long)perMinute * MinutesPerHour);
}
