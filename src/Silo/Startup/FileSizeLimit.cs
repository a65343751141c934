using System.Runtime.InteropServices;

namespace Contacts.Silo.Startup;

/// <summary>
/// A limit on the size of files (<c>ulimit -f</c>, <c>LimitFSIZE</c>) is handled like a full disk: the write fails. By default the signal
/// would end the process.
/// </summary>
internal static class FileSizeLimit
{
    private const int Exceeded = 25; // SIGXFSZ, on Linux and macOS

    public static IDisposable? BecomeErrors() => OperatingSystem.IsWindows()
        ? null
        : PosixSignalRegistration.Create((PosixSignal)Exceeded, static context => context.Cancel = true);
}
