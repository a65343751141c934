using Contacts.Core.Tickets;
using Contacts.Storage.Stores;

namespace Contacts.Storage.Sqlite.Tickets;

/// <summary>Tickets in a SQLite file. A batch is written as a whole or not at all.</summary>
internal sealed class SqliteTicketStore(SqliteDatabase database) : TicketStore(database)
{
    private static readonly SqliteQuery _countNetwork = SqliteQuery.Load("Tickets/count_network.sql");
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
        var (network, address) = (0, 0);
        if (probe.Network is not null)
        {
            var row = session.Prepare(_countNetwork)
                .Bind(probe.OrganisationId).Bind(probe.Network).Bind(probe.Ip).Bind(probe.Since).Bind(ITicketStore.CountLimit);
            row.Step();
            (network, address) = (row.Int32(0), row.Int32(1));
            row.Reset();
        }
        var text = session.Prepare(_countText).Bind(probe.OrganisationId).Bind(probe.TextHash).Bind(probe.Since)
            .Bind(ITicketStore.CountLimit);
        return new(address, network, (int)(text.Scalar() ?? 0));
    }
}
