namespace Contacts.Testing.Workload;

/// <summary>
/// Wakes whoever waits for the next time that something happens. To miss nothing, take <see cref="Next"/> before looking.
/// </summary>
public sealed class Pulse
{
    private TaskCompletionSource _next = Create();

    public Task Next => Volatile.Read(ref _next).Task;

    public void Beat() => Interlocked.Exchange(ref _next, Create()).SetResult();

    private static TaskCompletionSource Create() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
