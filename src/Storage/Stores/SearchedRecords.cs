using System.Collections.Immutable;
using Contacts.Core.Erasure;
using Contacts.Storage.Sessions;

namespace Contacts.Storage.Stores;

/// <summary>
/// What has to be looked for record by record, which may take seconds: before the transaction, and only once where a contact of the person
/// changes meanwhile and nothing by which the person is known.
/// </summary>
internal sealed record SearchedRecords(ErasedPerson Person, ErasedImports Imports, ImmutableArray<long> LooseTickets)
{
    /// <summary>Null where the file of an import that has not ended has an address or number of the person.</summary>
    public static async Task<SearchedRecords?> FindAsync(
        IStoreDatabase database, GatheredPerson gathered, CancellationToken cancellationToken)
    {
        if (await ErasedImports.FindAsync(database, gathered, cancellationToken) is not { } imports) return null;
        var tickets = await Stores.LooseTickets.FindAsync(
            gathered.OrganisationId, gathered.Person, read => new(database.ReadAsync(read, cancellationToken)));
        return new(gathered.Person, imports, tickets);
    }
}
