using System.Collections.Immutable;
using Contacts.Core.Erasure;
using Contacts.Storage.Sessions;

namespace Contacts.Storage.Stores;

/// <summary>
/// What had to be looked for record by record, which may take seconds: before the transaction, and only once where a contact of the person
/// changes meanwhile and nothing by which the person is known.
/// </summary>
internal sealed record SearchedRecords(ErasedPerson Person, FoundInImports Imports, ImmutableArray<long> LooseTickets);

/// <summary>Looks through records of an organisation for a person; the first pages come with the batch that it is given.</summary>
internal sealed class RecordSearch(StatementBatch batch, int organisationId)
{
    private readonly ImportSearch _imports = new(batch, organisationId);
    private readonly FoundRows<TicketSender> _senders = LooseTickets.Page(batch, organisationId, after: 0);

    /// <summary>Null where the file of an import that has not ended has the person in it.</summary>
    public async Task<SearchedRecords?> FindAsync(IStoreDatabase database, ErasedPerson person, CancellationToken cancellationToken)
    {
        if (await _imports.FindAsync(database, person, cancellationToken) is not { } imports) return null;
        var tickets = await LooseTickets.FindAsync(
            person, _senders,
            after => new(database.ReadAsync(
                session => session.RunAsync(next => LooseTickets.Page(next, organisationId, after)), cancellationToken)));
        return new(person, imports, tickets);
    }
}
