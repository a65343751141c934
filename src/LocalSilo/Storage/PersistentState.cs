using Microsoft.Extensions.DependencyInjection;
using Orleans.Core;
using Orleans.Storage;

namespace Orleans.Runtime;

/// <summary>A grain's state with its tag, over a registered storage.</summary>
internal sealed class PersistentState<T>(string name, GrainId grain, IGrainStorage storage) : IPersistentState<T>, IGrainState<T>
{
    private T? _state;

    public T State
    {
        get => _state ??= Activator.CreateInstance<T>();
        set => _state = value;
    }

    T? IGrainState<T>.State
    {
        get => State;
        set => _state = value;
    }

    public string? Etag { get; private set; }

    string? IGrainState<T>.ETag
    {
        get => Etag;
        set => Etag = value;
    }

    public bool RecordExists { get; set; }

    public Task ReadStateAsync() => storage.ReadStateAsync(name, grain, this);

    public Task WriteStateAsync() => storage.WriteStateAsync(name, grain, this);

    public Task ClearStateAsync() => storage.ClearStateAsync(name, grain, this);

    public Task ReadStateAsync(CancellationToken cancellationToken) => storage.ReadStateAsync(name, grain, this, cancellationToken);

    public Task WriteStateAsync(CancellationToken cancellationToken) => storage.WriteStateAsync(name, grain, this, cancellationToken);

    public Task ClearStateAsync(CancellationToken cancellationToken) => storage.ClearStateAsync(name, grain, this, cancellationToken);
}

/// <summary>Makes the states that a grain's constructor asks for.</summary>
internal static class PersistentStateFactory
{
    public static IStorage Create(Activation activation, PersistentStateAttribute facet, Type state)
    {
        var services = activation.ActivationServices;
        var storage = string.IsNullOrWhiteSpace(facet.StorageName)
            ? services.GetService<IGrainStorage>()
            : services.GetKeyedService<IGrainStorage>(facet.StorageName);
        if (storage is null)
        {
            throw new BadProviderConfigException(
                $"No storage '{facet.StorageName ?? "(default)"}' is registered for {activation.GrainId}.");
        }

        var type = typeof(PersistentState<>).MakeGenericType(state);
        return (IStorage)Activator.CreateInstance(type, facet.StateName, activation.GrainId, storage)!;
    }
}
