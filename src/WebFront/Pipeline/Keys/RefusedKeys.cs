using System.Collections.Concurrent;
using Contacts.Core.Keys;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Pipeline.Keys;

/// <summary>
/// Counts the requests whose key was refused, by the code of the answer, and logs the numbers once a minute: whoever tries keys must not be
/// able to fill the log. See <see cref="SecurityEvents"/>. Thread-safe.
/// </summary>
internal sealed partial class RefusedKeys(ILoggerFactory loggers, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan _interval = TimeSpan.FromMinutes(1);

    private readonly ILogger _logger = loggers.CreateLogger(SecurityEvents.LogCategory);
    private readonly ConcurrentDictionary<string, int> _counts = new();

    public void Count(Failure refusal) => _counts.AddOrUpdate(refusal.Code, 1, static (_, count) => count + 1);

    /// <summary>Logs what was counted since the last time, if anything was.</summary>
    public void Report()
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var code in _counts.Keys)
            if (_counts.TryRemove(code, out var count)) counts.Add(code, count);
        if (counts.Count > 0) LogRefused(_logger, string.Join(", ", counts.Select(count => $"{count.Key} {count.Value}")));
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        Report();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) Report();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Requests whose key was refused, of the last minute: {Counts}")]
    private static partial void LogRefused(ILogger logger, string counts);
}
