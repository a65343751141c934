using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Concurrency;
using Orleans.Core;

namespace Orleans.Runtime;

/// <summary>One class of grains: how to construct it, how it takes calls, and the directory of its activations.</summary>
internal sealed class GrainClass
{
    private readonly ConcurrentDictionary<string, Activation> _activations = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, WorkerPool> _pools = new(StringComparer.Ordinal);
    private readonly ObjectFactory _construct;
    private readonly (PersistentStateAttribute Facet, Type State)[] _states;
    private long _created;
    private long _ended;

    public GrainClass(GrainEngine engine, Type implementation)
    {
        Engine = engine;
        Implementation = implementation;
        Type = GrainType.Create(NameOf(implementation));
        Reentrant = implementation.IsDefined(typeof(ReentrantAttribute));
        MaxWorkers = implementation.GetCustomAttribute<StatelessWorkerAttribute>()?.MaxLocalWorkers ?? 0;
        MayInterleave = implementation.GetInterfaces().SelectMany(i => i.GetMethods()).Select(GrainMethod.Of)
            .Any(m => m.AlwaysInterleave || m.ReadOnly);
        HasActivation = Overrides(nameof(IGrainBase.OnActivateAsync));
        HasDeactivation = Overrides(nameof(IGrainBase.OnDeactivateAsync));
        CollectionTicks = implementation.IsDefined(typeof(KeepAliveAttribute))
            ? long.MaxValue
            : engine.Ticks(implementation.GetCustomAttribute<CollectionAgeLimitAttribute>()?.AgeLimit ?? engine.Options.CollectionAge);
        _states = [.. PersistentStateParameters(implementation)];
        _construct = ActivatorUtilities.CreateFactory(
            implementation, [.. _states.Select(s => typeof(IPersistentState<>).MakeGenericType(s.State))]);
    }

    public GrainEngine Engine { get; }

    public Type Implementation { get; }

    public GrainType Type { get; }

    public bool Reentrant { get; }

    /// <summary>0 for a grain with one activation for each key.</summary>
    public int MaxWorkers { get; }

    public bool MayInterleave { get; }

    public bool HasActivation { get; }

    public bool HasDeactivation { get; }

    public long CollectionTicks { get; }

    public long Created => Interlocked.Read(ref _created);

    public long Ended => Interlocked.Read(ref _ended);

    public IEnumerable<Activation> Activations =>
        MaxWorkers == 0 ? _activations.Select(a => a.Value) : _pools.SelectMany(p => p.Value.Workers);

    public void Route(GrainReference target, Request request)
    {
        if (MaxWorkers > 0)
        {
            RouteToWorker(target.Key, request);
            return;
        }

        if (target.Last is { } last && last.TryEnqueue(request)) return;
        while (true)
        {
            var activation = _activations.GetOrAdd(target.Key, static (key, self) => new Activation(self, key), this);
            if (!activation.TryEnqueue(request)) continue;
            target.Last = activation;
            return;
        }
    }

    public GrainReference Refer(Type interfaceType, string key) =>
        interfaceType.IsAssignableFrom(Implementation)
            ? ProxyFactory.For(interfaceType)(this, key)
            : throw new InvalidCastException($"{Implementation} does not implement {interfaceType}.");

    public (object Grain, IStorage[] States) Construct(Activation activation)
    {
        if (_states.Length == 0) return (_construct(activation.ActivationServices, null), []);
        var states = _states.Select(s => PersistentStateFactory.Create(activation, s.Facet, s.State)).ToArray();
        return (_construct(activation.ActivationServices, states), states);
    }

    public void CountCreated() => Interlocked.Increment(ref _created);

    /// <summary>
    /// Called by a dying activation under its lock. The calls that still wait go to a successor that takes its place in one step.
    /// </summary>
    public void Leave(Activation activation, List<Request>? waiting)
    {
        Interlocked.Increment(ref _ended);
        if (MaxWorkers > 0)
        {
            LeavePool(activation, waiting);
            return;
        }

        if (waiting is not { Count: > 0 })
        {
            _activations.TryRemove(new(activation.Key, activation));
            return;
        }

        var successor = new Activation(this, activation.Key);
        foreach (var request in waiting) successor.TryEnqueue(request);
        _activations[activation.Key] = successor;
    }

    private void RouteToWorker(string key, Request request)
    {
        while (true)
        {
            var pool = _pools.GetOrAdd(key, static (k, self) => new WorkerPool(self, k), this);
            if (pool.TrySend(request)) return;
            _pools.TryRemove(new(key, pool));
        }
    }

    private void LeavePool(Activation activation, List<Request>? waiting)
    {
        // A pool is there as long as it has a worker.
        if (_pools[activation.Key] is var pool && pool.Leave(activation)) _pools.TryRemove(new(activation.Key, pool));
        if (waiting is not { Count: > 0 }) return;

        // Elsewhere: choosing takes other workers' locks.
        ThreadPool.UnsafeQueueUserWorkItem(
            static state =>
            {
                foreach (var request in state.waiting) state.self.RouteToWorker(state.key, request);
            },
            (self: this, key: activation.Key, waiting),
            preferLocal: false);
    }

    private bool Overrides(string method)
    {
        var map = Implementation.GetInterfaceMap(typeof(IGrainBase));
        var implementation = map.TargetMethods[Array.FindIndex(map.InterfaceMethods, m => m.Name == method)];
        return implementation.DeclaringType != typeof(Grain) && implementation.DeclaringType != typeof(IGrainBase);
    }

    private static string NameOf(Type implementation)
    {
        var name = implementation.Name.ToLowerInvariant();
        return name.EndsWith("grain", StringComparison.Ordinal) && name.Length > 5 ? name[..^5] : name;
    }

    private static IEnumerable<(PersistentStateAttribute, Type)> PersistentStateParameters(Type implementation) =>
        from constructor in implementation.GetConstructors()
        from parameter in constructor.GetParameters()
        let facet = parameter.GetCustomAttribute<PersistentStateAttribute>()
        where facet is not null
        select (facet, parameter.ParameterType.GetGenericArguments()[0]);
}
