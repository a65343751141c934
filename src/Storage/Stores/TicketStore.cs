using System.Collections.Immutable;
using Contacts.Core.Audit;
using Contacts.Core.Contacts;
using Contacts.Core.Tickets;
using Contacts.Storage.Sessions;

namespace Contacts.Storage.Stores;

/// <summary>Tickets, but for their batches and counts, which the databases do in different ways.</summary>
internal abstract class TicketStore(IStoreDatabase database) : ITicketStore
{
    private static readonly Statement _list = new("Tickets/list.sql");
    private static readonly Statement _find = new("Tickets/find.sql");
    private static readonly Statement _ofContact = new("Tickets/of_contact.sql");
    private static readonly Statement _categories = new("Tickets/categories.sql");
    private static readonly Statement _mailed = new("Tickets/mailed.sql");
    private static readonly Statement _digest = new("Tickets/digest.sql");
    private static readonly Statement _changeStatus = new("Tickets/change_status.sql");

    public abstract Task<IReadOnlyList<long>> WriteAsync(IReadOnlyList<TicketWrite> batch, CancellationToken cancellationToken);

    public abstract Task<IReadOnlyList<SubmissionCounts>> CountAsync(
        IReadOnlyList<SubmissionProbe> batch, CancellationToken cancellationToken);

    public async Task<TicketPage> ListAsync(int organisationId, TicketQuery query, CancellationToken cancellationToken)
    {
        var search = SearchTerm.OfOrNull(query.Search);
        if (search is { IsHopeless: true }) return new TicketPage();
        var (number, slug) = TicketText.NumberIn(query.Search);
        var rows = await database.ReadAsync(
            session => session.AllAsync(
                _list, row => (Total: row.Int64(13), Ticket: row.IsNull(0) ? null : TicketRows.Item(row)), organisationId,
                (int?)query.Status, query.Category, search?.Needle, search?.Digits, number, slug, query.PageSize,
                (query.Page - 1L) * query.PageSize),
            cancellationToken);
        return new TicketPage { Total = rows[0].Total, Items = [.. rows.Select(row => row.Ticket).OfType<Ticket>()] };
    }

    public Task<TicketDetail?> FindAsync(int organisationId, string externalId, CancellationToken cancellationToken) =>
        FindAsync(organisationId, null, externalId, cancellationToken);

    public Task<TicketDetail?> FindAsync(int organisationId, long number, CancellationToken cancellationToken) =>
        FindAsync(organisationId, number, null, cancellationToken);

    public Task<ImmutableArray<ContactTicket>> OfContactAsync(int organisationId, long contactId, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.AllAsync(_ofContact, TicketRows.OfContact, organisationId, contactId), cancellationToken);

    public Task<ImmutableArray<string>> CategoriesAsync(int organisationId, int most, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.AllAsync(_categories, row => row.Text(0), organisationId, most), cancellationToken);

    public Task<bool> ChangeStatusAsync(TicketStatusChange change, CancellationToken cancellationToken) =>
        database.TransactAsync(async session =>
        {
            var changed = await session.RunAsync(
                _changeStatus, change.OrganisationId, change.Number, (int)change.From, (int)change.To, change.At, change.ContactId,
                change.MailNote);
            if (changed == 0) return false;
            await session.RunEachAsync(MailOutbox.Queue, TicketQueue.MailsOf(change).Select(MailOutbox.Values));
            await session.LeaveAsync(change.OrganisationId, change.Trail, change.Number);
            return true;
        }, cancellationToken);

    public async Task<IReadOnlyList<MailedTicket?>> MailedAsync(
        IReadOnlyList<(int OrganisationId, long Number)> tickets, CancellationToken cancellationToken) =>
        await database.ReadAsync(
            session => session.FirstOfEachAsync(
                _mailed, TicketRows.Mailed, tickets.Select(ticket => new SqlValue[] { ticket.OrganisationId, ticket.Number })),
            cancellationToken);

    public async Task<TicketDigest> DigestAsync(int organisationId, string mailId, CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(
            session => session.AllAsync(
                _digest, row => (Ticket: TicketRows.Mailed(row), Total: row.Int64(9)), organisationId, mailId, TicketDigest.MessageLimit,
                TicketDigest.Most),
            cancellationToken);
        return new([.. rows.Select(row => row.Ticket)], rows.Select(row => row.Total).FirstOrDefault());
    }

    private Task<TicketDetail?> FindAsync(int organisationId, long? number, string? externalId, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session => session.FirstAsync(_find, TicketRows.Detail, organisationId, number, externalId), cancellationToken);
}
