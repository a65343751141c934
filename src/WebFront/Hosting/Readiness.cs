using System.Diagnostics.Metrics;
using Contacts.Grains.Abstractions.Organisations;
using Orleans;

namespace Contacts.WebFront.Hosting;

/// <summary>
/// Whether this process can serve: its store answers and is migrated, and it is not about to stop. All who ask at the same time share one
/// question to the store, because the route needs no key.
/// </summary>
internal sealed class Readiness(IGrainFactory grains, Drain drain, TimeProvider time)
{
    /// <summary>A store that takes longer is not ready.</summary>
    private static readonly TimeSpan _timeout = TimeSpan.FromSeconds(3);

    private volatile Task<bool> _question = Task.FromResult(false);

    public async Task<bool> AskAsync(CancellationToken cancellationToken)
    {
        if (drain.IsDraining)
            return false;
        var question = _question;
        if (question.IsCompleted)
            _question = question = AskStoreAsync();
        return await question.WaitAsync(cancellationToken);
    }

    private async Task<bool> AskStoreAsync()
    {
        try
        {
            return await grains.GetGrain<IOrganisationDirectoryGrain>(0).IsStoreReadyAsync(CancellationToken.None)
                .WaitAsync(_timeout, time);
        }
        catch (Exception)
        {
            return false;
        }
    }
}

/// <summary>
/// Shows whether this process is ready, as <c>/health/ready</c> would say. Asks now and then, and only while somebody listens.
/// </summary>
internal sealed class ReadinessWatch : BackgroundService
{
    private static readonly TimeSpan _period = TimeSpan.FromSeconds(5);

    private readonly Readiness _readiness;
    private readonly TimeProvider _time;
    private readonly ObservableGauge<int> _gauge;
    private volatile bool _isReady;

    public ReadinessWatch(Readiness readiness, Drain drain, IMeterFactory meters, TimeProvider time)
    {
        (_readiness, _time) = (readiness, time);
        _gauge = meters.Create("Contacts.WebFront").CreateObservableGauge(
            "contacts.ready", () => _isReady && !drain.IsDraining ? 1 : 0, "1", "1 where the process can serve, else 0.");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_period, _time);
        try
        {
            do
            {
                if (_gauge.Enabled)
                    _isReady = await _readiness.AskAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }
}
