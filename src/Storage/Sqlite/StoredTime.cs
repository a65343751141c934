namespace Contacts.Storage.Sqlite;

/// <summary>Times as they are stored: whole microseconds since 1970 UTC, cut, not rounded.</summary>
internal static class StoredTime
{
    public static long Microseconds(DateTimeOffset value) =>
        (value.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset Of(long microseconds) => DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);

    /// <summary>The time as it comes back from the store.</summary>
    public static DateTimeOffset Of(DateTimeOffset value) => Of(Microseconds(value));
}
