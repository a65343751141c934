using System.Collections.Immutable;
using Contacts.Core.Contacts;

namespace Contacts.Storage.Sqlite.Contacts;

/// <summary>
/// Writes a batch within the writer's transaction: each row sees what the rows before it did. Nothing else writes meanwhile, so that no row
/// is ever lost.
/// </summary>
internal static class SqliteContactBatch
{
    public static ImmutableArray<ContactWriteResult> Write(SqliteSession session, IReadOnlyList<ContactWrite> batch)
    {
        var results = ImmutableArray.CreateBuilder<ContactWriteResult>(batch.Count);
        foreach (var write in batch)
        {
            var result = Write(session, write);
            if (write.Stamp is { } stamp && result.IsEffective)
                session.Stamp(write.OrganisationId, stamp, result.ContactId);
            results.Add(result);
        }
        return results.MoveToImmutable();
    }

    private static ContactWriteResult Write(SqliteSession session, ContactWrite write)
    {
        var known = write.EmailKey is null ? null : SqliteContactRows.FindByEmail(session, write.OrganisationId, write.EmailKey);
        var effect = ContactWriteRule.Apply(known, write, OptOutsOf(session, known, write));
        var id = effect.Outcome == ContactWriteOutcome.Created ? ContactTable.Insert(session, effect.Contact) : effect.Contact.Id;
        if (effect.Outcome == ContactWriteOutcome.Updated) Update(session, known!, effect.Contact);
        if (effect.Event is { } entry) ContactTable.AddEvent(session, write.OrganisationId, entry with { ContactId = id });
        return new ContactWriteResult(effect.Outcome, id, effect.Contact.ExternalId) { IgnoredGroups = effect.IgnoredGroups };
    }

    /// <summary>The history is read only where it decides.</summary>
    private static OptOuts OptOutsOf(SqliteSession session, ContactRow? known, ContactWrite write) =>
        known is not null && ContactWriteRule.Raises(known, write)
            ? ConsentHistory.OptOuts(SqliteMerges.History(session, known.OrganisationId, known.Id))
            : OptOuts.None;

    private static void Update(SqliteSession session, ContactRow known, ContactRow contact)
    {
        if (!ContactTable.UpdateValues(session, contact, known.Version))
            throw new InvalidOperationException("A contact changed within the writer's own transaction.");
        ContactTable.AddMembers(session, contact, known.Groups);
    }
}
