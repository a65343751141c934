using Contacts.Core.Organisations;
using Contacts.Core.Retention;
using Contacts.Core.Settings;
using Contacts.Grains.Consent;
using Contacts.Grains.Jobs;
using Contacts.Grains.Organisations;
using Microsoft.Extensions.Logging;

namespace Contacts.Grains.Retention;

/// <summary>
/// Removes personal data that organisations have kept for as long as they want: once a night from 02:00 UTC on, in one process at a time,
/// in small batches. A night that nobody has worked through is caught up.
/// </summary>
public sealed class RetentionWork(
    IRetentionStore store, IOrganisationStore organisations, OrganisationCatalogue catalogue, UnconfirmedConsents consents,
    TimeProvider time, ILogger<RetentionWork> logger) : PeriodicWork(TimeSpan.FromMinutes(5), time, logger)
{
    private const int Batch = 500;
    private const int OrganisationsAtOnce = 100;
    private static readonly TimeSpan _beginning = TimeSpan.FromHours(2);
    private static readonly TimeSpan _hold = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan _renewEvery = TimeSpan.FromMinutes(1);

    private readonly string _holder = Guid.NewGuid().ToString("N");
    private DateTimeOffset _renewAt;

    public override async Task RunAsync(CancellationToken cancellationToken)
    {
        var (now, night) = (Now, (Now - _beginning).ToUnixTimeSeconds() / 86_400);
        if (!await HoldAsync(night, cancellationToken)) return;
        for (var page = 1; ; page++)
        {
            var listed = await organisations.ListAsync(page, OrganisationsAtOnce, cancellationToken);
            foreach (var organisation in listed.Items)
                if (!await CleanAsync(organisation.Id, now, night, cancellationToken)) return;
            if (listed.Items.Length < OrganisationsAtOnce) break;
        }
        await store.FinishAsync(HoldOf(night), cancellationToken);
    }

    /// <summary>False where another process has taken the night over.</summary>
    private async Task<bool> CleanAsync(int organisationId, DateTimeOffset now, long night, CancellationToken cancellationToken)
    {
        var retention = (await catalogue.SettingsAsync(organisationId, cancellationToken)).Retention;
        foreach (var (data, days) in DaysOf(retention))
        {
            if (days == 0) continue;
            while (await store.RemoveAsync(organisationId, data, now.AddDays(-days), Batch, cancellationToken))
                if (Now >= _renewAt && !await HoldAsync(night, cancellationToken)) return false;
        }
        if (retention.PendingDays > 0)
            await RepeatAsync(
                Batch, atMost => consents.LapseAsync(organisationId, now.AddDays(-retention.PendingDays), atMost, cancellationToken));
        return Now < _renewAt || await HoldAsync(night, cancellationToken);
    }

    private static (RetainedData Data, int Days)[] DaysOf(RetentionSettings retention) =>
    [
        (RetainedData.TicketTexts, retention.TicketDays), (RetainedData.TicketAddresses, retention.IpDays),
        (RetainedData.ConsentAddresses, retention.IpDays), (RetainedData.HistoryAddresses, retention.IpDays),
        (RetainedData.MergeAddresses, retention.IpDays), (RetainedData.AuditAddresses, retention.IpDays),
        (RetainedData.Histories, retention.HistoryDays),
    ];

    private Task<bool> HoldAsync(long night, CancellationToken cancellationToken)
    {
        _renewAt = Now + _renewEvery;
        return store.HoldAsync(HoldOf(night), cancellationToken);
    }

    private RetentionHold HoldOf(long night) => new(night, _holder, Now, Now + _hold);
}
