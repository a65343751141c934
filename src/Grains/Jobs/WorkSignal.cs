namespace Contacts.Grains.Jobs;

/// <summary>Tells a loop of this process that there is work, so that it need not wait for its next look. Thread-safe.</summary>
public abstract class WorkSignal
{
    private readonly SemaphoreSlim _raised = new(0, 1);

    public void Raise()
    {
        if (_raised.CurrentCount > 0) return;
        try
        {
            _raised.Release();
        }
        catch (SemaphoreFullException)
        {
            // Another one was faster: it is raised.
        }
    }

    /// <summary>Completes when it is raised, or after <paramref name="longest"/>.</summary>
    public async Task WaitAsync(TimeSpan longest, TimeProvider time, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await _raised.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
        }
    }
}
