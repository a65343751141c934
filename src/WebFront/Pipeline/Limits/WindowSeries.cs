using Contacts.Core.Limits;

namespace Contacts.WebFront.Pipeline.Limits;

/// <summary>The windows of one size of one subject, one after the other. The next one is prepared shortly before it begins.</summary>
internal sealed class WindowSeries(ILeaseSource source, TimeProvider time, int organisationId, long subject, WindowSize size)
{
    private static readonly TimeSpan _ahead = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private volatile PermitWindow? _current;
    private volatile PermitWindow? _next;

    public static TimeSpan LengthOf(WindowSize size) => size == WindowSize.Minute ? TimeSpan.FromMinutes(1) : TimeSpan.FromHours(1);

    /// <summary>The window of a moment, under a limit. Where the limit has changed, permits of the old one are given back.</summary>
    public PermitWindow At(DateTimeOffset now, int limit)
    {
        var current = _current;
        if (current is null || current.Limit != limit || !Covers(current, now))
            current = Move(now, limit);
        if (current.LeasesAhead && _next is null && current.End - now < _ahead)
            PrepareNext(current);
        return current;
    }

    /// <summary>Called every second: gives back what an idle process should not keep.</summary>
    public Task SettleAsync(DateTimeOffset now)
    {
        var current = _current;
        if (current is not null && !Covers(current, now) && _next is { } next && Covers(next, now))
            current = Move(now, next.Limit);
        return current is not null && Covers(current, now) ? current.SettleAsync() : Task.CompletedTask;
    }

    /// <summary>Gives everything back.</summary>
    public Task DrainAsync() =>
        Task.WhenAll(_current?.DrainAsync(keep: 0) ?? Task.CompletedTask, _next?.DrainAsync(keep: 0) ?? Task.CompletedTask);

    // A clock that is a little behind (another core's, a moment ago) may still spend from the window that has just begun.
    private bool Covers(PermitWindow window, DateTimeOffset now) => now < window.End && now >= window.Start - LengthOf(size);

    private PermitWindow Move(DateTimeOffset now, int limit)
    {
        lock (_gate)
        {
            var current = _current;
            if (current is not null && current.Limit == limit && Covers(current, now))
                return current;
            var (next, start) = (_next, StartOf(now));
            _next = null;
            Abandon(current, now);
            if (next is not null && next.Start == start && next.Limit == limit)
                return _current = next;
            Abandon(next, now);
            return _current = New(start, limit);
        }
    }

    private void PrepareNext(PermitWindow current)
    {
        lock (_gate)
        {
            if (_next is not null || _current != current)
                return;
            var next = _next = New(current.End, current.Limit);
            next.PrepareAfter(current);
        }
    }

    private static void Abandon(PermitWindow? window, DateTimeOffset now)
    {
        if (window is null || now >= window.End)
            return;
        _ = window.DrainAsync(keep: 0).ContinueWith(
            static task => _ = task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }

    private PermitWindow New(DateTimeOffset start, int limit) =>
        new(source, time, organisationId, new() { Subject = subject, Size = size, Start = start }, limit);

    private DateTimeOffset StartOf(DateTimeOffset now) => new(now.UtcTicks - (now.UtcTicks % LengthOf(size).Ticks), TimeSpan.Zero);
}
