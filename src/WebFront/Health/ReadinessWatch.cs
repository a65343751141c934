using System.Diagnostics.Metrics;
using Contacts.WebFront.Hosting;

namespace Contacts.WebFront.Health;

/// <summary>Shows whether this process is ready, as <c>/health/ready</c> would say. Asks now and then, and only while somebody listens.</summary>
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
