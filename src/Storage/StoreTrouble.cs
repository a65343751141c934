using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Contacts.Storage;

/// <summary>
/// Logs outages of the store for operators: a line when it begins to fail calls, one for each minute of
/// that, and one when it has failed none for a minute. Counts the failures by reason. Thread-safe.
/// </summary>
public sealed partial class StoreTrouble : IDisposable
{
    private static readonly Meter _meter = new("Contacts.Storage");
    private static readonly TimeSpan _period = TimeSpan.FromMinutes(1);

    private static readonly Counter<long> _failures = _meter.CreateCounter<long>(
        "contacts.store.failures", "{call}", "Calls of the store that it could not do, by reason.");

    private readonly Lock _lock = new();
    private readonly ILogger<StoreTrouble> _logger;
    private readonly ITimer _timer;
    private bool _persists;
    private long _count;
    private string _reason = "";

    public StoreTrouble(TimeProvider time, ILogger<StoreTrouble> logger)
    {
        _logger = logger;
        _timer = time.CreateTimer(_ => CheckRecovery(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The store failed a call. <paramref name="reason"/> is one of a few fixed sentences.</summary>
    public void Failed(string reason)
    {
        _failures.Add(1, new KeyValuePair<string, object?>("reason", reason));
        lock (_lock)
        {
            (_count, _reason) = (_count + 1, reason);
            if (_persists) return;
            (_persists, _count) = (true, 0);
            _timer.Change(_period, _period);
        }
        LogBegins(reason);
    }

    public void Dispose() => _timer.Dispose();

    private void CheckRecovery()
    {
        long count;
        string reason;
        lock (_lock)
        {
            (count, reason, _count) = (_count, _reason, 0);
            _persists = count > 0;
            if (!_persists) _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
        if (count > 0) LogPersists(count, reason);
        else LogEnds();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The store fails calls: {Reason}")]
    private partial void LogBegins(string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The store has failed {Count} calls in the last minute: {Reason}")]
    private partial void LogPersists(long count, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "The store has failed no call for a minute")]
    private partial void LogEnds();
}
