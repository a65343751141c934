using System.Collections.Immutable;
using System.Text.Json;
using Contacts.Core.Erasure;
using Contacts.Storage.Sessions;

namespace Contacts.Storage.Stores;

/// <summary>
/// Removes mails to a person and mails of its tickets, and what is counted of them. Mails of tickets whose message is kept are still sent.
/// </summary>
internal sealed class ErasedMails(StatementBatch reads, GatheredPerson gathered, TicketErasure choice)
{
    private static readonly Statement _ofTickets = new("Erasure/ticket_mails.sql");
    private static readonly Statement _to = new("Erasure/mails_to.sql");
    private static readonly Statement _dropOfTicket = new("Erasure/drop_ticket_mail.sql");
    private static readonly Statement _drop = new("Erasure/drop_mail.sql");
    private static readonly Statement _redact = new("Erasure/redact_mail.sql");
    private static readonly Statement _removeQuota = new("Erasure/remove_quota.sql");

    private readonly FoundRows<Mail> _toPerson = reads.AllOfEach(_to, Read, gathered.EachEmail());
    private IReadOnlyList<Mail> _ofPersonsTickets = [];

    /// <summary>The ids of the mails, and of digests that have some of them.</summary>
    public ImmutableArray<string> Ids =>
        [.. All.Select(mail => mail.Id).Concat(All.Select(mail => mail.DigestId).OfType<string>()).Distinct()];

    private IEnumerable<Mail> All => _ofPersonsTickets.Concat(_toPerson);

    public void ReadOfTickets(StatementBatch reads, ImmutableArray<long> tickets)
    {
        if (tickets.IsEmpty) return;
        _ofPersonsTickets = reads.All(_ofTickets, Read, gathered.OrganisationId, SqlValue.Json(JsonSerializer.Serialize(tickets)));
    }

    public void Erase(StatementBatch writes)
    {
        if (choice == TicketErasure.Redact) writes.RunEach(_dropOfTicket, Each(_ofPersonsTickets));
        writes.RunEach(_drop, Each(_toPerson));
        writes.RunEach(_redact, Each(All));
        writes.RunEach(_removeQuota, gathered.EachEmail());
    }

    private IEnumerable<SqlValue[]> Each(IEnumerable<Mail> mails) =>
        mails.Select(mail => (SqlValue[])[gathered.OrganisationId, mail.Id]);

    private static Mail Read(IRow row) => new(row.Text(0), row.TextOrNull(1));

    private readonly record struct Mail(string Id, string? DigestId);
}
