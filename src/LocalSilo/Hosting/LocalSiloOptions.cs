using System.Reflection;

namespace Orleans.Hosting;

/// <summary>Settings of the in-process grain engine.</summary>
public sealed class LocalSiloOptions
{
    /// <summary>Assemblies whose grain classes can be called.</summary>
    public IList<Assembly> GrainAssemblies { get; } = [];

    /// <summary>Single grain classes that can be called.</summary>
    public IList<Type> GrainClasses { get; } = [];

    /// <summary>How long a caller waits before its call fails with <see cref="TimeoutException"/>; the grain goes on. 30 seconds.</summary>
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often expired calls are looked for: how late a timeout can be. A second.</summary>
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long an activation without calls is kept. 15 minutes.</summary>
    public TimeSpan CollectionAge { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How often idle activations are looked for. A minute.</summary>
    public TimeSpan CollectionInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>When the token given to <c>OnActivateAsync</c> is cancelled. 30 seconds.</summary>
    public TimeSpan ActivationTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long <c>OnDeactivateAsync</c> may take before the activation ends without it. 30 seconds.</summary>
    public TimeSpan DeactivationTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Adds the grain classes of the assembly that holds the type.</summary>
    public LocalSiloOptions AddGrainsOf<T>()
    {
        GrainAssemblies.Add(typeof(T).Assembly);
        return this;
    }

    /// <summary>Adds one grain class.</summary>
    public LocalSiloOptions AddGrain<TGrain>() where TGrain : IGrainBase
    {
        GrainClasses.Add(typeof(TGrain));
        return this;
    }
}
