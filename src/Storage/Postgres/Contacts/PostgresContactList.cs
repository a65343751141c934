using System.Collections.Immutable;
using Contacts.Core.Contacts;
using Npgsql;

namespace Contacts.Storage.Postgres.Contacts;

/// <summary>
/// One page of contacts and the exact total in one statement, chosen by what is asked for. The statements are planned for each call,
/// because a filter that is not given must not be in the plan; but for the plain list, which is asked for most and has but one plan.
/// </summary>
internal sealed class PostgresContactList(int organisationId, ContactQuery query)
{
    public static readonly string Newest = Load("list_newest", "{place}", Load("place_of_page", "{group}", "0"));
    public static readonly string OneGroup =
        Load("list_group", "{place}", Load("place_of_page", "{group}", "(SELECT group_id FROM chosen)"));

    public static readonly string Found = LoadFiltered(PostgresContactFilters.Found);
    public static readonly string Chosen = LoadFiltered(PostgresContactFilters.Chosen);
    private static readonly string _ordered = Sql.Load("Postgres/Contacts/list_ordered.sql");

    private readonly PostgresContactFilters _filters = new(query);

    private bool IsOneGroup => !_filters.HasGroupChoice
        ? query.GroupId is not null
        : query is { GroupId: null, WithoutGroups: false } && _filters.Tags.Length == 1;

    public async Task<ContactPage> RunAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (_filters.FindNothing) return new ContactPage();
        await using var command = new NpgsqlCommand { Connection = connection };
        command.Parameters.With(organisationId).With(query.SmsSubscribed)
            .With((query.Page - 1L) * query.PageSize).With((long)query.PageSize);
        command.CommandText = BindRest(command.Parameters);
        if (command.CommandText == Newest && query.SmsSubscribed is null) await command.PrepareAsync(cancellationToken);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var items = ImmutableArray.CreateBuilder<Contact>();
        var total = 0L;
        while (await reader.ReadAsync(cancellationToken))
        {
            total = reader.GetInt64(0);
            if (!reader.IsDBNull(1)) items.Add(PostgresContactRows.Read(reader, 1).ToContact());
        }
        return new ContactPage { Items = items.ToImmutable(), Total = total };
    }

    private string BindRest(NpgsqlParameterCollection parameters)
    {
        var isPlain = _filters.Search is null && !_filters.HasOthers;
        if (isPlain && query.Order == ContactOrder.Newest && (IsOneGroup || !_filters.HasGroupChoice))
            return BindPlace(parameters.With(query.Ascending));
        if (isPlain && !_filters.HasGroupChoice)
        {
            parameters.With(query.GroupId);
            return Ordered(_ordered);
        }
        _filters.Bind(parameters);
        return Ordered(_filters.Fill(_filters.Search is null ? Chosen : Found));
    }

    private string BindPlace(NpgsqlParameterCollection parameters)
    {
        if (!IsOneGroup) return Newest;
        parameters.With(query.GroupId).With(_filters.Tags.FirstOrDefault());
        return OneGroup;
    }

    private static string LoadFiltered(string hits) => Load("list_filtered", "{hits}", hits);

    private static string Load(string name, string slot, string part) => Sql.Load($"Postgres/Contacts/{name}.sql").Replace(slot, part);

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
