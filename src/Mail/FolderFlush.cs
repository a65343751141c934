using System.Runtime.InteropServices;

namespace Contacts.Mail;

/// <summary>
/// Makes the names in a folder durable: a renamed file is on the disk, but under which name is not until the folder is flushed too. One
/// flush serves all who wait for it; it begins after the last of them has asked. Windows needs none. Thread-safe.
/// </summary>
public sealed class FolderFlush(string folder)
{
    private readonly Lock _changing = new();
    private TaskCompletionSource? _waiting;
    private bool _running;

    /// <summary>Completes once everything that was renamed before the call is durable. Throws IOException if the disk fails.</summary>
    public Task RunAsync()
    {
        if (OperatingSystem.IsWindows()) return Task.CompletedTask;
        lock (_changing)
        {
            _waiting ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            if (!_running) _ = Task.Run(FlushAll);
            _running = true;
            return _waiting.Task;
        }
    }

    private void FlushAll()
    {
        while (TakeWaiting() is { } waiting)
        {
            if (Flush() is { } problem) waiting.SetException(problem);
            else waiting.SetResult();
        }
    }

    private TaskCompletionSource? TakeWaiting()
    {
        lock (_changing)
        {
            var waiting = _waiting;
            _waiting = null;
            _running = waiting is not null;
            return waiting;
        }
    }

    private IOException? Flush()
    {
        var descriptor = Open(folder, flags: 0);
        if (descriptor < 0) return Problem();
        var problem = Sync(descriptor) == 0 ? null : Problem();
        _ = Close(descriptor); // Nothing was written through it that could be lost.
        return problem;
    }

    private static IOException Problem() => new($"error {Marshal.GetLastPInvokeError()} while the folder was flushed");

    [DllImport("libc", EntryPoint = "open", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int Sync(int descriptor);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int descriptor);
}
