namespace Contacts.WebFront.Pipeline.Limits;

/// <summary>
/// Decides how many permits a process holds. Idle: at most a hundredth of the limit, so that several processes leave next to nothing
/// unused. Busy for some time: what it spends in half a minute, so that leases are few, but never so much of what the window has left
/// that others are starved. A burst does not count: what is leased ahead at most doubles from one second to the next.
/// </summary>
internal static class LeaseSize
{
    private const int ReserveShare = 100;
    private const int Seconds = 30;
    private const int IdleProcesses = 3;
    private const int BusyProcesses = 6;

    /// <summary>What an idle process may keep; nothing of a limit below 100.</summary>
    public static int Reserve(int limit) => limit / ReserveShare;

    /// <summary>
    /// What to keep after another second: as much as the slower of the last two seconds needs, and no more than the faster one does.
    /// </summary>
    public static int Target(int limit, int previous, int slower, int faster)
    {
        var grown = Math.Min((long)slower * Seconds, 2L * Math.Max(previous, 1));
        var kept = Math.Min(previous, (long)faster * Seconds);
        return (int)Math.Clamp(Math.Max(grown, kept), Reserve(limit), int.MaxValue / 4);
    }

    /// <summary>
    /// How much of that to lease while the window has <paramref name="left"/> for everybody, and others spend from it or not.
    /// </summary>
    public static int ToLease(int limit, int target, int left, bool isAlone)
    {
        var reserve = Reserve(limit);
        var share = isAlone ? Math.Max(left - (left / 3), Math.Min(left, IdleProcesses * reserve)) : left / BusyProcesses;
        return Math.Min(target, Math.Max(share, reserve));
    }

    /// <summary>Whether what others have of a window is no more than a few idle processes keep.</summary>
    public static bool IsAlone(int limit, int ofOthers) => ofOthers <= IdleProcesses * Reserve(limit);

    /// <summary>With how many permits in hand the next lease is asked for.</summary>
    public static int RenewAt(int ahead) => ahead / 8;
}
