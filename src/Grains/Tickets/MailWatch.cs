using System.Diagnostics.Metrics;
using Contacts.Grains.Abstractions;
using Microsoft.Extensions.Hosting;

namespace Contacts.Grains.Tickets;

/// <summary>
/// Shows how many mails wait, over all organisations and processes, and how old the oldest is. Asks the store now and then in the
/// background, and only while somebody listens; while the store is away the numbers stay, and the oldest mail grows older.
/// </summary>
public sealed class MailWatch : BackgroundService
{
    private static readonly TimeSpan _period = TimeSpan.FromSeconds(10);

    private readonly IMailOutbox _outbox;
    private readonly TimeProvider _time;
    private readonly Meter _meter = new(GrainTelemetry.Name);
    private readonly ObservableGauge<long> _waiting;
    private readonly ObservableGauge<double> _age;
    private volatile WaitingMails _last = new(0, null);

    public MailWatch(IMailOutbox outbox, TimeProvider time)
    {
        (_outbox, _time) = (outbox, time);
        _waiting = _meter.CreateObservableGauge("contacts.mail.waiting", () => _last.Count, "{mail}", "Mails that wait to be sent, for the first time or again.");
        _age = _meter.CreateObservableGauge("contacts.mail.oldest.age", Age, "s", "Age of the oldest mail that waits; 0 where none does.");
    }

    /// <summary>Takes the numbers of now.</summary>
    public async Task LookAsync(CancellationToken cancellationToken) => _last = await _outbox.CountWaitingAsync(cancellationToken);

    public override void Dispose()
    {
        base.Dispose();
        _meter.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_period, _time);
        try
        {
            do
            {
                if (_waiting.Enabled || _age.Enabled) await TryLookAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    private async Task TryLookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await LookAsync(cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            // The next look may succeed; the dispatcher says in the log that mails wait.
        }
    }

    private double Age() => _last.OldestQueuedAt is { } queuedAt ? Math.Max(0, (_time.GetUtcNow() - queuedAt).TotalSeconds) : 0;
}
