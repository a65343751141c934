using Contacts.Core.Keys;
using Contacts.Core.Limits;

namespace Contacts.WebFront.Pipeline.Limits;

/// <summary>What one API key, or one organisation, has left to spend, and when the key was used last.</summary>
internal sealed class SubjectBudget(ILeaseSource source, TimeProvider time, int organisationId, long subject)
{
    /// <summary>The subject of an organisation as a whole.</summary>
    public const long Organisation = 0;

    private long _usedAt, _toldUseAt, _refused;

    public WindowSeries Minutes { get; } = new(source, time, organisationId, subject, WindowSize.Minute);
    public WindowSeries Hours { get; } = new(source, time, organisationId, subject, WindowSize.Hour);

    public DateTimeOffset UsedAt
    {
        get => new(Volatile.Read(ref _usedAt), TimeSpan.Zero);
        set => Volatile.Write(ref _usedAt, value.UtcTicks);
    }

    /// <summary>Counts requests that a limit refused.</summary>
    public void AddRefused(long requests) => Interlocked.Add(ref _refused, requests);

    /// <summary>The last use, and what was refused since that was asked for before; null if there is nothing new.</summary>
    public KeyUse? TakeUse()
    {
        var usedAt = Volatile.Read(ref _usedAt);
        var refused = Interlocked.Exchange(ref _refused, 0);
        if (Interlocked.Exchange(ref _toldUseAt, usedAt) == usedAt && refused == 0) return null;
        return new() { KeyId = subject, At = new(usedAt, TimeSpan.Zero), Refused = refused };
    }

    public Task SettleAsync(DateTimeOffset now) => Task.WhenAll(Minutes.SettleAsync(now), Hours.SettleAsync(now));

    public Task DrainAsync() => Task.WhenAll(Minutes.DrainAsync(), Hours.DrainAsync());
}
