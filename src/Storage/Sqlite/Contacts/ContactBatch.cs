using System.Collections.Immutable;
using Contacts.Core.Contacts;

namespace Contacts.Storage.Sqlite.Contacts;

/// <summary>
/// Writes a batch within the writer's transaction: each row sees what the rows before it did. Nothing else writes meanwhile, so that no row
/// is ever lost.
/// </summary>
internal static class ContactBatch
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
        var known = write.EmailKey is null ? null : ContactRows.FindByEmail(session, write.OrganisationId, write.EmailKey);
        if (known is null) return Create(session, write);
        if (write.Kind == ContactWriteKind.Create) return Result(ContactWriteOutcome.Exists, known);
        var effect = ContactWriteRule.Apply(known, write, OptOutsOf(session, known, write));
        if (effect is null) return Result(ContactWriteOutcome.Unchanged, known);
        if (!ContactTable.UpdateValues(session, effect.After, known.Version))
            throw new InvalidOperationException("A contact changed within the writer's own transaction.");
        ContactTable.AddMembers(session, effect.After, known.Groups);
        AddEvent(session, known.Id, write, effect.EventKind, effect.BeforeJson, effect.AfterJson);
        return Result(ContactWriteOutcome.Updated, known);
    }

    /// <summary>The history is read only where it decides.</summary>
    private static OptOuts OptOutsOf(SqliteSession session, ContactImage known, ContactWrite write) =>
        ContactWriteRule.Raises(known, write)
            ? ConsentHistory.OptOuts(ContactMerges.History(session, known.OrganisationId, known.Id))
            : OptOuts.None;

    private static ContactWriteResult Create(SqliteSession session, ContactWrite write)
    {
        var contact = ContactWriteRule.Create(write);
        var id = ContactTable.Insert(session, contact);
        AddEvent(session, id, write, ContactWriteRule.CreatedKind(write.Kind), null, ContactJson.Created(write));
        return new ContactWriteResult(ContactWriteOutcome.Created, id, write.ExternalId);
    }

    private static void AddEvent(SqliteSession session, long contactId, ContactWrite write, string kind, string? before, string after) =>
        ContactTable.AddEvent(session, write.OrganisationId, new ContactEvent
        {
            ContactId = contactId, At = write.At, Kind = kind, Source = write.Source, Actor = write.Actor,
            Reason = write.Reason, Before = before, After = after,
        });

    private static ContactWriteResult Result(ContactWriteOutcome outcome, ContactImage contact) =>
        new(outcome, contact.Id, contact.ExternalId);
}
