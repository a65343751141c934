using Contacts.Core.Limits;

namespace Contacts.WebFront.Pipeline.Limits;

/// <summary>What one API key, or one organisation, has left to spend, and when the key was used last.</summary>
internal sealed class SubjectBudget(ILeaseSource source, TimeProvider time, int organisationId, long subject)
{
    /// <summary>The subject of an organisation as a whole.</summary>
    public const long Organisation = 0;

    private long _usedAt, _toldUseAt;

    public WindowSeries Minutes { get; } = new(source, time, organisationId, subject, WindowSize.Minute);
    public WindowSeries Hours { get; } = new(source, time, organisationId, subject, WindowSize.Hour);

    public DateTimeOffset UsedAt
    {
        get => new(Volatile.Read(ref _usedAt), TimeSpan.Zero);
        set => Volatile.Write(ref _usedAt, value.UtcTicks);
    }

    /// <summary>The last use, where it was not asked for since; null if there is nothing new.</summary>
    public DateTimeOffset? TakeUse()
    {
        var usedAt = Volatile.Read(ref _usedAt);
        return Interlocked.Exchange(ref _toldUseAt, usedAt) == usedAt ? null : new(usedAt, TimeSpan.Zero);
    }

    public Task SettleAsync(DateTimeOffset now) => Task.WhenAll(Minutes.SettleAsync(now), Hours.SettleAsync(now));

    public Task DrainAsync() => Task.WhenAll(Minutes.DrainAsync(), Hours.DrainAsync());
}
