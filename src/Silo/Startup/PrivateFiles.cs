using System.Runtime.InteropServices;

namespace Contacts.Silo.Startup;

/// <summary>
/// Files and folders that the process makes are for its own user alone (0600 and 0700), those of SQLite included: they hold personal data.
/// What was there before keeps its rights.
/// </summary>
internal static class PrivateFiles
{
    private const uint OfOthers = 0b000_111_111; // The rights that nobody but the user is given.

    public static void BecomeDefault()
    {
        if (!OperatingSystem.IsWindows()) _ = SetMask(OfOthers);
    }

    [DllImport("libc", EntryPoint = "umask")]
    private static extern uint SetMask(uint mask);
}
