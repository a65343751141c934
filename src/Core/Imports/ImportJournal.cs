using System.Collections.Immutable;
using Contacts.Core.Consent;
using Contacts.Core.Contacts;

namespace Contacts.Core.Imports;

/// <summary>
/// What a row of an import has written: the version of the contact behind it, and as JSON the changed values before and after, as histories
/// have them; null where the row made the contact. <paramref name="GaveEmail"/> says whether it gave the consent of the address.
/// </summary>
public sealed record ImportJournalEntry(long ContactId, long Row, long Version, bool GaveEmail, string? Before, string? After)
{
    public bool IsCreation => Before is null;

    /// <summary>Whether somebody has signed up since as the row wrote the contact.</summary>
    public bool IsTouched { get; init; }

    /// <summary>Null where the row wrote nothing.</summary>
    public static ImportJournalEntry? OfOrNull(long row, ContactRow? known, ContactWriteEffect effect, long contactId)
    {
        if (!effect.IsWritten) return null;
        var gave = effect.Consents.Any(consent => consent is { Channel: ConsentChannel.Email, State: ConsentState.Given });
        if (known is null) return new(contactId, row, effect.Contact.Version, gave, null, null);
        var entry = effect.Events.FirstOrDefault();
        return new(contactId, row, effect.Contact.Version, gave, entry?.Before ?? "{}", entry?.After ?? "{}");
    }
}

/// <summary>What an undo does of a contact, and what it writes of it; null: nothing.</summary>
public readonly record struct UndoDecision(UndoneContact Outcome, ContactChangeSet? Changes);

/// <summary>
/// What an undo has to know beside the contact: whether something else belongs to it by now, such as a ticket, and whether ids that it had
/// before may be given back, which other contacts may have by now.
/// </summary>
public readonly record struct UndoCircumstances(bool IsReferred, bool MayTakeIds);

/// <summary>All that an import has written of one contact, in the order of the rows.</summary>
public sealed record JournalledContact(long Id, ImmutableArray<ImportJournalEntry> Entries)
{
    public bool IsCreation => Entries[0].IsCreation;

    /// <summary>Whether somebody has signed up since as the import wrote the contact.</summary>
    public bool IsTouched => Entries.Any(entry => entry.IsTouched);

    /// <summary>Whether nobody but the import has written the contact since the import wrote it first.</summary>
    public bool IsUntouched(ContactRow contact)
    {
        for (var i = 1; i < Entries.Length; i++)
            if (Entries[i].Version != Entries[i - 1].Version + 1) return false;
        return contact.Version == Entries[^1].Version;
    }
}
