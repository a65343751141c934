namespace Contacts.Grains.Tickets;

/// <summary>Wakes this process's dispatcher when a mail was queued, so that it need not wait for its next look. Thread-safe.</summary>
public sealed class MailWake : IDisposable
{
    private readonly SemaphoreSlim _signal = new(0, 1);

    public void Set()
    {
        if (_signal.CurrentCount > 0) return;
        try
        {
            _signal.Release();
        }
        catch (SemaphoreFullException)
        {
            // Another one was faster: it is awake.
        }
    }

    /// <summary>Returns when a mail was queued since the last wait, or after the longest wait.</summary>
    public Task WaitAsync(TimeSpan longest, CancellationToken cancellationToken) => _signal.WaitAsync(longest, cancellationToken);

    public void Dispose() => _signal.Dispose();
}
