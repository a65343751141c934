using System.Collections.Immutable;
using Contacts.Core.Keys;
using Contacts.Grains.Abstractions.ApiKeys;
using Orleans;

namespace Contacts.WebFront.Pipeline.Limits;

/// <summary>
/// Background work of rate limits: every second idle permits go back, every half minute the store learns which keys were used, and
/// at an orderly stop everything unused is given back.
/// </summary>
internal sealed partial class LimitUpkeep(RequestBudget budget, IGrainFactory grains, TimeProvider time, ILogger<LimitUpkeep> logger)
    : BackgroundService
{
    private const int SecondsPerReport = 30;
    private static readonly TimeSpan _stopTimeout = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Tells the store when keys were used last, and what limits refused. What it cannot be told now is told with the next use.
    /// </summary>
    public Task ReportUseAsync() => Task.WhenAll(budget.TakeUses().Select(ReportUseAsync));

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryAsync(() => Task.WhenAll(budget.DrainAsync(), ReportUseAsync()).WaitAsync(_stopTimeout, time, cancellationToken));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        for (var second = 1; await timer.WaitForNextTickAsync(stoppingToken); second++)
        {
            await TryAsync(budget.SettleAsync);
            if (second % SecondsPerReport == 0)
                await TryAsync(ReportUseAsync);
        }
    }

    private async Task ReportUseAsync(IGrouping<int, KeyUse> uses)
    {
        try
        {
            await grains.GetGrain<IApiKeyRingGrain>(uses.Key).RecordUseAsync([.. uses], CancellationToken.None);
        }
        catch
        {
            budget.KeepRefused(uses.Key, uses);
            throw;
        }
    }

    private async Task TryAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception e)
        {
            LogFailed(logger, e.Message); // Most likely the store is unavailable; permits on their way back are lost.
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "The upkeep of limits failed: {Reason}")]
    private static partial void LogFailed(ILogger logger, string reason);
}
