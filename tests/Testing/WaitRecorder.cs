using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace Contacts.Testing;

/// <summary>A fake clock that records what was waited for on it.</summary>
public sealed class WaitRecorder : FakeTimeProvider
{
    private readonly ConcurrentQueue<TimeSpan> _waits = new();
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The lengths of all waits so far, ended ones too, in the order they began.</summary>
    public IReadOnlyList<TimeSpan> Waits => [.. _waits];

    /// <summary>Completes when the first wait has begun.</summary>
    public Task FirstWait => _first.Task;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _waits.Enqueue(dueTime);
        _first.TrySetResult();
        return timer;
    }
}
