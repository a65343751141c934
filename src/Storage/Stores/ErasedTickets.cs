using System.Collections.Immutable;
using Contacts.Core.Erasure;
using Contacts.Storage.Sessions;

namespace Contacts.Storage.Stores;

/// <summary>Empties the tickets of a person, or takes the customer out of them.</summary>
internal static class ErasedTickets
{
    private static readonly Statement _ofContact = new("Erasure/tickets.sql");
    private static readonly Statement _message = new("Erasure/message.sql");
    private static readonly Statement _redact = new("Erasure/redact_ticket.sql");
    private static readonly Statement _release = new("Erasure/release_ticket.sql");

    /// <summary>
    /// The numbers of a person's tickets: those of its contacts, those written from an address or number of the person alone that belong to
    /// one that was one with the person for a while, and those that belong to no contact, which were found before.
    /// </summary>
    public static async ValueTask<ImmutableArray<long>> FindAsync(IStoreSession session, GatheredPerson person, ImmutableArray<long> loose)
    {
        var own = await OfContactsAsync(session, person.OrganisationId, person.Person.ContactIds);
        var others = await OfContactsAsync(session, person.OrganisationId, person.FormerPartners);
        return [.. own.Concat(others.Where(ticket => ticket.IsOne(person.Person))).Select(ticket => ticket.Number), .. loose];
    }

    /// <summary>How many tickets are other ones now.</summary>
    public static async ValueTask<int> EraseAsync(
        IStoreSession session, int organisationId, ImmutableArray<long> numbers, TicketErasure choice)
    {
        var keys = numbers.Select(number => (SqlValue[])[organisationId, number]);
        if (choice == TicketErasure.Redact) return await session.RunEachAsync(_redact, keys);
        var messages = await session.FirstOfEachAsync(_message, row => row.Text(0), keys);
        return await session.RunEachAsync(
            _release,
            numbers.Zip(messages, (number, message) => (SqlValue[])[organisationId, number, TicketText.SearchOfMessage(message ?? "")]));
    }

    private static async ValueTask<List<TicketSender>> OfContactsAsync(
        IStoreSession session, int organisationId, IEnumerable<long> contacts)
    {
        var found = new List<TicketSender>();
        foreach (var id in contacts) found.AddRange(await session.AllAsync(_ofContact, TicketSender.Read, organisationId, id));
        return found;
    }
}
