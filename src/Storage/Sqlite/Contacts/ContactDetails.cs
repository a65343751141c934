using Contacts.Core.Contacts;

namespace Contacts.Storage.Sqlite.Contacts;

/// <summary>Writes what sign-ups do not know of a contact: the integrator's id, and attributes with what finds them.</summary>
internal static class ContactDetails
{
    private static readonly SqliteQuery _stored = SqliteQuery.Load("Contacts/details.sql");
    private static readonly SqliteQuery _update = SqliteQuery.Load("Contacts/update_details.sql");
    private static readonly SqliteQuery _addAttribute = SqliteQuery.Load("Contacts/add_attribute.sql");
    private static readonly SqliteQuery _removeAttribute = SqliteQuery.Load("Contacts/remove_attribute.sql");

    /// <summary>Writes them over those that are stored.</summary>
    public static void Replace(SqliteSession session, ContactRow contact)
    {
        var row = session.Prepare(_stored).Bind(contact.OrganisationId).Bind(contact.Id);
        row.Step();
        var stored = (ForeignId: row.TextOrNull(0), Attributes: row.TextOrNull(1));
        row.Reset();
        Write(session, contact, stored.ForeignId, stored.Attributes);
    }

    /// <summary>Writes them where they differ from what the contact had.</summary>
    public static void Write(SqliteSession session, ContactRow contact, string? foreignId, string? attributes)
    {
        if (contact.ForeignId == foreignId && contact.Attributes == attributes) return;
        session.Prepare(_update).Bind(contact.OrganisationId).Bind(contact.Id).Bind(contact.ForeignId).Bind(contact.Attributes).Run();
        if (contact.Attributes == attributes) return;
        var (before, after) = (ContactAttributes.Terms(attributes), ContactAttributes.Terms(contact.Attributes));
        foreach (var term in before.Except(after)) Run(session, _removeAttribute, contact, term);
        foreach (var term in after.Except(before)) Run(session, _addAttribute, contact, term);
    }

    private static void Run(SqliteSession session, SqliteQuery query, ContactRow contact, string term) =>
        session.Prepare(query).Bind(contact.OrganisationId).Bind(contact.Id).Bind(term).Run();
}
