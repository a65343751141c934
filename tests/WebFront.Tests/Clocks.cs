namespace Contacts.WebFront.Tests;

/// <summary>The real clock, moved by hand.</summary>
public sealed class ShiftedClock : TimeProvider
{
    public TimeSpan Shift { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Shift;
}

/// <summary>A clock that stands still until it is moved.</summary>
public sealed class HandClock : TimeProvider
{
    private TimeSpan _passed;

    public void Pass(TimeSpan time) => _passed += time;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;
    public override long GetTimestamp() => _passed.Ticks;
    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + _passed;
}
