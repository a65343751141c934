namespace Contacts.WebFront.Limits;

/// <summary>
/// How many permits a process keeps in hand. Idle: at most a hundredth of the limit, so that several processes leave next to nothing
/// unused; busy: enough for some seconds, but never more than an eighth of what the window has left, so that leases shrink towards
/// the end and nobody is starved. Limits under 100 are not leased ahead at all.
/// </summary>
internal static class LeaseSize
{
    private const int ReserveShare = 100;
    private const int LargestShare = 8;
    private const double Seconds = 4;

    /// <summary>What an idle process may keep.</summary>
    public static int Reserve(int limit) => limit / ReserveShare;

    /// <summary>What a process may keep that spends so many permits a second.</summary>
    public static int Kept(int limit, int perSecond) => (int)Math.Clamp(perSecond * Seconds, Reserve(limit), int.MaxValue / 2);

    /// <summary>
    /// What to have in hand when the window has <paramref name="left"/> for everybody and requests come at a rate. It at most
    /// doubles from one lease to the next, so that a short burst does not count as a rate.
    /// </summary>
    public static int Target(int limit, int left, double perSecond, int previous)
    {
        var reserve = Reserve(limit);
        if (reserve == 0)
            return 0;
        var wanted = Math.Min(perSecond * Seconds, 2.0 * Math.Max(previous, reserve));
        return (int)Math.Clamp(wanted, reserve, Math.Max(reserve, left / LargestShare));
    }
}
