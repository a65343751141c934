using Microsoft.Extensions.Logging;

namespace Orleans.Runtime;

/// <summary>A grain's key may be about a person: it is told at Debug alone.</summary>
internal static partial class Logging
{
    [LoggerMessage(1, LogLevel.Warning, "A grain of type {GrainType} failed to activate.")]
    public static partial void ActivationFailed(this ILogger log, Exception exception, GrainType grainType);

    [LoggerMessage(2, LogLevel.Warning, "A grain of type {GrainType} failed while it was being deactivated; it has ended all the same.")]
    public static partial void DeactivationFailed(this ILogger log, Exception exception, GrainType grainType);

    [LoggerMessage(3, LogLevel.Warning, "A timer of a grain of type {GrainType} failed; it goes on.")]
    public static partial void TickFailed(this ILogger log, Exception exception, GrainType grainType);

    [LoggerMessage(4, LogLevel.Warning, "The one-way call {Call} failed.")]
    public static partial void OneWayFailed(this ILogger log, Exception exception, string call);

    [LoggerMessage(5, LogLevel.Warning, "Shutdown did not wait for {Calls} calls that are still running.")]
    public static partial void DrainCutShort(this ILogger log, long calls);

    [LoggerMessage(7, LogLevel.Debug, "That was {Grain}.")]
    public static partial void ThatWas(this ILogger log, string grain);

    [LoggerMessage(6, LogLevel.Debug, "Grains are ready: {Classes} classes, {Interfaces} interfaces.")]
    public static partial void Ready(this ILogger log, int classes, int interfaces);
}
