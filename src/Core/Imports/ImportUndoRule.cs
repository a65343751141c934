using System.Collections.Immutable;
using System.Text.Json;
using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Contacts.Core.Groups;

namespace Contacts.Core.Imports;

/// <summary>
/// Takes back what an import made of a contact, where it is still the import's. Pure. A consent that the import gave is taken back, one
/// that it withdrew is not given again.
/// </summary>
public static class ImportUndoRule
{
    /// <summary>
    /// <paramref name="contact"/> is the row of the contact's id as it is now, null where there is none.
    /// </summary>
    public static UndoDecision Decide(
        ContactRow? contact, JournalledContact journal, ConsentBook book, UndoCircumstances circumstances, ChangeNote note)
    {
        if (contact is null or { MergedInto: ContactRow.Nowhere }) return new(UndoneContact.Erased, null);
        if (contact.MergedInto is not null) return new(UndoneContact.Merged, null);
        if (journal.IsTouched) return new(UndoneContact.ChangedSince, null); // The person has said the same.
        if (journal.IsCreation) return Remove(contact, journal, book, circumstances.IsReferred, note);
        var undo = new ContactUndo(contact, book, circumstances.MayTakeIds);
        foreach (var entry in journal.Entries.Reverse()) undo.TakeBack(entry);
        var outcome = undo.IsKept ? UndoneContact.ChangedSince : UndoneContact.Restored;
        var after = undo.Contact;
        if (after == contact && book.Changes.IsEmpty) return new(outcome, null);
        return new(outcome, Changes(after, [ContactEvents.OfKind(EventKinds.ImportUndone, contact, after, note)], book, note));
    }

    private static UndoDecision Remove(ContactRow contact, JournalledContact journal, ConsentBook book, bool isReferred, ChangeNote note)
    {
        if (isReferred || !journal.IsUntouched(contact)) return new(UndoneContact.ChangedSince, null);
        if (journal.Entries.Any(entry => entry.GaveEmail)) DropGiven(book, book.Email(contact.EmailKey));
        return new(UndoneContact.Removed, Changes(contact.Removed(), [], book, note));
    }

    /// <summary>Whether the consent is none any more, or never was one.</summary>
    internal static bool DropGiven(ConsentBook book, ConsentRow? consent)
    {
        if (consent is null || !ConsentRule.IsYes(consent.State)) return true;
        if (consent.State != ConsentState.Given) return false;
        book.Set(ConsentRule.Drop(consent));
        return true;
    }

    private static ContactChangeSet Changes(
        ContactRow after, ImmutableArray<ContactEvent> events, ConsentBook book, ChangeNote note) => new()
        {
            OrganisationId = after.OrganisationId, Contacts = [after with { UpdatedAt = note.At }], Events = events,
            Consents = book.Changes,
            At = note.At,
        };

    /// <summary>A contact from which the writes of an import are taken back, the last one first. Not thread-safe.</summary>
    private sealed class ContactUndo(ContactRow contact, ConsentBook book, bool mayTakeIds)
    {
        public ContactRow Contact { get; private set; } = contact;

        /// <summary>Whether a value was kept, because it is not the import's any more.</summary>
        public bool IsKept { get; private set; }

        public void TakeBack(ImportJournalEntry entry)
        {
            if (entry.IsCreation) return;
            using var before = JsonDocument.Parse(entry.Before!);
            using var after = JsonDocument.Parse(entry.After!);
            foreach (var value in after.RootElement.EnumerateObject())
                TakeBack(entry, value.Name, before.RootElement.TryGetProperty(value.Name, out var old) ? old : default, value.Value);
        }

        private void TakeBack(ImportJournalEntry entry, string name, JsonElement before, JsonElement after)
        {
            if (name == "groups") Leave(after);
            else if (name == "emailSubscribed") Unsubscribe(after, entry.GaveEmail);
            else if (name == "smsSubscribed") Silence(after);
            else if (name == "externalId") TakeBackForeignId(before.GetString(), after.GetString());
            else if (name == "attributes") TakeBackAttributes(before.GetRawText(), after.GetRawText());
            else if (name == "phone") TakeBackPhone(before.GetString(), after.GetString());
            else if (ProfileField.All.FirstOrDefault(field => field.JsonName == name) is { } field)
                TakeBack(field, before.GetString()!, after.GetString()!);
        }

        private void TakeBack(ProfileField field, string before, string after)
        {
            if (Contact[field] == after) Contact = Contact.WithProfile(one => one == field ? before : Contact[one]);
            else IsKept |= Contact[field] != before;
        }

        /// <summary>Consent is to a number: what was said of another one does not come back.</summary>
        private void TakeBackPhone(string? before, string? after)
        {
            if (Contact.Phone == after) Contact = Contact with { Phone = before, SmsSubscribed = false };
            else IsKept |= Contact.Phone != before;
        }

        private void TakeBackForeignId(string? before, string? after)
        {
            if (Contact.ForeignId == after && (mayTakeIds || before is null)) Contact = Contact with { ForeignId = before };
            else IsKept |= Contact.ForeignId != before;
        }

        private void TakeBackAttributes(string before, string after)
        {
            Contact = Contact with { Attributes = ContactAttributes.TakeBack(Contact.Attributes, before, after, out var isKept) };
            IsKept |= isKept;
        }

        private void Leave(JsonElement joined)
        {
            var ids = joined.EnumerateArray().Select(id => id.GetInt64()).ToHashSet();
            IsKept |= ids.Any(id => !Contact.Groups.Any(group => group.Id == id));
            ImmutableArray<GroupRef> left = [.. Contact.Groups.Where(group => !ids.Contains(group.Id))];
            if (left.Length < Contact.Groups.Length) Contact = Contact with { Groups = left };
        }

        private void Unsubscribe(JsonElement after, bool isGiven)
        {
            if (after.ValueKind != JsonValueKind.True || !Contact.EmailSubscribed) return;
            if (Contact.EmailKey is not null && !(isGiven && DropGiven(book, book.Email(Contact.EmailKey)))) IsKept = true;
            else Contact = Contact with { EmailSubscribed = false };
        }

        private void Silence(JsonElement after)
        {
            if (after.ValueKind == JsonValueKind.True) Contact = Contact with { SmsSubscribed = false };
        }
    }
}
