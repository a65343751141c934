using Orleans;

namespace Contacts.Core.Limits;

/// <summary>Requests a key may make in one UTC minute and one UTC hour.</summary>
[GenerateSerializer, Immutable, Alias("keys.limits")]
public sealed record RequestLimits
{
    [Id(0)] public required int PerMinute { get; init; }
    [Id(1)] public required int PerHour { get; init; }
}

/// <summary>Limits as an administrator sets them; null means: the default of the key's kind (an hour: 60 times the minute).</summary>
[GenerateSerializer, Immutable, Alias("keys.limit-settings")]
public sealed record LimitSettings
{
    [Id(0)] public int? PerMinute { get; init; }
    [Id(1)] public int? PerHour { get; init; }
}
