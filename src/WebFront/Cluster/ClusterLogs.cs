#if ORLEANS
namespace Contacts.WebFront.Cluster;

/// <summary>What of the engine's own log is shown.</summary>
public static class ClusterLogs
{
    /// <summary>
    /// The engine names grains in its messages, and a grain's key may be somebody's address: only what speaks of silos is let through. A
    /// setting for a category of its own, such as <c>Logging:LogLevel:Orleans.Messaging</c>, shows more.
    /// </summary>
    public static ILoggingBuilder AddClusterLogs(this ILoggingBuilder logging) => logging
        .AddFilter("Orleans", LogLevel.None)
        .AddFilter("Polly", LogLevel.None) // The engine's retries; it tells of each placement of a grain.
        .AddFilter("Orleans.Runtime.MembershipService", LogLevel.Warning)
        .AddFilter("Orleans.Runtime.Silo", LogLevel.Error)
        .AddFilter("Orleans.Messaging.GatewayManager", LogLevel.Warning);
}
#endif
