using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Orleans.Runtime;
using Orleans.Storage;

namespace Orleans.Hosting;

/// <summary>Registers the in-process grain engine.</summary>
public static class LocalSiloHostingExtensions
{
    /// <summary>
    /// Registers <see cref="IGrainFactory"/> and <see cref="IClusterClient"/>. Grains are ready before any other hosted service starts,
    /// and end after all others have stopped. The host's start fails with <see cref="OrleansConfigurationException"/>, naming every fault,
    /// where grains or messages could not run on a cluster.
    /// </summary>
    public static IServiceCollection AddLocalSilo(this IServiceCollection services, Action<LocalSiloOptions>? configure = null)
    {
        var options = services.AddOptions<LocalSiloOptions>();
        if (configure is not null) options.Configure(configure);
        if (services.Any(s => s.ServiceType == typeof(GrainEngine))) return services;
        services.AddSingleton(new ServiceSet(services));
        services.AddSingleton<GrainEngine>();
        services.AddSingleton<IClusterClient>(static s => s.GetRequiredService<GrainEngine>());
        services.AddSingleton<IGrainFactory>(static s => s.GetRequiredService<GrainEngine>());
        services.AddHostedService<GrainEngineService>();
        return services;
    }

    /// <inheritdoc cref="AddLocalSilo"/>
    public static IHostApplicationBuilder UseLocalSilo(this IHostApplicationBuilder builder, Action<LocalSiloOptions>? configure = null)
    {
        builder.Services.AddLocalSilo(configure);
        return builder;
    }

    /// <summary>Registers a storage of states that lives and dies with the process, by that name and, where none is, as default.</summary>
    public static IServiceCollection AddMemoryGrainStorage(this IServiceCollection services, string name = "Default")
    {
        services.AddKeyedSingleton<IGrainStorage>(name, static (_, _) => new MemoryGrainStorage());
        services.TryAddSingleton(s => s.GetRequiredKeyedService<IGrainStorage>(name));
        return services;
    }

    private sealed class GrainEngineService(GrainEngine engine) : IHostedLifecycleService
    {
        public Task StartingAsync(CancellationToken cancellationToken)
        {
            engine.Start();
            return Task.CompletedTask;
        }

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => engine.StopAsync(cancellationToken);
    }
}
