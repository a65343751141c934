using Microsoft.Extensions.Time.Testing;

namespace Contacts.Testing;

/// <summary>
/// The clock of a whole service: the time it tells moves only when told to, while timers run by the system's, so that the host goes on.
/// </summary>
public sealed class ServiceClock(DateTimeOffset start) : FakeTimeProvider(start)
{
    public ServiceClock()
        : this(new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero))
    {
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, dueTime, period);
}
