using System.Runtime.InteropServices;

namespace Contacts.WebFront.Hosting;

/// <summary>
/// A stop that is asked for before the host listens to signals: by itself the system would end the process there and then.
/// </summary>
public sealed class EarlyStop : IDisposable
{
    private readonly CancellationTokenSource _asked = new();
    private readonly PosixSignalRegistration _terminate, _interrupt;

    public EarlyStop()
    {
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Note);
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Note);
    }

    public CancellationToken StopRequested => _asked.Token;

    public void Dispose()
    {
        _terminate.Dispose();
        _interrupt.Dispose();
    }

    private void Note(PosixSignalContext context)
    {
        context.Cancel = true;
        _asked.Cancel();
    }
}
