using System.Collections.Immutable;
using System.Globalization;
using Contacts.Core.Analytics;
using Contacts.Core.Groups;
using Contacts.Core.Mail;
using Contacts.Grains.Abstractions.Analytics;
using Orleans;
using Orleans.Concurrency;

namespace Contacts.Grains.Analytics;

/// <summary>
/// Adds up the tallies of one organisation, and looks into its outbox. Keeps nothing: it is there for fronts that have no database.
/// </summary>
[StatelessWorker, Reentrant]
public sealed class AnalyticsGrain(ISignUpStore signUps, IGroupStore groups, IMailOutbox outbox, ListReads lists) : Grain, IAnalyticsGrain
{
    private int OrganisationId => (int)this.GetPrimaryKeyLong();

    public Task<SignUpReport> SignUpsAsync(SignUpQuery query, CancellationToken cancellationToken) =>
        lists.RunAsync(OrganisationId, token => ReadAsync(query, token), cancellationToken);

    public Task<DateTimeOffset?> OldestMailAsync(CancellationToken cancellationToken) =>
        lists.RunAsync(OrganisationId, token => outbox.FindOldestAsync(OrganisationId, token), cancellationToken);

    private async Task<SignUpReport> ReadAsync(SignUpQuery query, CancellationToken cancellationToken)
    {
        var series = await signUps.ReadAsync(OrganisationId, query, cancellationToken);
        if (query.GroupBy != SignUpDimension.Group) return series.ToReport(name => name);
        var names = await NamesAsync(series.Names, cancellationToken);
        return series.ToReport(id => id.Length == 0 ? "" : names.GetValueOrDefault(id) ?? $"#{id}");
    }

    /// <summary>The names of groups by their ids.</summary>
    private async Task<Dictionary<string, string>> NamesAsync(ImmutableArray<string> ids, CancellationToken cancellationToken)
    {
        long[] wanted = [.. ids.Where(id => id.Length > 0).Select(id => long.Parse(id, CultureInfo.InvariantCulture))];
        var found = await groups.FindAsync(OrganisationId, wanted, cancellationToken);
        return found.ToDictionary(group => group.Id.ToString(CultureInfo.InvariantCulture), group => group.Name);
    }
}
