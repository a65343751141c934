using System.Collections.Immutable;
using Contacts.Core.Erasure;
using Contacts.Storage.Sessions;

namespace Contacts.Storage.Stores;

/// <summary>
/// Empties the tickets of a person, or takes the customer out of them: those of its contacts, those written from an address or number of
/// the person alone that belong to one that was one with the person for a while, and those that belong to no contact, which were found
/// before (<paramref name="loose"/>).
/// </summary>
internal sealed class ErasedTickets(StatementBatch reads, GatheredPerson gathered, ImmutableArray<long> loose, TicketErasure choice)
{
    private static readonly Statement _ofContact = new("Erasure/tickets.sql");
    private static readonly Statement _message = new("Erasure/message.sql");
    private static readonly Statement _redact = new("Erasure/redact_ticket.sql");
    private static readonly Statement _release = new("Erasure/release_ticket.sql");

    private readonly FoundRows<TicketSender> _own = reads.AllOfEach(_ofContact, TicketSender.Read, gathered.EachContact());
    private readonly FoundRows<TicketSender> _ofPartners =
        reads.AllOfEach(_ofContact, TicketSender.Read, gathered.Each(gathered.FormerPartners));

    private FoundRows<(long Number, string Text)>? _messages;

    /// <summary>The numbers of the tickets, once they were read.</summary>
    public ImmutableArray<long> Numbers =>
        [.. _own.Concat(_ofPartners.Where(ticket => ticket.IsOne(gathered.Person))).Select(ticket => ticket.Number), .. loose];

    /// <summary>What has to be known of the tickets themselves.</summary>
    public void ReadMessages(StatementBatch reads)
    {
        if (choice == TicketErasure.Keep)
            _messages = reads.AllOfEach(_message, row => (row.Int64(0), row.Text(1)), gathered.Each(Numbers));
    }

    public void Erase(StatementBatch writes)
    {
        if (_messages is null) writes.RunEach(_redact, gathered.Each(Numbers));
        else writes.RunEach(
            _release,
            _messages.Select(one => (SqlValue[])[gathered.OrganisationId, one.Number, TicketText.SearchOfMessage(one.Text)]));
    }
}
