using Contacts.Core.Tickets;
using Contacts.Storage.Stores;

namespace Contacts.Storage.Sqlite.Tickets;

/// <summary>Tickets in a SQLite file. A batch is written as a whole or not at all.</summary>
internal sealed class SqliteTicketStore(SqliteDatabase database) : TicketStore(database)
{
    private static readonly SqliteQuery _countNetwork = SqliteQuery.Load("Tickets/count_network.sql");
    private static readonly SqliteQuery _countSite = SqliteQuery.Load("Tickets/count_site.sql");
    private static readonly SqliteQuery _countText = SqliteQuery.Load("Tickets/count_text.sql");

    public override Task<IReadOnlyList<long>> WriteAsync(IReadOnlyList<TicketWrite> batch, CancellationToken cancellationToken) =>
        database.WriteAsync<IReadOnlyList<long>>(
            session => [.. batch.Select(ticket => TicketTable.Add(session, ticket))], cancellationToken);

    public override Task<IReadOnlyList<SubmissionCounts>> CountAsync(
        IReadOnlyList<SubmissionProbe> batch, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<SubmissionCounts>>(
            session => [.. batch.Select(probe => Count(session, probe))], cancellationToken);

    private static SubmissionCounts Count(SqliteSession session, SubmissionProbe probe)
    {
        var (network, address) = CountNetwork(session, probe);
        var site = probe.Submitter?.Site is { } prefix
            ? session.Prepare(_countSite).Bind(probe.OrganisationId).Bind(prefix).Bind(probe.Since).Bind(ITicketStore.CountLimit).Scalar()
            : 0;
        var text = session.Prepare(_countText).Bind(probe.OrganisationId).Bind(probe.TextHash).Bind(probe.Since)
            .Bind(ITicketStore.CountLimit);
        return new(address, network, (int)(site ?? 0), (int)(text.Scalar() ?? 0));
    }

    private static (int Network, int Address) CountNetwork(SqliteSession session, SubmissionProbe probe)
    {
        if (probe.Submitter is not { } submitter) return (0, 0);
        var row = session.Prepare(_countNetwork)
            .Bind(probe.OrganisationId).Bind(submitter.Network).Bind(submitter.Address).Bind(probe.Since).Bind(ITicketStore.CountLimit);
        row.Step();
        var counts = (row.Int32(0), row.Int32(1));
        row.Reset();
        return counts;
    }
}
