using System.Collections.Immutable;
using Contacts.Core.Limits;

namespace Contacts.Storage.Sqlite.Limits;

/// <summary>Windows in a SQLite file.</summary>
internal sealed class SqliteRateLimitStore(SqliteDatabase database) : IRateLimitStore
{
    private static readonly SqliteQuery _take = SqliteQuery.Load("Limits/take.sql");
    private static readonly SqliteQuery _return = SqliteQuery.Load("Limits/return.sql");
    private static readonly SqliteQuery _sweep = SqliteQuery.Load("Limits/sweep.sql");

    public Task<ImmutableArray<WindowGrant>> TakeAsync(
        int organisationId, IReadOnlyList<WindowTake> takes, CancellationToken cancellationToken) =>
        database.WriteAsync(session => takes.Select(take => Take(session, organisationId, take)).ToImmutableArray(), cancellationToken);

    public Task ReturnAsync(int organisationId, IReadOnlyList<WindowTake> returns, CancellationToken cancellationToken) =>
        database.WriteAsync(session => returns.Sum(item => Bind(session, _return, organisationId, item).Run()), cancellationToken);

    public Task<int> SweepAsync(DateTimeOffset before, int atMost, CancellationToken cancellationToken) =>
        database.WriteAsync(session => session.Prepare(_sweep).Bind(before).Bind(atMost).Run(), cancellationToken);

    private static WindowGrant Take(SqliteSession session, int organisationId, WindowTake take)
    {
        var row = Bind(session, _take, organisationId, take).Bind(take.Limit);
        row.Step();
        var grant = new WindowGrant(row.Int32(0), row.Int32(1));
        row.Reset();
        return grant;
    }

    private static SqliteStatement Bind(SqliteSession session, SqliteQuery query, int organisationId, WindowTake take) =>
        session.Prepare(query).Bind(organisationId).Bind(take.Window.Subject).Bind((long)take.Window.Size).Bind(take.Window.Start)
            .Bind(take.Permits);
}
