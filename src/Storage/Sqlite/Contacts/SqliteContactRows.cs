using System.Collections.Immutable;
using Contacts.Core.Contacts;
using Contacts.Core.Groups;

namespace Contacts.Storage.Sqlite.Contacts;

/// <summary>Reads contact rows, whose columns all queries select in the same order, with their memberships.</summary>
internal static class SqliteContactRows
{
    private static readonly SqliteQuery _find = SqliteQuery.Load("Contacts/find.sql");
    private static readonly SqliteQuery _findRow = SqliteQuery.Load("Contacts/find_row.sql");
    private static readonly SqliteQuery _findByEmail = SqliteQuery.Load("Contacts/find_by_email.sql");
    private static readonly SqliteQuery _resolve = SqliteQuery.Load("Contacts/resolve.sql");
    private static readonly SqliteQuery _groupsOf = SqliteQuery.Load("Contacts/groups_of.sql");

    public static ContactRow? Find(SqliteSession session, int organisationId, long contactId) =>
        One(session, session.Prepare(_find).Bind(organisationId).Bind(contactId), organisationId);

    public static ContactRow? FindRow(SqliteSession session, int organisationId, long contactId) =>
        One(session, session.Prepare(_findRow).Bind(organisationId).Bind(contactId), organisationId);

    public static ContactRow? FindByEmail(SqliteSession session, int organisationId, string emailKey) =>
        One(session, session.Prepare(_findByEmail).Bind(organisationId).Bind(emailKey), organisationId);

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

    /// <summary>The row under way, without its memberships.</summary>
    public static ContactRow Read(SqliteStatement row, int organisationId) => new()
    {
        OrganisationId = organisationId,
        Id = row.Int64(0),
        ExternalId = row.Text(1),
        Email = row.TextOrNull(2),
        EmailKey = row.TextOrNull(3),
        Phone = row.TextOrNull(4),
        FirstName = row.Text(5),
        LastName = row.Text(6),
        Company = row.Text(7),
        EmailSubscribed = row.Bool(8),
        SmsSubscribed = row.Bool(9),
        Source = row.TextOrNull(10),
        CreatedAt = row.Time(11),
        UpdatedAt = row.Time(12),
        Version = row.Int64(13),
        MergedInto = row.Int64OrNull(14),
    };

    private static ContactRow? One(SqliteSession session, SqliteStatement query, int organisationId)
    {
        if (!query.Step()) return null;
        var contact = Read(query, organisationId);
        query.Reset();
        return contact with { Groups = GroupsOf(session, organisationId, contact.Id) };
    }
}
