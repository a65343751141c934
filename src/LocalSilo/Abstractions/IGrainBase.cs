using Orleans.Runtime;

namespace Orleans;

/// <summary>What the engine needs of a grain class; <see cref="Grain"/> implements it.</summary>
public interface IGrainBase
{
    /// <summary>The activation that this object is the grain of.</summary>
    IGrainContext GrainContext { get; }

    /// <summary>Runs before the first call.</summary>
    Task OnActivateAsync(CancellationToken token) => Task.CompletedTask;

    /// <summary>Runs after the last call.</summary>
    Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token) => Task.CompletedTask;
}

/// <summary>
/// Deactivation and timers. A timer's tick is a call like any other: it waits for its turn unless it interleaves. The next one is
/// due a period after the last has ended, an exception is logged and does not stop the timer, and deactivation disposes it.
/// </summary>
public static class GrainBaseExtensions
{
    /// <summary>Ends this activation after the running call; calls that wait go to a new one.</summary>
    public static void DeactivateOnIdle(this IGrainBase grain) =>
        grain.GrainContext.Deactivate(new(DeactivationReasonCode.ApplicationRequested, $"{nameof(DeactivateOnIdle)} was called."));

    /// <summary>Starts a timer. The token is cancelled when it is disposed.</summary>
    public static IGrainTimer RegisterGrainTimer<TState>(
        this IGrainBase grain, Func<TState, CancellationToken, Task> callback, TState state, GrainTimerCreationOptions options)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return Activation.Of(grain.GrainContext).StartTimer(token => callback(state, token), options);
    }

    /// <summary>Starts a timer; see the first overload.</summary>
    public static IGrainTimer RegisterGrainTimer(
        this IGrainBase grain, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return Activation.Of(grain.GrainContext).StartTimer(callback, options);
    }

    /// <summary>Starts a timer; see the first overload.</summary>
    public static IGrainTimer RegisterGrainTimer(this IGrainBase grain, Func<Task> callback, GrainTimerCreationOptions options)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return Activation.Of(grain.GrainContext).StartTimer(_ => callback(), options);
    }

    /// <summary>Starts a timer; see the first overload.</summary>
    public static IGrainTimer RegisterGrainTimer<TState>(
        this IGrainBase grain, Func<TState, Task> callback, TState state, GrainTimerCreationOptions options)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return Activation.Of(grain.GrainContext).StartTimer(_ => callback(state), options);
    }

    /// <summary>Starts a timer; see the first overload.</summary>
    public static IGrainTimer RegisterGrainTimer(this IGrainBase grain, Func<Task> callback, TimeSpan dueTime, TimeSpan period) =>
        grain.RegisterGrainTimer(callback, new(dueTime, period));

    /// <summary>Starts a timer; see the first overload.</summary>
    public static IGrainTimer RegisterGrainTimer(
        this IGrainBase grain, Func<CancellationToken, Task> callback, TimeSpan dueTime, TimeSpan period) =>
        grain.RegisterGrainTimer(callback, new(dueTime, period));

    /// <summary>Starts a timer; see the first overload.</summary>
    public static IGrainTimer RegisterGrainTimer<TState>(
        this IGrainBase grain, Func<TState, Task> callback, TState state, TimeSpan dueTime, TimeSpan period) =>
        grain.RegisterGrainTimer(callback, state, new(dueTime, period));

    /// <summary>Starts a timer; see the first overload.</summary>
    public static IGrainTimer RegisterGrainTimer<TState>(
        this IGrainBase grain, Func<TState, CancellationToken, Task> callback, TState state, TimeSpan dueTime, TimeSpan period) =>
        grain.RegisterGrainTimer(callback, state, new(dueTime, period));
}
