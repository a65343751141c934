using Orleans.Serialization;

namespace Contacts.WebFront.Cluster;

/// <summary>Serialisation of exceptions between processes; silos and clients must use the same.</summary>
public static class ClusterExceptions
{
    /// <summary>
    /// Lets every exception cross. By itself Orleans sends those of the platform alone, and a failure whose cause is the database driver's
    /// would arrive as a complaint about serialisation.
    /// </summary>
    public static IServiceCollection AddClusterExceptions(this IServiceCollection services) =>
        services.Configure<ExceptionSerializationOptions>(options => options.SupportedExceptionTypeFilter = static _ => true);
}
