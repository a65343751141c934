using System.Collections.Immutable;
using Contacts.Core.Contacts;
using Contacts.Core.Groups;

namespace Contacts.Storage.Sqlite.Contacts;

/// <summary>Writes contact rows, memberships and events, within the writer's transaction.</summary>
internal static class ContactTable
{
    private static readonly SqliteQuery _insert = SqliteQuery.Load("Contacts/insert.sql");
    private static readonly SqliteQuery _updateValues = SqliteQuery.Load("Contacts/update_values.sql");
    private static readonly SqliteQuery _updateAddress = SqliteQuery.Load("Contacts/update_address.sql");
    private static readonly SqliteQuery _searchText = SqliteQuery.Load("Contacts/search_text.sql");
    private static readonly SqliteQuery _addMember = SqliteQuery.Load("Contacts/add_member.sql");
    private static readonly SqliteQuery _removeMember = SqliteQuery.Load("Contacts/remove_member.sql");
    private static readonly SqliteQuery _unsubscribe = SqliteQuery.Load("Contacts/unsubscribe.sql");
    private static readonly SqliteQuery _addEvent = SqliteQuery.Load("Contacts/add_event.sql");

    /// <summary>Inserts a contact with its memberships and returns its id.</summary>
    public static long Insert(SqliteSession session, ContactRow contact)
    {
        var search = SearchText.Of(contact);
        var row = session.Prepare(_insert)
            .Bind(contact.OrganisationId).Bind(contact.ExternalId).Bind(contact.Email).Bind(contact.EmailKey).Bind(contact.Phone)
            .Bind(search.FirstName).Bind(search.LastName).Bind(search.All)
            .Bind(contact.EmailSubscribed).Bind(contact.SmsSubscribed).Bind(contact.Source)
            .Bind(contact.CreatedAt).Bind(contact.UpdatedAt).Bind(contact.Version);
        BindProfile(row, contact).Run();
        var id = session.LastId;
        session.SearchChanges.Add(new SearchChange(id, null, search.All));
        ContactDetails.Write(session, contact with { Id = id }, foreignId: null, attributes: null);
        foreach (var group in contact.Groups) AddMember(session, contact.OrganisationId, id, group.Id);
        return id;
    }

    /// <summary>Writes everything but address and details; false if <paramref name="version"/> is no longer the stored one.</summary>
    public static bool UpdateValues(SqliteSession session, ContactRow contact, long version)
    {
        var search = SearchText.Of(contact);
        NoteSearchChange(session, contact, search.All);
        var row = session.Prepare(_updateValues)
            .Bind(contact.OrganisationId).Bind(contact.Id).Bind(version).Bind(contact.Phone)
            .Bind(search.FirstName).Bind(search.LastName).Bind(search.All)
            .Bind(contact.EmailSubscribed).Bind(contact.SmsSubscribed).Bind(contact.UpdatedAt);
        return BindProfile(row, contact).Run() == 1;
    }

    /// <summary>Writes the whole row; false if <paramref name="version"/> is no longer the stored one.</summary>
    public static bool UpdateRow(SqliteSession session, ContactRow contact, long version)
    {
        if (!UpdateValues(session, contact, version)) return false;
        session.Prepare(_updateAddress)
            .Bind(contact.OrganisationId).Bind(contact.Id).Bind(contact.Email).Bind(contact.EmailKey).Bind(contact.Source)
            .Bind(contact.MergedInto)
            .Run();
        ContactDetails.Replace(session, contact);
        return true;
    }

    /// <summary>Makes memberships those of the row; a row that was merged away has none.</summary>
    public static void ReplaceMembers(SqliteSession session, ContactRow contact, ImmutableArray<GroupRef> stored)
    {
        var wanted = contact.MergedInto is null ? contact.Groups : [];
        foreach (var group in stored)
            if (!Has(wanted, group.Id))
                session.Prepare(_removeMember).Bind(contact.OrganisationId).Bind(contact.Id).Bind(group.Id).Run();
        AddMembers(session, contact with { Groups = wanted }, stored);
    }

    /// <summary>Adds the memberships of the row that are not stored.</summary>
    public static void AddMembers(SqliteSession session, ContactRow contact, ImmutableArray<GroupRef> stored)
    {
        foreach (var group in contact.Groups)
            if (!Has(stored, group.Id)) AddMember(session, contact.OrganisationId, contact.Id, group.Id);
    }

    /// <summary>Ends the subscription to text messages of every contact that has the number.</summary>
    public static void Unsubscribe(SqliteSession session, int organisationId, RefusedNumber number)
    {
        var ids = session.Prepare(_unsubscribe).Bind(organisationId).Bind(number.Phone).Bind(number.Entry.At).All(row => row.Int64(0));
        foreach (var id in ids) AddEvent(session, organisationId, number.Entry with { ContactId = id });
    }

    public static void AddEvent(SqliteSession session, int organisationId, ContactEvent entry) =>
        session.Prepare(_addEvent)
            .Bind(organisationId).Bind(entry.ContactId).Bind(entry.At).Bind(entry.Kind).Bind(entry.Source).Bind(entry.Actor)
            .Bind(entry.Reason).Bind(entry.Before).Bind(entry.After).Bind(entry.Evidence)
            .Run();

    private static SqliteStatement BindProfile(SqliteStatement row, ContactRow contact)
    {
        foreach (var field in ProfileField.All) row.Bind(contact[field]);
        return row;
    }

    /// <summary>The index must be told the text it was given: the stored one, whatever this program makes of the values today.</summary>
    private static void NoteSearchChange(SqliteSession session, ContactRow contact, string after)
    {
        var row = session.Prepare(_searchText).Bind(contact.OrganisationId).Bind(contact.Id);
        if (!row.Step()) return;
        var before = row.Text(0);
        row.Reset();
        if (before != after) session.SearchChanges.Add(new SearchChange(contact.Id, before, after));
    }

    private static void AddMember(SqliteSession session, int organisationId, long contactId, long groupId) =>
        session.Prepare(_addMember).Bind(organisationId).Bind(contactId).Bind(groupId).Run();

    private static bool Has(ImmutableArray<GroupRef> groups, long id)
    {
        foreach (var group in groups)
            if (group.Id == id) return true;
        return false;
    }
}
