using System.Collections.Immutable;
using Contacts.Grains.Abstractions.Contacts;
using Contacts.Grains.Text;
using Npgsql;
using NpgsqlTypes;

namespace Contacts.Storage.Postgres.Contacts;

/// <summary>
/// One page of contacts and the exact total in one statement, chosen by what is asked for. The statements are planned for each call,
/// because a filter that is not given must not be in the plan; but for the plain list, which is asked for most and has but one plan.
/// </summary>
internal sealed class ContactList(int organisationId, ContactQuery query)
{
    private static readonly string _newest = Sql.Load("Postgres/Contacts/list_newest.sql");
    private static readonly string _group = Sql.Load("Postgres/Contacts/list_group.sql");
    private static readonly string _ordered = Sql.Load("Postgres/Contacts/list_ordered.sql");
    private static readonly string _filtered = Sql.Load("Postgres/Contacts/list_filtered.sql");
    private static readonly string _chosen = _filtered.Replace("{hits}", Sql.Load("Postgres/Contacts/hits_chosen.sql"));
    private static readonly string _found = _filtered.Replace("{hits}", Sql.Load("Postgres/Contacts/hits_found.sql"));

    private readonly SearchTerm? _search = SearchTerm.OfOrNull(query.Search);
    private readonly string[] _tags = [.. query.Tags.IsDefault ? [] : query.Tags.Select(GroupTag.Key).Distinct()];

    private bool HasGroupChoice => _tags.Length > 0 || query.WithoutGroups;

    private bool IsOneGroup => !HasGroupChoice
        ? query.GroupId is not null
        : query is { GroupId: null, WithoutGroups: false } && _tags.Length == 1;

    public async Task<ContactPage> RunAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (_search is { IsHopeless: true }) return new ContactPage();
        await using var command = new NpgsqlCommand { Connection = connection };
        command.Parameters.With(organisationId).With(query.SmsSubscribed)
            .With((query.Page - 1L) * query.PageSize).With((long)query.PageSize);
        command.CommandText = BindRest(command.Parameters);
        if (command.CommandText == _newest && query.SmsSubscribed is null) await command.PrepareAsync(cancellationToken);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var items = ImmutableArray.CreateBuilder<Contact>();
        var total = 0L;
        while (await reader.ReadAsync(cancellationToken))
        {
            total = reader.GetInt64(0);
            if (!reader.IsDBNull(1)) items.Add(ContactRows.Image(reader, 1).ToContact());
        }
        return new ContactPage { Items = items.ToImmutable(), Total = total };
    }

    private string BindRest(NpgsqlParameterCollection parameters)
    {
        var byId = query.Order == ContactOrder.Newest;
        if (_search is null && byId && IsOneGroup)
        {
            parameters.With(query.Ascending).With(query.GroupId).With(_tags.FirstOrDefault());
            return _group;
        }
        if (_search is null && !HasGroupChoice && byId)
        {
            parameters.With(query.Ascending);
            return _newest;
        }
        parameters.With(query.GroupId);
        if (_search is null && !HasGroupChoice) return Ordered(_ordered);
        parameters.With(LikePattern.Around(_search?.Needle)).With(LikePattern.Around(_search?.Digits))
            .With(NpgsqlDbType.Array | NpgsqlDbType.Text, HasGroupChoice ? _tags : null).With(query.WithoutGroups)
            .With(LikePattern.Around(_search?.International));
        return Ordered(_search is null ? _chosen : _found);
    }

    private string Ordered(string sql) =>
        sql.Replace("{keys}", Keys()).Replace("{direction}", query.Ascending ? "ASC" : "DESC");

    // Those without a value come last in either direction. Only a contact's row has these columns.
    private string Keys() => query.Order switch
    {
        ContactOrder.CreatedAt => "false AS key0, created_at AS key1, 0 AS key2",
        ContactOrder.UpdatedAt => "false AS key0, updated_at AS key1, 0 AS key2",
        ContactOrder.Email => "email IS NULL AS key0, email AS key1, 0 AS key2",
        ContactOrder.FirstName => "first_name_folded = '' AS key0, first_name_folded AS key1, last_name_folded AS key2",
        ContactOrder.LastName => "last_name_folded = '' AS key0, last_name_folded AS key1, first_name_folded AS key2",
        _ => "false AS key0, 0 AS key1, 0 AS key2",
    };
}
