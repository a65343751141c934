using Contacts.Core;
using Contacts.Core.Mail;
using Contacts.Grains.Batching;
using Contacts.Mail;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Contacts.Grains.Mail;

/// <summary>
/// Takes mails from the outbox in groups and hands them to the transport, a few at a time; every process may run one. Its lease is renewed
/// while it holds mails, and what is on its way is broken off before a lease that could not be renewed ends: no two dispatchers ever send
/// one mail at the same time.
/// </summary>
public sealed partial class MailDispatcher : BackgroundService
{
    private readonly IMailOutbox _outbox;
    private readonly MailSender _sender;
    private readonly MailQuota _quota;
    private readonly MailOptions _options;
    private readonly MailSignal _wake;
    private readonly TimeProvider _time;
    private readonly ILogger<MailDispatcher> _logger;
    private readonly string _lease = Guid.NewGuid().ToString("N");
    private readonly SemaphoreSlim _room;
    private readonly SemaphoreSlim _sending;
    private readonly BatchQueue<MailReport, bool> _reports;
    private volatile bool _isStopping;
    private volatile bool _storeWasAway;
    private long _lookedAt;

    public MailDispatcher(
        IMailOutbox outbox, MailSender sender, MailQuota quota, MailOptions options, MailSignal wake, TimeProvider time,
        ILogger<MailDispatcher> logger)
    {
        (_outbox, _sender, _quota, _options, _wake, _time, _logger) = (outbox, sender, quota, options, wake, time, logger);
        _room = new SemaphoreSlim(options.MostHeld);
        _sending = new SemaphoreSlim(options.Concurrency);
        // As many as are held: no report is ever turned away, for want of which a mail would be sent again.
        _reports = new(new() { Run = ReportAsync }, new() { MaxBatch = options.MostHeld }, time, logger);
    }

    public override void Dispose()
    {
        base.Dispose();
        _room.Dispose();
        _sending.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var leased = new LeaseClock(_time, _options.Lease, stoppingToken);
        var renewing = RenewAsync(leased, stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await TakeAsync(leased, stoppingToken)) continue;
                await _quota.QueueDigestsAsync(stoppingToken);
                await _wake.WaitAsync(_options.Poll, _time, stoppingToken);
                var left = _options.Pace - _time.GetElapsedTime(_lookedAt);
                if (left > TimeSpan.Zero) await Task.Delay(left, _time, stoppingToken);
            }
            catch (StoreUnavailableException)
            {
                _storeWasAway = true; // StoreTrouble tells operators.
                await PauseAsync(stoppingToken);
            }
            catch (OperationCanceledException)
            {
                // Stopping.
            }
            catch (Exception e)
            {
                LogFailed(e);
                await PauseAsync(stoppingToken);
            }
        }
        _isStopping = true;
        for (var i = 0; i < _options.MostHeld; i++) await _room.WaitAsync(CancellationToken.None); // What is under way ends.
        await renewing;
        await _reports.DisposeAsync();
    }

    /// <summary>Takes what is due, as much as there is room for; false if nothing more is due.</summary>
    private async Task<bool> TakeAsync(LeaseClock leased, CancellationToken stoppingToken)
    {
        var room = await RoomAsync(stoppingToken);
        IReadOnlyList<OutgoingMail> mails = [];
        try
        {
            while (_storeWasAway) await WaitForStoreAsync(stoppingToken);
            // What is under way is being broken off: nothing new until it has ended.
            if (room < _options.MostHeld && leased.Ended.IsCancellationRequested) return false;
            var until = leased.Begin();
            _lookedAt = _time.GetTimestamp();
            var due = await _outbox.LeaseAsync(room, _lease, _time.GetUtcNow(), until, CancellationToken.None);
            // Mails that were under way before are not held longer by this: the earlier end counts for all.
            if (room == _options.MostHeld) leased.Extend(until);
            mails = await _quota.AdmitAsync(due, _lease, CancellationToken.None);
            return due.Count == room;
        }
        finally
        {
            if (room > mails.Count) _room.Release(room - mails.Count);
            foreach (var mail in mails) _ = Task.Run(() => SendAsync(mail, leased.Ended), CancellationToken.None);
        }
    }

    /// <summary>Room for at least half of what may be held: taking mails one by one would cost a commit for each.</summary>
    private async Task<int> RoomAsync(CancellationToken stoppingToken)
    {
        var room = 0;
        try
        {
            for (; room < _options.MostHeld / 2; room++) await _room.WaitAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            if (room > 0) _room.Release(room);
            throw;
        }
        while (_room.Wait(0, CancellationToken.None)) room++;
        return room;
    }

    private async Task SendAsync(OutgoingMail mail, CancellationToken ended)
    {
        try
        {
            await _sending.WaitAsync(CancellationToken.None);
            MailReport report;
            try
            {
                using var span = MailTelemetry.Start(mail);
                report = await _sender.SendAsync(mail, _lease, ended); // What waited past the lease's end is not begun.
                MailTelemetry.Attempted(report, span);
            }
            finally
            {
                _sending.Release();
            }
            await _reports.AddAsync(report);
        }
        catch (Exception e)
        {
            LogReportFailed(e); // The lease ends, and the mail is due again.
        }
        finally
        {
            _room.Release();
        }
    }

    private async Task RenewAsync(LeaseClock leased, CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_options.Lease / 3, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                if (_room.CurrentCount == _options.MostHeld) continue;
                var until = leased.Begin();
                try
                {
                    await _outbox.RenewAsync(_lease, until, stoppingToken);
                    leased.Extend(until);
                }
                catch (StoreUnavailableException)
                {
                    _storeWasAway = true; // The lease's own end takes care.
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }

    /// <summary>What was sent must not be sent again for want of a note: it is noted as soon as the store is back.</summary>
    private async Task<IReadOnlyList<bool>> ReportAsync(IReadOnlyList<MailReport> reports, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await _outbox.ReportAsync(reports, cancellationToken);
                return new bool[reports.Count];
            }
            catch (StoreUnavailableException) when (attempt < 3 || !_isStopping)
            {
                _storeWasAway = true;
                await Task.Delay(_options.Poll, _time, cancellationToken);
            }
        }
    }

    /// <summary>
    /// Returns when the store is back and every process has had the time to note what it sent until then. Leases may have ended while it
    /// was away: whoever took mails at once would send those again.
    /// </summary>
    private async Task WaitForStoreAsync(CancellationToken stoppingToken)
    {
        await _outbox.CountWaitingAsync(stoppingToken);
        _storeWasAway = false;
        await Task.Delay(_options.NotingTime, _time, stoppingToken);
    }

    private async Task PauseAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.Delay(_options.Poll, _time, stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Taking mails from the outbox failed")]
    private partial void LogFailed(Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "The outcome of a mail could not be recorded; it may be sent again")]
    private partial void LogReportFailed(Exception exception);
}
