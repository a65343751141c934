using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Contacts.Core.Text;
using Npgsql;
using NpgsqlTypes;

namespace Contacts.Storage.Postgres.Contacts;

/// <summary>
/// The filters of a query for hits_found.sql or hits_chosen.sql with hits_filters.sql: their parameters, $5 and on, and what depends on
/// them in the text of a statement.
/// </summary>
internal sealed class PostgresContactFilters(ContactQuery query)
{
    /// <summary>Hits of a search.</summary>
    public static readonly string Found = Load("hits_found") + Load("hits_filters");

    /// <summary>Hits without a search.</summary>
    public static readonly string Chosen = Load("hits_chosen") + Load("hits_filters");

    public static readonly string Consent = Load("hits_consent");
    public static readonly string Attribute = Load("hits_attribute");
    private static readonly string _noConsent = Load("hits_no_consent");

    public SearchTerm? Search { get; } = SearchTerm.OfOrNull(query.Search);

    /// <summary>The keys of the names of groups.</summary>
    public string[] Tags { get; } = [.. query.Tags.IsDefault ? [] : query.Tags.Select(GroupTag.Key).Distinct()];

    public bool HasGroupChoice => Tags.Length > 0 || query.WithoutGroups;

    /// <summary>Whether there are filters beside search, groups and SMS.</summary>
    public bool HasOthers =>
        query is not
        {
            Consent: null, Source: null, CreatedFrom: null, CreatedTo: null, CallingCode: null, Attribute.IsDefaultOrEmpty: true,
        };

    public bool? SmsSubscribed => query.SmsSubscribed;

    public bool AreNone => Search is null && !HasGroupChoice && !HasOthers && query is { GroupId: null, SmsSubscribed: null };

    public bool FindNothing => Search is { IsHopeless: true };

    public NpgsqlParameterCollection Bind(NpgsqlParameterCollection parameters) => parameters
        .With(query.GroupId).With(LikePattern.Containing(Search?.Needle)).With(LikePattern.Containing(Search?.Digits))
        .With(NpgsqlDbType.Array | NpgsqlDbType.Text, HasGroupChoice ? Tags : null).With(query.WithoutGroups)
        .With(LikePattern.Containing(Search?.International)).With(NpgsqlDbType.Array | NpgsqlDbType.Text, NamePatterns())
        .With((int?)query.Consent).With(query.At).With(query.Source).With(query.CreatedFrom).With(query.CreatedTo)
        .With(query.Attribute.FirstOrDefault()).With(query.Attribute.ElementAtOrDefault(1)).With(query.CallingCode);

    /// <summary>
    /// A statement of <see cref="Found"/> or <see cref="Chosen"/> with the consents and the attribute that are asked for.
    /// </summary>
    public string Fill(string sql) => sql
        .Replace("{attribute}", query.Attribute.IsEmpty ? "" : Attribute)
        .Replace("{consent}", query.Consent switch { null => "", ConsentState.None => _noConsent, _ => Consent });

    private string?[]? NamePatterns() => Search is { Names.Length: > 0 } ? [.. Search.Names.Select(LikePattern.Containing)] : null;

    private static string Load(string name) => Sql.Load($"Postgres/Contacts/{name}.sql");
}
