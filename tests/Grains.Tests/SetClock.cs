namespace Contacts.Grains.Tests;

/// <summary>Tells the time a test sets; ticks and timers are those of the system.</summary>
internal sealed class SetClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}
