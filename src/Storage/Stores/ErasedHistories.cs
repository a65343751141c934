using System.Collections.Immutable;
using Contacts.Core.Contacts;
using Contacts.Core.Erasure;
using Contacts.Storage.Sessions;

namespace Contacts.Storage.Stores;

/// <summary>Empties histories and journals of merges, within a redaction.</summary>
internal static class ErasedHistories
{
    private static readonly Statement _redactEvents = new("Erasure/redact_events.sql");
    private static readonly Statement _redactEvent = new("Erasure/redact_event.sql");
    private static readonly Statement _redactMerges = new("Erasure/redact_merges.sql");

    public static async ValueTask<ErasureCounts> EraseAsync(IStoreSession session, GatheredPerson person)
    {
        var entries = await OfPartnersAsync(session, person);
        var events = await session.RunEachAsync(
            _redactEvents, person.Person.ContactIds.Select(id => (SqlValue[])[person.OrganisationId, id]));
        events += await session.RunEachAsync(
            _redactEvent, entries.Select(entry => (SqlValue[])[person.OrganisationId, entry.ContactId, entry.Id]));
        var journal = SqlValue.Json(MergeDecisions.ErasedJournal);
        var merges = await session.RunEachAsync(
            _redactMerges, person.Person.ContactIds.Select(id => (SqlValue[])[person.OrganisationId, id, journal]));
        return new() { Events = events, Merges = merges };
    }

    /// <summary>
    /// Those entries in the histories of others that have values of the person: of the merges and their undoing, and of the time in
    /// between.
    /// </summary>
    private static async ValueTask<List<StoredEvent>> OfPartnersAsync(IStoreSession session, GatheredPerson person)
    {
        var found = new List<StoredEvent>();
        foreach (var parting in person.Partings)
        {
            var entries = await PersonReader.EventsAsync(session, person.OrganisationId, parting.Key);
            found.AddRange(entries.Where(entry =>
                parting.Any(merge => merge.At <= entry.At && entry.At <= merge.UndoneAt) && IsAbout(person.Person, entry)));
        }
        return found;
    }

    private static bool IsAbout(ErasedPerson person, StoredEvent entry) =>
        entry.Kind is EventKinds.Merged or EventKinds.Unmerged
        || new[] { entry.Before, entry.After, entry.Evidence }.Any(json => person.IsIn(json, withTexts: true));
}
