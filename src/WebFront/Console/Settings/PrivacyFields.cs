using System.Globalization;
using Contacts.Core.Settings;
using Contacts.WebFront.Console.Shell;

namespace Contacts.WebFront.Console.Settings;

/// <summary>The settings about personal data: for how long it is kept, and what people can do by themselves.</summary>
internal static class PrivacyFields
{
    public static SettingGroup Of(OrganisationSettings settings, ConsoleTexts t)
    {
        var (retention, rule) = (settings.Retention, t["1 to {0} days; empty: for ever.", RetentionRules.MostDays]);
        return new(
            t["Personal data"],
            new("retention.ticketDays", t["Days for which texts and customers of tickets are kept"], rule, Days(retention.TicketDays)),
            new("retention.ipDays", t["Days for which IP addresses are kept"], rule, Days(retention.IpDays)),
            new(
                "retention.historyDays", t["Days for which the history of contacts is kept in full"],
                t["1 to {0} days; empty: for ever. Afterwards kind and time remain.", RetentionRules.MostDays],
                Days(retention.HistoryDays)),
            new(
                "retention.pendingDays", t["Days after which an unanswered question for consent lapses"],
                t["1 to {0} days; empty: with its link.", RetentionRules.MostDays], Days(retention.PendingDays)),
            new(
                "privacy.erasure", t["When a person asks to be forgotten"],
                t["ask: an administrator decides; at-once: it is done without asking anybody."],
                settings.Privacy.Erasure == ErasureMode.AtOnce ? "at-once" : "ask", "ask", "at-once"));
    }

    private static string Days(int days) => days == 0 ? "" : days.ToString(CultureInfo.InvariantCulture);
}
