using System.Collections.Frozen;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orleans.Hosting;

namespace Orleans.Runtime;

/// <summary>The engine: finds the grain classes, sends calls, sweeps timeouts and idle activations, drains.</summary>
internal sealed partial class GrainEngine : IClusterClient
{
    private readonly ServiceSet _registered;
    private FrozenDictionary<Type, GrainInterface>? _interfaces;
    private ITimer? _sweeper;
    private ITimer? _collector;
    private volatile Phase _phase;

    public GrainEngine(
        IServiceProvider services, IOptions<LocalSiloOptions> options, ServiceSet registered, ILogger<GrainEngine>? log = null)
    {
        Services = services;
        Options = options.Value;
        Log = log ?? NullLogger<GrainEngine>.Instance;
        Time = services.GetService<TimeProvider>() ?? TimeProvider.System;
        Ledger = new(Time);
        _registered = registered;
    }

    private enum Phase
    {
        NotStarted,
        Running,
        Draining,
        Stopped
    }

    public IServiceProvider Services { get; }

    IServiceProvider IClusterClient.ServiceProvider => Services;

    public LocalSiloOptions Options { get; }

    public ILogger Log { get; }

    public TimeProvider Time { get; }

    public CallLedger Ledger { get; }

    public FrozenSet<Type> Singletons { get; private set; } = [];

    public IReadOnlyList<GrainClass> Classes { get; private set; } = [];

    public long Ticks(TimeSpan time) => CallLedger.TicksOf(time, Time);

    /// <summary>Set once a shutdown has begun; timers tick no more.</summary>
    public bool IsEnding => _phase >= Phase.Draining;

    public CancellationTokenSource CancelAfter(TimeSpan time) => new(time, Time);

    public void Send(GrainReference target, Request request)
    {
        request.Target = target;
        var context = CallContext.Current;
        var parent = context?.Request is { Finished: false } running ? running : null;
        request.Values = context?.Values;
        request.Caller = Activity.Current;
        if (!request.Method.OneWay) request.Parent = parent;
        Ledger.Add(request, request.Method.Timeout ?? Options.ResponseTimeout);

        if (_phase != Phase.Running && Refusal(parent) is { } refusal) request.Reject(refusal);
        else if (parent is not null && CallChain.FindCycle(request) is { } cycle) request.Reject(cycle);
        else target.Class.Route(target, request);

        if (request.Method.OneWay) request.Answer();
    }

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey
    {
        ArgumentException.ThrowIfNullOrEmpty(primaryKey);
        return Refer<TGrainInterface>(primaryKey, grainClassNamePrefix);
    }

    public TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithIntegerKey => Refer<TGrainInterface>(primaryKey.ToString("X"), grainClassNamePrefix);

    public TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithGuidKey => Refer<TGrainInterface>(primaryKey.ToString("N"), grainClassNamePrefix);

    private TGrainInterface Refer<TGrainInterface>(string key, string? prefix)
    {
        if (_interfaces is null) throw new SiloUnavailableException("Grains are not ready before the host has started.");
        return _interfaces.TryGetValue(typeof(TGrainInterface), out var found)
            ? (TGrainInterface)(object)found.Refer(key, prefix)
            : throw new ArgumentException($"No grain class implements {typeof(TGrainInterface)}.");
    }

    // What grains still have to do may be done until they are gone; nothing new comes in from outside.
    private SiloUnavailableException? Refusal(Request? parent) =>
        _phase == Phase.Stopped || parent is null ? new("The grains are shutting down.") : null;
}

/// <summary>A grain interface and the classes that implement it.</summary>
internal sealed class GrainInterface(Type type, GrainClass[] classes)
{
    private readonly Func<GrainClass, string, GrainReference> _create = ProxyFactory.For(type);

    public GrainReference Refer(string key, string? prefix)
    {
        if (prefix is null && classes.Length == 1) return _create(classes[0], key);
        var fitting = classes.Where(c => c.Implementation.FullName!.StartsWith(prefix ?? "", StringComparison.Ordinal)).ToArray();
        return fitting.Length == 1
            ? _create(fitting[0], key)
            : throw new ArgumentException($"{fitting.Length} classes implement {type} with the prefix '{prefix}'.");
    }
}

/// <summary>Which services the host registers, kept for the question which of them are singletons.</summary>
internal sealed class ServiceSet(IServiceCollection services)
{
    public FrozenSet<Type> Singletons => services
        .Where(s => !s.IsKeyedService)
        .GroupBy(s => s.ServiceType)
        .Where(g => g.All(s => s.Lifetime == ServiceLifetime.Singleton))
        .Select(g => g.Key)
        .ToFrozenSet();
}
