using System.Diagnostics.Metrics;
using Contacts.Core;
using Contacts.Core.Mail;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Contacts.Grains.Mail;

/// <summary>
/// Shows how many mails wait, over all organisations and processes, and how old the oldest is, and says in the log when it has grown old.
/// Asks the store now and then in the background; while it is unavailable the numbers stay, and the oldest mail grows older.
/// </summary>
public sealed partial class MailWatch : BackgroundService
{
    /// <summary>Older than that, a mail does not wait for its turn: it is not taken.</summary>
    public static readonly TimeSpan Old = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan _period = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _betweenLines = TimeSpan.FromHours(1);

    private readonly IMailOutbox _outbox;
    private readonly TimeProvider _time;
    private readonly Meter _meter = new(GrainTelemetry.Name);
    private readonly ObservableGauge<long> _waiting;
    private readonly ObservableGauge<double> _age;
    private readonly ILogger<MailWatch> _logger;
    private volatile WaitingMails _last = new(0, null);
    private long? _saidAt;

    public MailWatch(IMailOutbox outbox, TimeProvider time, ILogger<MailWatch> logger)
    {
        (_outbox, _time, _logger) = (outbox, time, logger);
        _waiting = _meter.CreateObservableGauge(
            "contacts.mail.waiting", () => _last.Count, "{mail}",
            "Mails that wait to be sent, for the first time or again; counted up to 10,000.");
        _age = _meter.CreateObservableGauge("contacts.mail.oldest.age", Age, "s", "Age of the oldest mail that waits; 0 where none does.");
    }

    /// <summary>Takes the numbers of now.</summary>
    public async Task MeasureAsync(CancellationToken cancellationToken)
    {
        _last = await _outbox.CountWaitingAsync(cancellationToken);
        Say(TimeSpan.FromSeconds(Age()));
    }

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
                await TryMeasureAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    private async Task TryMeasureAsync(CancellationToken cancellationToken)
    {
        try
        {
            await MeasureAsync(cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            // The next look may succeed; the dispatcher says in the log that mails wait.
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailed(e); // Numbers are no reason to end the process.
        }
    }

    private void Say(TimeSpan age)
    {
        if (age >= Old && (_saidAt is null || _time.GetElapsedTime(_saidAt.Value) >= _betweenLines))
        {
            LogOld(age.TotalMinutes, _last.Count);
            _saidAt = _time.GetTimestamp();
        }
        else if (age < Old && _saidAt is not null)
        {
            LogYoung();
            _saidAt = null;
        }
    }

    private double Age() => _last.OldestQueuedAt is { } queuedAt ? Math.Max(0, (_time.GetUtcNow() - queuedAt).TotalSeconds) : 0;

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The oldest mail has waited for {Minutes:0} minutes, {Count} mails wait: is the mail server well?")]
    private partial void LogOld(double minutes, long count);

    [LoggerMessage(Level = LogLevel.Error, Message = "Mails that wait could not be counted")]
    private partial void LogFailed(Exception exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "No mail has waited for long any more")]
    private partial void LogYoung();
}
