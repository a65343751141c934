using System.Text.RegularExpressions;
using Contacts.Storage.Sessions;

namespace Contacts.Storage.Tests;

public sealed class QueryTests
{
    // A slug and a key's hash are all that is known yet; a person may belong to several organisations; schema, sweeps and dispatchers
    // concern every organisation.
    private static readonly string[] _overAll =
    [
        "Organisations.find_by_slug", "Organisations.create", "Organisations.list", "Organisations.count", "ApiKeys.find",
        "Groups.retired_with_members",
        "ApiKeys.list_without_checksum", "Consent.find_lapsed", "Groups.lock", "Rekeying.claim", "Maintenance.fold_tally", "SignUps.lock", "SignUps.take",
        "Mail.lease", "Mail.due", "Mail.renew", "Mail.count_waiting", "Mail.has_old_quota", "Mail.due_digests", "Mail.sweep_quotas",
        "Limits.sweep",
        "Idempotency.sweep", "Imports.claim", "Imports.lock_claims", "Imports.sweep_uploads", "Imports.sweep_pieces", "Imports.sweep_errors", "Imports.sweep_jobs",
        "Retention.next_consents", "Erasure.unlogged", "Erasure.mails_after", "Erasure.vacuum",
        "Erasure.uncleaned",
        "Users.memberships", "Users.sweep_links", "Users.sweep_codes", "Users.sweep_attempts", "Users.sweep_sessions",
        "Contacts.find_encoded_domains", "Contacts.search_index_add", "Contacts.search_index_remove", "Contacts.search_index_merge",
        "Contacts.search_text", "Contacts.batch_unflushed",
        "prepare_migrations", "record_migration", "ready", "requirements", "version", "count_tables",
    ];

    private static readonly string[] _folders = ["Sql", "Postgres", "Sqlite"];

    [Fact]
    public void Every_query_says_what_it_is_for_and_is_about_one_organisation()
    {
        var queries = _folders.SelectMany(folder => Queries(folder).Select(name => (Name: name, Text: Text(folder, name)))).ToArray();

        Assert.Superset(_overAll.ToHashSet(), queries.Select(query => query.Name).ToHashSet());
        Assert.All(queries, query => Assert.StartsWith("-- ", query.Text, StringComparison.Ordinal));
        Assert.All(queries, query => Assert.True(_overAll.Contains(query.Name) || NamesOrganisation(query.Text), query.Name));
    }

    [Fact]
    public void A_query_that_is_the_same_for_both_databases_is_in_neither_of_their_folders()
    {
        var (shared, postgres, sqlite) = (Queries("Sql").ToHashSet(), Queries("Postgres").ToHashSet(), Queries("Sqlite").ToHashSet());

        Assert.All(postgres.Union(sqlite), name => Assert.DoesNotContain(name, shared));
        Assert.All(postgres.Intersect(sqlite), name => Assert.NotEqual(Plain("Postgres", name), Plain("Sqlite", name)));
    }

    private static IEnumerable<string> Queries(string folder)
    {
        var prefix = $"Contacts.Storage.{folder}.";
        return typeof(Statement).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Select(name => name[prefix.Length..^".sql".Length])
            .Where(name => !name.StartsWith("Migrations.", StringComparison.Ordinal)
                && !name.StartsWith("Cluster.", StringComparison.Ordinal)); // About processes: Orleans' tables.
    }

    private static bool NamesOrganisation(string text) =>
        Regex.IsMatch(text, @"organisation_id = |\(\s*organisation_id");

    /// <summary>The statement without its comment and without what differs in spelling.</summary>
    private static string Plain(string folder, string name) =>
        string.Join('\n', Text(folder, name).Split('\n').Where(line => !line.StartsWith("--", StringComparison.Ordinal)))
            .Replace('?', '$').TrimEnd(';', '\n', ' ');

    private static string Text(string folder, string name) =>
        Sql.Load($"{folder}/{name.Replace('.', '/')}.sql");
}
