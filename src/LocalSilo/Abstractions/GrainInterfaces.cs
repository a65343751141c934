using Orleans.Runtime;

namespace Orleans.Runtime
{
    /// <summary>Anything a reference can address. Only grain interfaces and references implement it.</summary>
    public interface IAddressable;
}

namespace Orleans
{
    /// <summary>Marks a grain interface; use one of the keyed interfaces below.</summary>
    public interface IGrain : IAddressable;

    /// <summary>A grain whose key is a string, compared ordinally.</summary>
    public interface IGrainWithStringKey : IGrain;

    /// <summary>A grain whose key is a 64-bit integer.</summary>
    public interface IGrainWithIntegerKey : IGrain;

    /// <summary>A grain whose key is a GUID.</summary>
    public interface IGrainWithGuidKey : IGrain;

    /// <summary>Gives references to grains. A reference can be had for any key; the grain is activated by its first call.</summary>
    public interface IGrainFactory
    {
        /// <summary>Throws <see cref="ArgumentException"/> where no class, or more than one, implements the interface.</summary>
        TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string? grainClassNamePrefix = null)
            where TGrainInterface : IGrainWithGuidKey;

        /// <inheritdoc cref="GetGrain{TGrainInterface}(Guid, string?)"/>
        TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string? grainClassNamePrefix = null)
            where TGrainInterface : IGrainWithIntegerKey;

        /// <inheritdoc cref="GetGrain{TGrainInterface}(Guid, string?)"/>
        TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
            where TGrainInterface : IGrainWithStringKey;
    }

    /// <summary>The grain factory as code outside the grains sees it.</summary>
    public interface IClusterClient : IGrainFactory
    {
        /// <summary>The services of the host.</summary>
        IServiceProvider ServiceProvider { get; }
    }
}
