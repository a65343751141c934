using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Runtime;

/// <summary>
/// The services of one activation: singletons come from the host at once, and only what is not one costs a scope.
/// </summary>
internal sealed class ActivationServices(Activation activation, GrainEngine engine)
    : IServiceProvider, IKeyedServiceProvider, IAsyncDisposable
{
    private AsyncServiceScope? _scope;

    public object? GetService(Type serviceType)
    {
        if (serviceType == typeof(IGrainContext)) return activation;
        if (serviceType == typeof(IServiceProvider)) return this;
        return For(serviceType).GetService(serviceType);
    }

    public object? GetKeyedService(Type serviceType, object? serviceKey) =>
        ((IKeyedServiceProvider)Scope).GetKeyedService(serviceType, serviceKey);

    public object GetRequiredKeyedService(Type serviceType, object? serviceKey) =>
        ((IKeyedServiceProvider)Scope).GetRequiredKeyedService(serviceType, serviceKey);

    public ValueTask DisposeAsync() => _scope?.DisposeAsync() ?? default;

    private IServiceProvider Scope => (_scope ??= engine.Services.CreateAsyncScope()).ServiceProvider;

    private IServiceProvider For(Type serviceType) =>
        engine.Singletons.Contains(serviceType.IsConstructedGenericType && !engine.Singletons.Contains(serviceType)
            ? serviceType.GetGenericTypeDefinition()
            : serviceType)
            ? engine.Services
            : Scope;
}
