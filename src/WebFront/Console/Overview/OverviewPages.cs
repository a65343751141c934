using System.Collections.Immutable;
using Contacts.Core.Analytics;
using Contacts.Core.Imports;
using Contacts.Core.Keys;
using Contacts.Core.Tickets;
using Contacts.Grains.Abstractions.Analytics;
using Contacts.Grains.Abstractions.ApiKeys;
using Contacts.Grains.Abstractions.Imports;
using Contacts.Grains.Abstractions.Tickets;
using Contacts.WebFront.Console.Shell;

namespace Contacts.WebFront.Console.Overview;

/// <summary>A key with what limits refused of its requests.</summary>
public sealed record RefusedKey(ApiKey Key, long Refused);

/// <summary>The first page of an organisation. It reads tallies and a few tickets, whatever the number of contacts.</summary>
internal static class OverviewPages
{
    private const int Days = 30;
    private const int RefusalDays = 7;
    private const int NewestTickets = 5;
    private const int NewestImports = 50; // Of those that have not ended an organisation has fewer.

    public static ConsoleGroup MapOverview(this ConsoleGroup console) => console.Page("", ShowAsync);

    private static async Task<ConsoleAnswer> ShowAsync(ConsoleCall call)
    {
        var now = call.Http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        var analytics = call.OfOrganisation<IAnalyticsGrain>();
        var report = analytics.SignUpsAsync(LastDays(now), call.Aborted);
        var oldestMail = analytics.OldestMailAsync(call.Aborted);
        var refused = RefusedAsync(call, DateOnly.FromDateTime(now.UtcDateTime).AddDays(1 - RefusalDays));
        var open = new TicketQuery { PageSize = NewestTickets, Status = TicketStatus.New };
        var tickets = await call.OfOrganisation<ITicketDeskGrain>().ListAsync(open, call.Aborted);
        var imports = await call.OfOrganisation<IImportDirectoryGrain>().ListAsync(1, NewestImports, call.Aborted);
        ImmutableArray<ImportReport> underWay = [.. imports.Items.Where(import => import.FinishedAt is null)];
        return ConsoleAnswer.Show<OverviewPage>(
            call, (nameof(OverviewPage.Chart), SignUpChart.Of(await report)), (nameof(OverviewPage.Tickets), tickets),
            (nameof(OverviewPage.Imports), underWay), (nameof(OverviewPage.OldestMail), await oldestMail),
            (nameof(OverviewPage.Refused), await refused));
    }

    /// <summary>The keys of which limits refused requests, the most first.</summary>
    private static async Task<ImmutableArray<RefusedKey>> RefusedAsync(ConsoleCall call, DateOnly since)
    {
        var ring = call.OfOrganisation<IApiKeyRingGrain>();
        var refusals = await ring.ListRefusalsAsync(since, call.Aborted);
        if (refusals.IsEmpty) return [];
        var keys = (await ring.ListAsync(call.Aborted)).ToDictionary(key => key.Id);
        return [.. refusals.Where(one => keys.ContainsKey(one.KeyId)).Select(one => new RefusedKey(keys[one.KeyId], one.Refused))];
    }

    /// <summary>Whole days of UTC, today included.</summary>
    private static SignUpQuery LastDays(DateTimeOffset now)
    {
        var to = (Quarter.DayOf(Quarter.Of(now)) + 1) * Quarter.InDay;
        var from = to - (Days * Quarter.InDay);
        return new()
        {
            From = from, To = to, GroupBy = SignUpDimension.Source,
            Edges = BucketEdges.Of(from, to, SignUpInterval.Day, TimeZoneInfo.Utc, Days),
        };
    }
}
