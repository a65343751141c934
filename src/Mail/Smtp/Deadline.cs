namespace Contacts.Mail.Smtp;

/// <summary>Ends one step of a conversation after a time, with a <see cref="TimeoutException"/>, or when the caller cancels.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly CancellationTokenSource _timeout;
    private readonly CancellationTokenSource _either;
    private readonly CancellationToken _caller;

    public Deadline(TimeSpan timeout, TimeProvider time, CancellationToken caller)
    {
        _caller = caller;
        _timeout = new CancellationTokenSource(timeout, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(caller, _timeout.Token);
    }

    private bool Expired => _timeout.IsCancellationRequested && !_caller.IsCancellationRequested;

    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> step)
    {
        try
        {
            return await step(_either.Token);
        }
        catch (Exception e) when (Expired)
        {
            throw new TimeoutException("no answer in time", e);
        }
    }

    public async Task RunAsync(Func<CancellationToken, Task> step) =>
        await RunAsync(async token =>
        {
            await step(token);
            return true;
        });

    public void Shorten(TimeSpan to) => _timeout.CancelAfter(to);

    public void Dispose()
    {
        _either.Dispose();
        _timeout.Dispose();
    }
}
