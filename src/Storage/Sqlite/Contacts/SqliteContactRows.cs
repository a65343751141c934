using System.Collections.Immutable;
using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Contacts.Core.Groups;
using Contacts.Storage.Stores;

namespace Contacts.Storage.Sqlite.Contacts;

/// <summary>Reads contact rows with their memberships.</summary>
internal static class SqliteContactRows
{
    private static readonly SqliteQuery _findConsent = SqliteQuery.Load("Consent/find_by_id.sql");
    private static readonly SqliteQuery _find = SqliteQuery.Load("Contacts/find.sql");
    private static readonly SqliteQuery _findRow = SqliteQuery.Load("Contacts/find_row.sql");
    private static readonly SqliteQuery _findByEmail = SqliteQuery.Load("Contacts/find_by_email.sql");
    private static readonly SqliteQuery _findByPhone = SqliteQuery.Load("Contacts/find_by_phone.sql");
    private static readonly SqliteQuery _findByForeignId = SqliteQuery.Load("Contacts/find_by_foreign_id.sql");
    private static readonly SqliteQuery _allOfPhone = SqliteQuery.Load("Contacts/find_all_by_phone.sql");
    private static readonly SqliteQuery _resolve = SqliteQuery.Load("Contacts/resolve.sql");
    private static readonly SqliteQuery _groupsOf = SqliteQuery.Load("Contacts/groups_of.sql");

    public static ContactRow? Find(SqliteSession session, int organisationId, long contactId) =>
        One(session, session.Prepare(_find).Bind(organisationId).Bind(contactId));

    public static ContactRow? FindRow(SqliteSession session, int organisationId, long contactId) =>
        One(session, session.Prepare(_findRow).Bind(organisationId).Bind(contactId));

    public static ContactRow? FindByEmail(SqliteSession session, int organisationId, string emailKey) =>
        One(session, session.Prepare(_findByEmail).Bind(organisationId).Bind(emailKey));

    /// <summary>Two of the contacts of a number, or of those among them that have no address.</summary>
    public static ImmutableArray<ContactRow> FindByPhone(SqliteSession session, int organisationId, string phone, bool withAddress)
    {
        var found = session.Prepare(_findByPhone).Bind(organisationId).Bind(phone).Bind(withAddress).All(row => ContactColumns.Read(row));
        return [.. found.Select(contact => contact with { Groups = GroupsOf(session, organisationId, contact.Id) })];
    }

    public static ContactRow? FindByForeignId(SqliteSession session, int organisationId, string foreignId) =>
        One(session, session.Prepare(_findByForeignId).Bind(organisationId).Bind(foreignId));

    public static ImmutableArray<ContactRow> AllOfPhone(SqliteSession session, int organisationId, string phone, int atMost)
    {
        var found = session.Prepare(_allOfPhone).Bind(organisationId).Bind(phone).Bind(atMost).All(row => ContactColumns.Read(row));
        return [.. found.Select(contact => contact with { Groups = GroupsOf(session, organisationId, contact.Id) })];
    }

    public static LinkedConsent? FindLinked(SqliteSession session, int organisationId, long consentId)
    {
        if (session.Prepare(_findConsent).Bind(organisationId).Bind(consentId).First(ConsentRows.Read) is not { } consent) return null;
        var contact = FindByEmail(session, organisationId, consent.Address);
        return new(consent, contact, FindConsent(session, organisationId, ConsentChannel.Sms, contact?.Phone));
    }

    /// <summary>What is stored of the consent of an address or number; null where there is none.</summary>
    public static ConsentRow? FindConsent(SqliteSession session, int organisationId, ConsentChannel channel, string? address) =>
        address is null ? null : session.First(ConsentRows.Find, ConsentRows.Read, organisationId, (int)channel, address);

    public static long? Resolve(SqliteSession session, int organisationId, string externalId) =>
        session.Prepare(_resolve).Bind(organisationId).Bind(externalId).Scalar();

    public static ImmutableArray<GroupRef> GroupsOf(SqliteSession session, int organisationId, long contactId)
    {
        var query = session.Prepare(_groupsOf).Bind(organisationId).Bind(contactId);
        if (!query.Step()) return [];
        var groups = ImmutableArray.CreateBuilder<GroupRef>();
        do
        {
            groups.Add(new GroupRef { Id = query.Int64(0), Name = query.Text(1) });
        }
        while (query.Step());
        return groups.DrainToImmutable();
    }

    private static ContactRow? One(SqliteSession session, SqliteStatement query)
    {
        if (!query.Step()) return null;
        var contact = ContactColumns.Read(query);
        query.Reset();
        return contact with { Groups = GroupsOf(session, contact.OrganisationId, contact.Id) };
    }
}
