using System.Collections.Immutable;
using Orleans;

namespace Contacts.Core.Limits;

/// <summary>The two lengths of a window; both are aligned to the UTC clock.</summary>
public enum WindowSize { Minute, Hour }

/// <summary>One window of one subject of an organisation: an API key by its id, or 0 for all keys of the organisation together.</summary>
[GenerateSerializer, Immutable, Alias("limits.window")]
public sealed record RateWindow
{
    [Id(0)] public required long Subject { get; init; }
    [Id(1)] public required WindowSize Size { get; init; }
    [Id(2)] public required DateTimeOffset Start { get; init; }
}

/// <summary>Permits wanted (1 or more) of a window that has <see cref="Limit"/> in all.</summary>
[GenerateSerializer, Immutable, Alias("limits.lease-request")]
public sealed record LeaseRequest
{
    [Id(0)] public required RateWindow Window { get; init; }
    [Id(1)] public required int Limit { get; init; }
    [Id(2)] public required int Wanted { get; init; }
}

/// <summary>
/// Permits that now belong to whoever asked: good in their window only, and lost if they are not used. Fewer than wanted (also none) only
/// where <see cref="Remaining"/>, what the window has left for everybody, is 0.
/// </summary>
[GenerateSerializer, Immutable, Alias("limits.lease")]
public sealed record Lease
{
    [Id(0)] public required int Granted { get; init; }
    [Id(1)] public required int Remaining { get; init; }
}

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
