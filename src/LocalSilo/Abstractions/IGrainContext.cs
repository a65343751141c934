namespace Orleans.Runtime;

/// <summary>One activation: a grain object in memory with its key, its services and its turn-based scheduler.</summary>
public interface IGrainContext
{
    /// <summary>A reference to the grain.</summary>
    GrainReference GrainReference { get; }

    /// <summary>Class and key.</summary>
    GrainId GrainId { get; }

    /// <summary>The grain object; null until it is constructed.</summary>
    object? GrainInstance { get; }

    /// <summary>Services, scoped to this activation.</summary>
    IServiceProvider ActivationServices { get; }

    /// <summary>Completes when the activation has ended.</summary>
    Task Deactivated { get; }

    /// <summary>Ends the activation after the running calls; calls that wait go to a new one.</summary>
    void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default);
}

/// <summary>The activation whose code this thread runs.</summary>
internal static class RuntimeContext
{
    public static IGrainContext? Current => TaskScheduler.Current as Activation;
}
