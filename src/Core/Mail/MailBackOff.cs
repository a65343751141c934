namespace Contacts.Core.Mail;

/// <summary>When a mail that was not taken is tried again: after seconds at first, half an hour in the end, for 24 hours. Pure.</summary>
public static class MailBackOff
{
    /// <summary>How long a mail is tried, from when it was queued.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(24);

    private static readonly TimeSpan _first = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _longest = TimeSpan.FromMinutes(30);

    /// <summary>
    /// The time of the next attempt; null if there is none any more. <paramref name="attempts"/> counts those made,
    /// <paramref name="chance"/> is from 0 to 1 and spreads mails that failed together. The last attempt is at the end of the patience.
    /// </summary>
    public static DateTimeOffset? Next(int attempts, DateTimeOffset queuedAt, DateTimeOffset now, double chance)
    {
        var end = queuedAt + Patience;
        if (now >= end) return null;
        var pause = Math.Min(_first.TotalSeconds * Math.Pow(2, Math.Min(attempts - 1, 30)), _longest.TotalSeconds);
        var next = now + TimeSpan.FromSeconds(pause * (0.5 + (chance / 2)));
        return next < end ? next : end;
    }
}
