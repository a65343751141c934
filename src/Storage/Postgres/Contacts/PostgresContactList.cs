using System.Collections.Immutable;
using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Contacts.Core.Text;
using Npgsql;
using NpgsqlTypes;

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

    public static readonly string Found = Load("list_filtered", "{hits}", Sql.Load("Postgres/Contacts/hits_found.sql"));
    public static readonly string Chosen = Load("list_filtered", "{hits}", Sql.Load("Postgres/Contacts/hits_chosen.sql"));
    public static readonly string Consent = Sql.Load("Postgres/Contacts/hits_consent.sql");
    public static readonly string Attribute = Sql.Load("Postgres/Contacts/hits_attribute.sql");
    private static readonly string _ordered = Sql.Load("Postgres/Contacts/list_ordered.sql");
    private static readonly string _noConsent = Sql.Load("Postgres/Contacts/hits_no_consent.sql");

    private readonly SearchTerm? _search = SearchTerm.OfOrNull(query.Search);
    private readonly string[] _tags = [.. query.Tags.IsDefault ? [] : query.Tags.Select(GroupTag.Key).Distinct()];

    private bool HasGroupChoice => _tags.Length > 0 || query.WithoutGroups;

    private bool HasOtherFilters =>
        query is not { Consent: null, Source: null, CreatedFrom: null, CreatedTo: null, Attribute.IsDefaultOrEmpty: true };

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
        if (command.CommandText == Newest && query.SmsSubscribed is null) await command.PrepareAsync(cancellationToken);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var items = ImmutableArray.CreateBuilder<Contact>();
        var total = 0L;
        while (await reader.ReadAsync(cancellationToken))
        {
            total = reader.GetInt64(0);
            if (!reader.IsDBNull(1)) items.Add(PostgresContactRows.Image(reader, 1).ToContact());
        }
        return new ContactPage { Items = items.ToImmutable(), Total = total };
    }

    private string BindRest(NpgsqlParameterCollection parameters)
    {
        if (_search is null && !HasOtherFilters && query.Order == ContactOrder.Newest && (IsOneGroup || !HasGroupChoice))
            return BindPlace(parameters.With(query.Ascending));
        parameters.With(query.GroupId);
        if (_search is null && !HasGroupChoice && !HasOtherFilters) return Ordered(_ordered);
        parameters.With(LikePattern.Containing(_search?.Needle)).With(LikePattern.Containing(_search?.Digits))
            .With(NpgsqlDbType.Array | NpgsqlDbType.Text, HasGroupChoice ? _tags : null).With(query.WithoutGroups)
            .With(LikePattern.Containing(_search?.International)).With(NpgsqlDbType.Array | NpgsqlDbType.Text, NamePatterns())
            .With((int?)query.Consent).With(query.At).With(query.Source).With(query.CreatedFrom).With(query.CreatedTo)
            .With(query.Attribute.FirstOrDefault()).With(query.Attribute.ElementAtOrDefault(1));
        return Ordered(_search is null ? Chosen : Found);
    }

    private string BindPlace(NpgsqlParameterCollection parameters)
    {
        if (!IsOneGroup) return Newest;
        parameters.With(query.GroupId).With(_tags.FirstOrDefault());
        return OneGroup;
    }

    private string?[]? NamePatterns() => _search is { Names.Length: > 0 } ? [.. _search.Names.Select(LikePattern.Containing)] : null;

    private static string Load(string name, string slot, string part) => Sql.Load($"Postgres/Contacts/{name}.sql").Replace(slot, part);

    private string Ordered(string sql) => sql
        .Replace("{keys}", Keys())
        .Replace("{direction}", query.Ascending ? "ASC" : "DESC")
        .Replace("{attribute}", query.Attribute.IsEmpty ? "" : Attribute)
        .Replace("{consent}", query.Consent switch { null => "", ConsentState.None => _noConsent, _ => Consent });

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
