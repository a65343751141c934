using System.Collections.Immutable;
using System.Globalization;

namespace Contacts.Storage.Stores;

/// <summary>Several times in one column: milliseconds since 1970, with spaces between; null if there are none.</summary>
internal static class StoredTimes
{
    public static string? Write(ImmutableArray<DateTimeOffset> times) =>
        times.IsEmpty ? null : string.Join(' ', times.Select(time => time.ToUnixTimeMilliseconds()));

    public static ImmutableArray<DateTimeOffset> Read(string? text) => text is null
        ? []
        : [.. text.Split(' ').Select(item => DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(item, CultureInfo.InvariantCulture)))];
}
