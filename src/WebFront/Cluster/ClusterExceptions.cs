using System.Collections.Frozen;
using System.Net.Sockets;
using Contacts.Core;
using Npgsql;
using Orleans.Serialization;

namespace Contacts.WebFront.Cluster;

/// <summary>Serialisation of exceptions between processes; silos and clients must use the same.</summary>
public static class ClusterExceptions
{
    private static readonly FrozenSet<Type> _known = FrozenSet.Create(
        typeof(StoreUnavailableException), typeof(NpgsqlException), typeof(PostgresException), typeof(SocketException));

    /// <summary>
    /// Lets an outage of the store cross with its causes, the exceptions of Orleans and those of the runtime's core library. No other type
    /// of exception is made of what comes from the network.
    /// </summary>
    public static IServiceCollection AddClusterExceptions(this IServiceCollection services) => services
        .AddSingleton<ITypeNameFilter, ReceivedExceptions>()
        .Configure<ExceptionSerializationOptions>(options =>
        {
            options.SupportedNamespacePrefixes.Clear();
            options.SupportedExceptionTypeFilter = IsKnown;
        });

    private static bool IsKnown(Type type) => type.Assembly == typeof(object).Assembly || _known.Contains(type);

    /// <summary>Refuses names of other exceptions; has no say in other types. Orleans asks its options when it writes alone.</summary>
    private sealed class ReceivedExceptions : ITypeNameFilter
    {
        private static readonly FrozenSet<string> _names = _known.Select(type => type.FullName!).ToFrozenSet();

        public bool? IsTypeNameAllowed(string typeName, string assemblyName)
        {
            if (!typeName.EndsWith("Exception", StringComparison.Ordinal) || _names.Contains(typeName)) return null;
            if (typeName.StartsWith("Orleans.", StringComparison.Ordinal)) return null; // Its own have codecs of their own.
            return typeof(object).Assembly.GetType(typeName) is null ? false : null;
        }
    }
}
