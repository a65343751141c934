using Contacts.Core.Contacts;
using Contacts.Storage.Sqlite.Mail;
using Contacts.Storage.Stores;
using Microsoft.Data.Sqlite;

namespace Contacts.Storage.Sqlite.Contacts;

/// <summary>Writes a change set within the writer's transaction; what was written before a refusal is taken back.</summary>
internal static class SqliteChangeSet
{
    public static ApplyOutcome Apply(SqliteSession session, ContactChangeSet changes)
    {
        var outcome = Write(session, changes);
        session.IsAbandoned = outcome != ApplyOutcome.Applied;
        if (outcome == ApplyOutcome.Applied) session.Leave(changes.OrganisationId, changes.Trail, changes.FirstContactId);
        return outcome;
    }

    /// <summary>Whether all of the change sets were written; else the transaction is to be abandoned.</summary>
    public static bool TryWriteAll(SqliteSession session, IReadOnlyList<ContactChangeSet> sets) =>
        sets.All(set => Write(session, set) == ApplyOutcome.Applied);

    private static ApplyOutcome Write(SqliteSession session, ContactChangeSet changes)
    {
        foreach (var contact in changes.Contacts)
            if (Write(session, contact with { UpdatedAt = changes.At }) is var outcome and not ApplyOutcome.Applied) return outcome;
        foreach (var consent in changes.Consents)
            if (session.Run(ConsentRows.Write, ConsentRows.Values(consent)) == 0) return ApplyOutcome.Conflict;
        foreach (var tally in changes.Tallies) session.Run(SignUpRows.Add, SignUpRows.Values(tally));
        foreach (var mail in changes.Mails) SqliteMailQueue.Add(session, mail);
        foreach (var entry in changes.Events) ContactTable.AddEvent(session, changes.OrganisationId, entry);
        if (changes.Merge is { } merge) SqliteMerges.Add(session, merge);
        return changes.UndoneMergeId is not { } undone || SqliteMerges.Undo(session, changes.OrganisationId, undone, changes.At)
            ? ApplyOutcome.Applied
            : ApplyOutcome.Conflict;
    }

    private static ApplyOutcome Write(SqliteSession session, ContactRow contact)
    {
        try
        {
            if (!ContactTable.UpdateRow(session, contact, contact.Version)) return ApplyOutcome.Conflict;
        }
        catch (SqliteException error) when (SqliteErrors.IsDuplicate(error))
        {
            return SqliteErrors.IsAbout(error, "foreign_id") ? ApplyOutcome.ForeignIdTaken : ApplyOutcome.EmailTaken;
        }
        var stored = SqliteContactRows.GroupsOf(session, contact.OrganisationId, contact.Id);
        ContactTable.ReplaceMembers(session, contact, stored);
        return ApplyOutcome.Applied;
    }
}
