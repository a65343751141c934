using System.Collections.Concurrent;
using Contacts.Core.Contacts;

namespace Contacts.Storage.Sqlite.Contacts;

/// <summary>The filters in use and the order of a list: what its two statements depend on.</summary>
internal readonly record struct ContactListShape(
    bool ByTrigrams, bool ByText, bool ByNames, bool ByGroup, bool BySms, bool ByTags, bool WithoutGroups, bool ByConsent, bool BySource,
    bool ByTime, bool ByAttribute, bool ByCallingCode, ContactOrder Order, bool Ascending);

/// <summary>Puts list_page.sql and list_total.sql together, once for each combination of filters and order.</summary>
internal sealed class ContactListSql
{
    private const string Member = " SELECT 1 FROM contact_group_member m WHERE m.organisation_id = ?1 AND m.contact_id = c.contact_id";

    // consent_by_address. ?12 state, ?13 by when a pending one has lapsed: it is again what it was before.
    private const string Consent = """

            AND coalesce((
                SELECT CASE WHEN k.state = 1 AND k.expires_at <= ?13 THEN iif(k.withdrawn_at IS NULL, 0, 4) ELSE k.state END FROM consent k
                WHERE k.organisation_id = ?1 AND k.channel = 0 AND k.address = c.email_key), 0) = ?12
        """;

    // By the primary key, then rowids. ?17 terms.
    private const string Attribute = """

            AND c.contact_id IN (
                SELECT a.contact_id FROM contact_attribute a
                WHERE a.organisation_id = ?1 AND a.term IN (SELECT value FROM json_each(?17)))
        """;

    private static readonly string _page = Sql.Load("Sqlite/Contacts/list_page.sql");
    private static readonly string _total = Sql.Load("Sqlite/Contacts/list_total.sql");
    private static readonly ConcurrentDictionary<ContactListShape, ContactListSql> _known = new();

    private ContactListSql(ContactListShape shape)
    {
        Page = new SqliteQuery(Fill(_page, shape));
        Total = new SqliteQuery(Fill(_total, shape));
    }

    public SqliteQuery Page { get; }

    public SqliteQuery Total { get; }

    public static ContactListSql Of(ContactListShape shape) => _known.GetOrAdd(shape, static given => new ContactListSql(given));

    private static string Fill(string text, ContactListShape shape) => text
        .Replace("{from}", From(shape), StringComparison.Ordinal)
        .Replace("{where}", Where(shape), StringComparison.Ordinal)
        .Replace("{order}", OrderBy(shape), StringComparison.Ordinal);

    // CROSS JOIN keeps SQLite from starting at the other table.
    private static string From(ContactListShape shape) => shape switch
    {
        // contact_search, then rowids.
        { ByTrigrams: true } => "contact_search s CROSS JOIN contact c ON c.contact_id = s.rowid",
        // contact_group_member_by_group, then rowids.
        { ByGroup: true } => "contact_group_member g CROSS JOIN contact c ON c.contact_id = g.contact_id",
        // Nothing but rowids.
        { ByAttribute: true } => "contact c NOT INDEXED",
        // contact_live.
        _ => "contact c",
    };

    private static string Where(ContactListShape shape)
    {
        var where = "";
        if (shape.ByTrigrams) where += "\n    AND s.contact_search MATCH ?6";
        var named = shape.ByNames ? " OR EXISTS (SELECT 1 FROM json_each(?11) WHERE instr(c.search_text, value) > 0)" : "";
        if (shape.ByText) where += $"\n    AND (instr(c.search_text, ?4) > 0 OR instr(c.phone, ?5) > 0 OR instr(c.phone, ?10) > 0{named})";
        if (shape.ByGroup) where += shape.ByTrigrams
            ? $"\n    AND EXISTS ({Member} AND m.group_id = ?7)"
            : "\n    AND g.organisation_id = ?1 AND g.group_id = ?7";
        if (shape.BySms) where += "\n    AND c.sms_subscribed = ?8";
        if (shape.BySource) where += "\n    AND coalesce(c.source, '') = ?14";
        if (shape.ByTime) where += "\n    AND c.created_at >= ?15 AND c.created_at < ?16";
        if (shape.ByCallingCode) where += "\n    AND c.phone >= ?18 AND c.phone < ?18 || ':'"; // A colon follows the digits.
        if (shape.ByConsent) where += Consent;
        if (shape.ByAttribute) where += Attribute;
        var tagged = $"EXISTS ({Member} AND m.group_id IN (SELECT value FROM json_each(?9)))";
        var without = $"NOT EXISTS ({Member})";
        return (shape.ByTags, shape.WithoutGroups) switch
        {
            (true, true) => $"{where}\n    AND ({tagged} OR {without})",
            (true, false) => $"{where}\n    AND {tagged}",
            (false, true) => $"{where}\n    AND {without}",
            _ => where,
        };
    }

    private static string OrderBy(ContactListShape shape)
    {
        var direction = shape.Ascending ? "ASC" : "DESC";
        // The driving table's own column, so that its index gives the order.
        var id = shape switch { { ByTrigrams: true } => "s.rowid", { ByGroup: true } => "g.contact_id", _ => "c.contact_id" };
        return shape.Order switch
        {
            ContactOrder.Newest => $"{id} {direction}",
            ContactOrder.CreatedAt => $"c.created_at {direction}, c.contact_id {direction}",
            ContactOrder.UpdatedAt => $"c.updated_at {direction}, c.contact_id {direction}",
            ContactOrder.Email => $"c.email IS NULL, c.email {direction}, c.contact_id {direction}",
            ContactOrder.FirstName =>
                $"c.first_name_folded = '', c.first_name_folded {direction}, c.last_name_folded {direction}, c.contact_id {direction}",
            ContactOrder.LastName =>
                $"c.last_name_folded = '', c.last_name_folded {direction}, c.first_name_folded {direction}, c.contact_id {direction}",
            _ => throw new ArgumentOutOfRangeException(nameof(shape), shape.Order, "There is no such order."),
        };
    }
}
