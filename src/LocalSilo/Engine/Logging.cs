using Microsoft.Extensions.Logging;

namespace Orleans.Runtime;

internal static partial class Logging
{
    [LoggerMessage(1, LogLevel.Warning, "Grain {Grain} failed to activate.")]
    public static partial void ActivationFailed(this ILogger log, Exception exception, GrainId grain);

    [LoggerMessage(2, LogLevel.Warning, "Grain {Grain} failed while it was being deactivated; it has ended all the same.")]
    public static partial void DeactivationFailed(this ILogger log, Exception exception, GrainId grain);

    [LoggerMessage(3, LogLevel.Warning, "A timer of grain {Grain} failed; it goes on.")]
    public static partial void TickFailed(this ILogger log, Exception exception, GrainId grain);

    [LoggerMessage(4, LogLevel.Warning, "The one-way call {Call} failed.")]
    public static partial void OneWayFailed(this ILogger log, Exception exception, string call);

    [LoggerMessage(5, LogLevel.Warning, "Shutdown did not wait for {Calls} calls that are still running.")]
    public static partial void DrainCutShort(this ILogger log, long calls);

    [LoggerMessage(6, LogLevel.Debug, "Grains are ready: {Classes} classes, {Interfaces} interfaces.")]
    public static partial void Ready(this ILogger log, int classes, int interfaces);
}
