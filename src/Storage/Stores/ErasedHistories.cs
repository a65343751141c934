using Contacts.Core.Contacts;
using Contacts.Core.Erasure;
using Contacts.Storage.Sessions;

namespace Contacts.Storage.Stores;

/// <summary>
/// Empties histories and journals of merges, within a redaction. Of the histories of others those entries are emptied that have values of
/// the person: of the merges and their undoing, and of the time in between.
/// </summary>
internal sealed class ErasedHistories(StatementBatch reads, GatheredPerson gathered)
{
    private static readonly Statement _redactEvents = new("Erasure/redact_events.sql");
    private static readonly Statement _redactEvent = new("Erasure/redact_event.sql");
    private static readonly Statement _redactMerge = new("Erasure/redact_merge.sql");

    private readonly FoundRows<StoredEvent> _ofPartners = PersonReader.Events(reads, gathered.OrganisationId, gathered.FormerPartners);

    public (int Events, int Merges) Erase(StatementBatch writes)
    {
        var partings = gathered.Partings.ToDictionary(parting => parting.Key, parting => parting.ToArray());
        StoredEvent[] entries =
        [
            .. _ofPartners.Where(entry => !entry.IsErased)
                .Where(entry => IsWithin(partings[entry.ContactId], entry.At) && IsAbout(gathered.Person, entry)),
        ];
        StoredMerge[] merges = [.. gathered.Merges.Where(merge => !merge.IsErased)];
        var journal = SqlValue.Json(MergeDecisions.ErasedJournal);
        writes.RunEach(_redactEvents, gathered.EachContact());
        writes.RunEach(_redactEvent, entries.Select(entry => (SqlValue[])[gathered.OrganisationId, entry.ContactId, entry.Id]));
        writes.RunEach(_redactMerge, merges.Select(merge => (SqlValue[])[gathered.OrganisationId, merge.Id, journal]));
        return (gathered.Events + entries.Length, merges.Length);
    }

    private static bool IsWithin(StoredMerge[] merges, DateTimeOffset at) => merges.Any(merge => merge.At <= at && at <= merge.UndoneAt);

    private static bool IsAbout(ErasedPerson person, StoredEvent entry) =>
        entry.Kind is EventKinds.Merged or EventKinds.Unmerged
        || new[] { entry.Before, entry.After, entry.Evidence }.Any(json => person.IsIn(json, withTexts: true));
}
