namespace Contacts.Mail.Smtp;

/// <summary>Ends one step of a conversation after a time, or when the caller cancels; <see cref="Expired"/> tells which it was.</summary>
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

    public CancellationToken Token => _either.Token;

    public bool Expired => _timeout.IsCancellationRequested && !_caller.IsCancellationRequested;

    public void Shorten(TimeSpan to) => _timeout.CancelAfter(to);

    public void Dispose()
    {
        _either.Dispose();
        _timeout.Dispose();
    }
}
