using System.Collections.Immutable;
using Contacts.Core.Contacts;
using Contacts.Core.Tickets;

namespace Contacts.Storage.Sqlite.Tickets;

/// <summary>Tickets in a SQLite file. A batch is written as a whole or not at all.</summary>
internal sealed class SqliteTicketStore(SqliteDatabase database) : ITicketStore
{
    private static readonly SqliteQuery _find = SqliteQuery.Load("Tickets/find.sql");
    private static readonly SqliteQuery _findByNumber = SqliteQuery.Load("Tickets/find_by_number.sql");
    private static readonly SqliteQuery _total = SqliteQuery.Load("Tickets/list_total.sql");
    private static readonly SqliteQuery _page = SqliteQuery.Load("Tickets/list_page.sql");
    private static readonly SqliteQuery _ofContact = SqliteQuery.Load("Tickets/of_contact.sql");
    private static readonly SqliteQuery _countNetwork = SqliteQuery.Load("Tickets/count_network.sql");
    private static readonly SqliteQuery _countText = SqliteQuery.Load("Tickets/count_text.sql");

    public Task<IReadOnlyList<long>> WriteAsync(IReadOnlyList<TicketWrite> batch, CancellationToken cancellationToken) =>
        database.WriteAsync<IReadOnlyList<long>>(
            session => [.. batch.Select(ticket => TicketTable.Add(session, ticket))], cancellationToken);

    public Task<IReadOnlyList<SubmissionCounts>> CountAsync(IReadOnlyList<SubmissionProbe> batch, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<SubmissionCounts>>(
            session => [.. batch.Select(probe => Count(session, probe))], cancellationToken);

    public Task<TicketPage> ListAsync(int organisationId, TicketQuery query, CancellationToken cancellationToken) =>
        database.ReadAsync(session =>
        {
            var search = SearchTerm.OfOrNull(query.Search);
            if (search is { IsHopeless: true }) return new TicketPage();
            var total = Filter(session.Prepare(_total), organisationId, query, search).Scalar() ?? 0;
            var row = Filter(session.Prepare(_page), organisationId, query, search).Bind(query.PageSize).Bind((query.Page - 1L) * query.PageSize);
            var items = ImmutableArray.CreateBuilder<Ticket>();
            while (row.Step()) items.Add(TicketRows.Item(row));
            return new TicketPage { Total = total, Items = items.DrainToImmutable() };
        }, cancellationToken);

    public Task<TicketDetail?> FindAsync(int organisationId, string externalId, CancellationToken cancellationToken) =>
        database.ReadAsync(session => TicketRows.First(session.Prepare(_find).Bind(organisationId).Bind(externalId)), cancellationToken);

    public Task<TicketDetail?> FindAsync(int organisationId, long number, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session => TicketRows.First(session.Prepare(_findByNumber).Bind(organisationId).Bind(number)), cancellationToken);

    public Task<bool> ChangeStatusAsync(TicketStatusChange change, CancellationToken cancellationToken) =>
        database.WriteAsync(session => TicketTable.Change(session, change), cancellationToken);

    public Task<ImmutableArray<ContactTicket>> OfContactAsync(int organisationId, long contactId, CancellationToken cancellationToken) =>
        database.ReadAsync(session =>
        {
            var row = session.Prepare(_ofContact).Bind(organisationId).Bind(contactId);
            var tickets = ImmutableArray.CreateBuilder<ContactTicket>();
            while (row.Step()) tickets.Add(TicketRows.OfContact(row));
            return tickets.DrainToImmutable();
        }, cancellationToken);

    private static SqliteStatement Filter(SqliteStatement statement, int organisationId, TicketQuery query, SearchTerm? search)
    {
        var (number, slug) = TicketText.NumberIn(query.Search);
        return statement.Bind(organisationId).Bind((long?)query.Status).Bind(query.Category).Bind(search?.Needle).Bind(search?.Digits)
            .Bind(number).Bind(slug);
    }

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
