using System.Text.Json;
using Contacts.Core.Contacts;
using Contacts.Core.Text;

namespace Contacts.Storage.Sqlite.Contacts;

/// <summary>Answers a list: the exact total and one page, of one snapshot.</summary>
internal sealed class SqliteContactList(SqliteSession session, int organisationId, ContactQuery query)
{
    private static readonly SqliteQuery _groupIds = SqliteQuery.Load("Contacts/group_ids.sql");

    private readonly SearchTerm? _search = SearchTerm.OfOrNull(query.Search);
    private string? _trigrams;
    private string? _tags;

    public ContactPage Read()
    {
        if (_search is { IsHopeless: true }) return new ContactPage();
        var sql = Prepared();
        var total = Bind(session.Prepare(sql.Total)).Scalar() ?? 0;
        return total == 0
            ? new ContactPage()
            : new ContactPage { Total = total, Items = [.. Rows(Bind(session.Prepare(sql.Page))).Select(row => row.ToContact())] };
    }

    /// <summary>All that the page has, one by one, in the snapshot of the session.</summary>
    public IEnumerable<ContactRow> ReadPage() => _search is { IsHopeless: true } ? [] : Rows(Bind(session.Prepare(Prepared().Page)));

    private ContactListSql Prepared()
    {
        if (_search is not null) _trigrams = TrigramQuery.OfOrNull(_search);
        if (query.Tags.Length > 0) _tags = GroupIds();
        return ContactListSql.Of(new ContactListShape(
            _trigrams is not null, _search is not null, _search is { Names.Length: > 0 }, query.GroupId is not null,
            query.SmsSubscribed is not null,
            query.Tags.Length > 0, query.WithoutGroups, query.Consent is not null, query.Source is not null,
            query.CreatedFrom is not null || query.CreatedTo is not null, query.Attribute.Length > 0,
            query.CallingCode is not null, query.Order, query.Ascending));
    }

    private SqliteStatement Bind(SqliteStatement statement)
    {
        statement.Bind(organisationId);
        if (statement.Takes(2)) statement.Bind(query.PageSize).Bind((query.Page - 1L) * query.PageSize);
        if (statement.Takes(4)) statement.Bind(_search?.Needle);
        if (statement.Takes(5)) statement.Bind(_search?.Digits);
        if (statement.Takes(6)) statement.Bind(_trigrams);
        if (statement.Takes(7)) statement.Bind(query.GroupId);
        if (statement.Takes(8)) statement.Bind(query.SmsSubscribed);
        if (statement.Takes(9)) statement.Bind(_tags);
        if (statement.Takes(10)) statement.Bind(_search?.International);
        if (statement.Takes(11)) statement.Bind(_search is null ? null : JsonSerializer.Serialize(_search.Names));
        if (statement.Takes(12)) statement.Bind((long?)query.Consent).Bind(query.At);
        if (statement.Takes(14)) statement.Bind(query.Source);
        if (statement.Takes(15))
            statement.Bind(query.CreatedFrom ?? DateTimeOffset.MinValue).Bind(query.CreatedTo ?? DateTimeOffset.MaxValue);
        if (statement.Takes(17)) statement.Bind(JsonSerializer.Serialize(query.Attribute));
        if (statement.Takes(18)) statement.Bind(query.CallingCode);
        return statement;
    }

    private IEnumerable<ContactRow> Rows(SqliteStatement row)
    {
        while (row.Step())
        {
            var contact = ContactColumns.Read(row);
            yield return contact with { Groups = SqliteContactRows.GroupsOf(session, organisationId, contact.Id) };
        }
    }

    /// <summary>The ids of the groups that exist of the named ones, as a JSON array.</summary>
    private string GroupIds()
    {
        var keys = JsonSerializer.Serialize(query.Tags.Select(TextFolding.CaseKey));
        var row = session.Prepare(_groupIds).Bind(organisationId).Bind(keys);
        var ids = new List<long>();
        while (row.Step()) ids.Add(row.Int64(0));
        return JsonSerializer.Serialize(ids);
    }
}
