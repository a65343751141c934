using System.Collections.Immutable;
using Contacts.Core.Limits;
using Contacts.Storage.Sessions;

namespace Contacts.Storage.Stores;

/// <summary>
/// Windows of rate limits. The sum over all processes is exact because each statement locks the row that it adds to; rows are locked in one
/// order in all processes.
/// </summary>
internal sealed class RateLimitStore(IStoreDatabase database) : IRateLimitStore
{
    private static readonly Statement _take = new("Limits/take.sql");
    private static readonly Statement _return = new("Limits/return.sql");
    private static readonly Statement _sweep = new("Limits/sweep.sql");

    public Task<ImmutableArray<WindowGrant>> TakeAsync(
        int organisationId, IReadOnlyList<WindowTake> takes, CancellationToken cancellationToken) =>
        database.WriteAsync(async session =>
        {
            var ordered = Ordered(takes).ToArray();
            var grants = await session.FirstOfEachAsync(
                _take, row => new WindowGrant(row.Int32(0), row.Int32(1)),
                ordered.Select(take => (SqlValue[])[.. Values(organisationId, take), take.Limit]));
            var byWindow = ordered.Zip(grants).ToDictionary(pair => pair.First.Window, pair => pair.Second);
            return takes.Select(take => byWindow[take.Window]).ToImmutableArray();
        }, cancellationToken);

    public Task ReturnAsync(int organisationId, IReadOnlyList<WindowTake> returns, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session => session.RunEachAsync(_return, Ordered(returns).Select(item => Values(organisationId, item))), cancellationToken);

    public Task<int> SweepAsync(DateTimeOffset before, int atMost, CancellationToken cancellationToken) =>
        database.WriteAsync(session => session.RunAsync(_sweep, before, atMost), cancellationToken);

    private static IEnumerable<WindowTake> Ordered(IReadOnlyList<WindowTake> takes) =>
        takes.OrderBy(take => take.Window.Subject).ThenBy(take => take.Window.Size).ThenBy(take => take.Window.Start);

    private static SqlValue[] Values(int organisationId, WindowTake take) =>
        [organisationId, take.Window.Subject, (int)take.Window.Size, take.Window.Start, take.Permits];
}
