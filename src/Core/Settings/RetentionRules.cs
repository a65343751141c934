namespace Contacts.Core.Settings;

/// <summary>
/// Applies a change to the settings about personal data. Pure. <paramref name="refuse"/> is told each setting that is wrong, and the
/// rule it breaks.
/// </summary>
public sealed class RetentionRules(Action<string, string> refuse)
{
    /// <summary>The most days: a hundred years.</summary>
    public const int MostDays = 36_500;

    public RetentionSettings Apply(RetentionSettings settings, RetentionChange change) => new()
    {
        TicketDays = Days(settings.TicketDays, change.TicketDays, "retention.ticketDays"),
        IpDays = Days(settings.IpDays, change.IpDays, "retention.ipDays"),
        HistoryDays = Days(settings.HistoryDays, change.HistoryDays, "retention.historyDays"),
        PendingDays = Days(settings.PendingDays, change.PendingDays, "retention.pendingDays"),
    };

    public PrivacySettings Apply(PrivacySettings settings, string? erasure)
    {
        switch (erasure)
        {
            case null: return settings;
            case "ask": return settings with { Erasure = ErasureMode.Ask };
            case "at-once": return settings with { Erasure = ErasureMode.AtOnce };
            default:
                refuse("privacy.erasure", "must be \"ask\" or \"at-once\"");
                return settings;
        }
    }

    private int Days(int present, Optional<long?> sent, string setting)
    {
        if (!sent.IsSent) return present;
        if (sent.Value is < 1 or > MostDays) refuse(setting, $"must be an integer from 1 to {MostDays}, or null");
        return (int)(sent.Value ?? 0);
    }
}
