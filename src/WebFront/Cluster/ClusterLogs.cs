namespace Contacts.WebFront.Cluster;

/// <summary>Filters Orleans' own log.</summary>
public static class ClusterLogs
{
    /// <summary>
    /// Orleans names grains in its messages, and a grain's key may be somebody's address: only messages about silos are logged. A
    /// setting for a category of its own, such as <c>Logging:LogLevel:Orleans.Messaging</c>, shows more.
    /// </summary>
    public static ILoggingBuilder AddClusterLogs(this ILoggingBuilder logging) => logging
        .AddFilter("Orleans", LogLevel.None)
        .AddFilter("Polly", LogLevel.None) // Orleans' retries; it tells of each placement of a grain.
        .AddFilter("Orleans.Runtime.MembershipService", LogLevel.Warning)
        .AddFilter("Orleans.Runtime.Silo", LogLevel.Error)
        .AddFilter("Orleans.Messaging.GatewayManager", LogLevel.Warning);
}
