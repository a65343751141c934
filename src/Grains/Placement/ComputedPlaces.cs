using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.GrainDirectory;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Runtime.GrainDirectory;
using Orleans.Runtime.Hosting;
using Orleans.Runtime.Placement;

namespace Contacts.Grains.Placement;

/// <summary>
/// Where a grain of <see cref="AddressPlacement"/> is: on the active silo whose hash with the grain's is the largest (rendezvous hashing),
/// so that a silo that comes or goes moves its share of the grains alone. A directory that nothing is registered in, and the cache in front
/// of it that always has the answer: a call then needs neither a look-up nor a placement, which for a grain that lives for one sign-up cost
/// as much as the grain.
/// </summary>
internal sealed class ComputedPlaces(ISiloStatusOracle silos) : IGrainDirectory, IGrainDirectoryCache, IPlacementDirector
{
    private static readonly GrainType[] _types =
    [
        GrainType.Create(AddressPlacement.EmailType), GrainType.Create(AddressPlacement.ConfirmationSenderType),
    ];

    public IEnumerable<(GrainAddress ActivationAddress, int Version)> KeyValues => [];

    public bool LookUp(GrainId key, [NotNullWhen(true)] out GrainAddress? result, out int version)
    {
        version = 0;
        result = null;
        // A default directory may share the cache.
        if (!_types.Contains(key.Type) || silos.GetActiveSilos() is not [_, ..] active) return false;
        result = new() { GrainId = key, SiloAddress = Choose(key, active) };
        return true;
    }

    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context) =>
        Task.FromResult(Choose(target.GrainIdentity, context.GetCompatibleSilos(target)));

    public Task<GrainAddress?> Register(GrainAddress address) => Task.FromResult<GrainAddress?>(address);

    public Task<GrainAddress?> Lookup(GrainId grainId) => Task.FromResult<GrainAddress?>(null);

    public Task Unregister(GrainAddress address) => Task.CompletedTask;

    public Task UnregisterSilos(List<SiloAddress> siloAddresses) => Task.CompletedTask;

    public void AddOrUpdate(GrainAddress value, int version)
    {
    }

    public bool Remove(GrainId key) => false;

    public bool Remove(GrainAddress key) => false;

    public void Clear()
    {
    }

    /// <summary>One of at least one silo, the same whatever their order.</summary>
    internal static SiloAddress Choose(GrainId grain, SiloAddress[] silos)
    {
        var hash = grain.GetUniformHashCode();
        var chosen = silos[0];
        for (var i = 1; i < silos.Length; i++)
            if (Weight(hash, silos[i]) is var weight && weight > Weight(hash, chosen)) chosen = silos[i];
        return chosen;
    }

    private static ulong Weight(uint grain, SiloAddress silo)
    {
        var mixed = (((ulong)grain << 32) | (uint)silo.GetConsistentHashCode()) * 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 32)) * 0xD6E8FEB86659FD93;
        return mixed ^ (mixed >> 32);
    }
}

/// <summary>Registers <see cref="ComputedPlaces"/> with a silo.</summary>
internal static class ComputedPlacesServices
{
    public static IServiceCollection AddComputedPlaces(this IServiceCollection services)
    {
        services.AddSingleton<ComputedPlaces>();
        services.AddGrainDirectory<ComputedPlaces>(
            AddressPlacement.Directory, static (provider, _) => provider.GetRequiredService<ComputedPlaces>());
        services.AddSingleton<IGrainDirectoryCache>(provider => provider.GetRequiredService<ComputedPlaces>());
        services.AddPlacementDirector<AddressPlacement>(provider => provider.GetRequiredService<ComputedPlaces>());
        return services;
    }
}
