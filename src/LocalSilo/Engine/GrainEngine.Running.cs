using System.Collections.Frozen;
using System.Reflection;

namespace Orleans.Runtime;

/// <content>Start, sweeps and shutdown.</content>
internal sealed partial class GrainEngine
{
    public void Start()
    {
        var implementations = Options.GrainAssemblies.Distinct().SelectMany(a => a.GetTypes()).Concat(Options.GrainClasses).Distinct()
            .Where(t => t is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false } && t.IsAssignableTo(typeof(IGrainBase)))
            .ToArray();
        MessageCheck.ThrowIfAnyProblem(implementations);
        Singletons = _registered.Singletons;
        Classes = [.. implementations.Select(i => new GrainClass(this, i))];
        _interfaces = Classes
            .SelectMany(c => GrainInterfaces.Of(c.Implementation).Select(i => (Interface: i, Class: c)))
            .GroupBy(p => p.Interface)
            .ToFrozenDictionary(g => g.Key, g => new GrainInterface(g.Key, [.. g.Select(p => p.Class)]));
        _sweeper = Every(Options.SweepInterval, Ledger.FailExpired);
        _collector = Every(Options.CollectionInterval, CollectIdle);
        Metering.Start(this);
        _phase = Phase.Running;
        Log.Ready(Classes.Count, _interfaces.Count);
    }

    /// <summary>
    /// Refuses calls from outside, waits for those that run, then ends every activation. When the token is cancelled it waits
    /// no more for calls; activations still get their <see cref="Hosting.LocalSiloOptions.DeactivationTimeout"/>.
    /// </summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_phase is Phase.NotStarted or Phase.Stopped) return;
        _phase = Phase.Draining;
        _collector!.Dispose();
        try
        {
            await DrainAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Log.DrainCutShort(Ledger.Unanswered);
        }

        await DeactivateAllAsync();
        _phase = Phase.Stopped;
        _sweeper!.Dispose();
        Metering.Stop(this);
    }

    public void CollectIdle()
    {
        var now = Time.GetTimestamp();
        foreach (var activation in Classes.SelectMany(c => c.Activations)) activation.TryCollect(now);
    }

    // A pass that found everything idle and saw no call made meanwhile has seen the end: only calls make work.
    private async Task DrainAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var calls = Ledger.Calls;
            foreach (var activation in Classes.SelectMany(c => c.Activations))
                await activation.WhenIdleAsync().WaitAsync(cancellationToken);
            if (Ledger.Calls == calls && Ledger.Unanswered == 0) return;
            await Task.Yield();
        }
    }

    private async Task DeactivateAllAsync()
    {
        using var patience = CancelAfter(Options.DeactivationTimeout);
        try
        {
            while (true)
            {
                var alive = Classes.SelectMany(c => c.Activations).ToList();
                if (alive.Count == 0) return;
                foreach (var activation in alive)
                    activation.Deactivate(new(DeactivationReasonCode.ShuttingDown, "The process shuts down."));
                foreach (var activation in alive) await activation.Deactivated.WaitAsync(patience.Token);
            }
        }
        catch (OperationCanceledException)
        {
            Log.DrainCutShort(Ledger.Unanswered);
        }
    }

    private ITimer Every(TimeSpan period, Action action)
    {
        using (ExecutionContext.SuppressFlow()) return Time.CreateTimer(static act => ((Action)act!)(), action, period, period);
    }
}

/// <summary>The grain interfaces of a class: those that derive from a keyed one.</summary>
internal static class GrainInterfaces
{
    private static readonly Type[] _markers =
        [typeof(IGrain), typeof(IGrainWithStringKey), typeof(IGrainWithIntegerKey), typeof(IGrainWithGuidKey)];

    public static IEnumerable<Type> Of(Type implementation) =>
        implementation.GetInterfaces().Where(i => i.IsAssignableTo(typeof(IGrain)) && !_markers.Contains(i));

    public static int KeyKindsOf(Type grainInterface) =>
        grainInterface.GetInterfaces().Count(i => i != typeof(IGrain) && _markers.Contains(i));

    public static IEnumerable<MethodInfo> MethodsOf(Type grainInterface) =>
        grainInterface.GetInterfaces().Append(grainInterface).SelectMany(i => i.GetMethods());
}
