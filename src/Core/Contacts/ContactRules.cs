using System.Collections.Immutable;
using Contacts.Core.Groups;

namespace Contacts.Core.Contacts;

/// <summary>Pure rules for changing a contact. The caller reads, applies them, and writes.</summary>
public static class ContactRules
{
    public static readonly FieldProblem NothingToReach =
        new() { Field = InputField.None, Rule = "Provide at least \"email\" or \"phone\"" };

    public static readonly FieldProblem AskedToBeForgotten =
        new() { Field = InputField.None, Rule = "This contact asked to be forgotten" };

    /// <summary>
    /// The contact with the changes applied; the same instance if they change nothing. Null with the problem where neither address nor
    /// phone would remain, or too many attributes.
    /// </summary>
    public static ContactRow? Update(ContactRow contact, CheckedUpdate changes, out FieldProblem? problem)
    {
        var updated = (contact with
        {
            Email = changes.ClearEmail ? null : contact.Email,
            EmailKey = changes.ClearEmail ? null : contact.EmailKey,
            Phone = changes.Phone.IsSent ? changes.Phone.Value : contact.Phone,
            Groups = Memberships(contact, changes),
            EmailSubscribed = changes.EmailSubscribed ?? contact.EmailSubscribed,
            SmsSubscribed = changes.SmsSubscribed ?? contact.SmsSubscribed,
            ForeignId = changes.ForeignId.IsSent ? changes.ForeignId.Value : contact.ForeignId,
            Attributes = ContactAttributes.Apply(contact.Attributes, changes.Attributes),
        }).WithProfile(field => changes[field].IsSent ? changes[field].Value ?? "" : contact[field]);
        problem = updated is { Email: null, Phone: null } ? NothingToReach
            : changes.Attributes is null || ContactAttributes.Fits(updated.Attributes) ? null
            : ContactAttributes.TooLarge;
        if (problem is not null) return null;
        return IsSame(contact, updated) ? contact : updated;
    }

    private static ImmutableArray<GroupRef> Memberships(ContactRow contact, CheckedUpdate changes)
    {
        if (changes is { Groups: null, AddGroups.IsEmpty: true, RemoveGroupIds.IsEmpty: true }) return contact.Groups;
        var stay = (changes.Groups ?? contact.Groups).Where(group => !changes.RemoveGroupIds.Contains(group.Id));
        return InOrder(stay.Concat(changes.AddGroups));
    }

    /// <summary>Whether two rows of a contact hold the same values, times and version aside.</summary>
    public static bool IsSame(ContactRow one, ContactRow other) =>
        one.Groups.SequenceEqual(other.Groups)
        && one with { Groups = default, UpdatedAt = default, Version = 0 }
            == other with { Groups = default, UpdatedAt = default, Version = 0 };

    /// <summary>Memberships as a row holds them: each group once, by id.</summary>
    public static ImmutableArray<GroupRef> InOrder(IEnumerable<GroupRef> groups) =>
        [.. groups.DistinctBy(group => group.Id).OrderBy(group => group.Id)];
}
