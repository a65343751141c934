using System.Globalization;
using Contacts.Core.Settings;
using Contacts.WebFront.Console.Shell;

namespace Contacts.WebFront.Console.Settings;

/// <summary>For how many days personal data is kept.</summary>
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
                t["1 to {0} days; empty: for ever. Afterwards kind and time remain.", RetentionRules.MostDays], Days(retention.HistoryDays)),
            new(
                "retention.pendingDays", t["Days after which an unanswered question for consent lapses"],
                t["1 to {0} days; empty: with its link.", RetentionRules.MostDays], Days(retention.PendingDays)));
    }

    private static string Days(int days) => days == 0 ? "" : days.ToString(CultureInfo.InvariantCulture);
}
