using System.Collections.Concurrent;
using Orleans.Metadata;
using Orleans.Runtime;
using Orleans.Serialization.TypeSystem;

namespace Contacts.WebFront.Cluster;

/// <summary>
/// Remembers the ids of grain interfaces, which Orleans works out by reflection for every reference to a grain: a twentieth of the
/// processor time of a sign-up.
/// </summary>
internal sealed class GrainInterfaceCache(IServiceProvider services) : IGrainInterfaceTypeProvider
{
    private readonly ConcurrentDictionary<Type, GrainInterfaceType> _known = new();
    private readonly Lazy<GrainInterfaceTypeResolver> _resolver = new(() => new(
        [new AttributeGrainInterfaceTypeProvider(services)], services.GetRequiredService<TypeConverter>()));

    public bool TryGetGrainInterfaceType(Type type, out GrainInterfaceType grainInterfaceType)
    {
        grainInterfaceType = default;
        if (type.IsGenericType) return false;
        grainInterfaceType = _known.GetOrAdd(type, static (type, resolver) => resolver.Value.GetGrainInterfaceType(type), _resolver);
        return true;
    }
}

/// <summary>Registers <see cref="GrainInterfaceCache"/> with a silo or a client.</summary>
public static class GrainInterfaceCacheServices
{
    public static IServiceCollection AddGrainInterfaceCache(this IServiceCollection services)
    {
        services.Insert(0, ServiceDescriptor.Singleton<IGrainInterfaceTypeProvider, GrainInterfaceCache>()); // The first provider decides.
        return services;
    }
}
