using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Contacts.Storage.Postgres;
using Contacts.Storage.Postgres.Contacts;
using Contacts.Storage.Sessions;
using Contacts.Testing.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace Contacts.Storage.Tests.Postgres;

public sealed class PlanTests
{
    private const int Many = 20_000;

    private const string ByAddress = """
        Index Scan using contact_email_key on contact c
        Index Cond: ((organisation_id = i.organisation_id) AND (email_key >= i.email_key) AND (email_key <= i.email_key))
        """;

    [PostgresFact]
    public async Task A_batch_goes_through_its_indexes_although_it_was_planned_for_an_empty_database()
    {
        await using var stores = await PostgresStores.NewAsync();
        await using var connection = await stores.Database.Batches.OpenConnectionAsync();
        // The plans of the statement and of its triggers are made here and kept.
        await WriteAsync(connection, [Make.Registration("first@example.com", 1)]);
        await stores.ExecuteAsync(
            PostgresSeed.Contacts(Many).Replace("generate_series(1,", "generate_series(2,", StringComparison.Ordinal));

        await using var transaction = await connection.BeginTransactionAsync();
        var rows = Enumerable.Range(0, 64).Select(i => Make.Registration($"user{i * 300 + 2}@example.com", 1, 3) with { Company = "Acme" });
        await WriteAsync(connection, [.. rows, .. Enumerable.Range(0, 64).Select(i => Make.Registration($"new{i}@example.com", 1, 3))]);

        var read = await TextAsync(connection, """
            SELECT relname || ' ' || seq_tup_read FROM pg_stat_xact_user_tables WHERE seq_tup_read > 0
            UNION ALL
            SELECT relname || ' ' || idx_tup_fetch FROM pg_stat_xact_user_tables WHERE idx_tup_fetch > 1000
            """);
        Assert.Equal("", read);
        Assert.Equal("128", await TextAsync(connection, "SELECT count(*) FROM contact_group_member WHERE group_id = 3"));
    }

    [PostgresTheory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Many)]
    public async Task The_statements_of_a_batch_find_contacts_by_index_whatever_the_statistics_say(int contacts)
    {
        await using var stores = await PostgresStores.NewAsync();
        await stores.ExecuteAsync(PostgresSeed.Contacts(contacts));
        await stores.ExecuteAsync("ANALYZE");

        await using var connection = await stores.Database.Batches.OpenConnectionAsync();
        var known = await PlanOfBatchAsync(connection, "Contacts/batch_known", parameters: 5);
        var details = await PlanOfBatchAsync(connection, "Contacts/batch_details", parameters: 4);
        var written = await PlanOfBatchAsync(connection, "Contacts/batch_write_details", parameters: 4);
        var update = await PlanOfBatchAsync(connection, "Contacts/batch_update", 7 + ProfileField.All.Length + ProfileField.Searched.Length);
        var join = await PlanOfBatchAsync(connection, "Contacts/batch_join_groups", parameters: 3);
        var consents = await PlanOfBatchAsync(connection, "Contacts/batch_consents", parameters: 18);
        var given = await PlanOfBatchAsync(connection, "Contacts/batch_given", parameters: 25);
        var events = await PlanOfBatchAsync(connection, "Contacts/batch_events", parameters: 21);

        Assert.Contains(ByAddress, known, StringComparison.Ordinal);
        Assert.Contains(ByAddress, details, StringComparison.Ordinal);
        Assert.Contains("Index Scan using contact_foreign_id on contact o", details, StringComparison.Ordinal);
        Assert.Contains("Index Scan using contact_pkey on contact c", written, StringComparison.Ordinal);
        Assert.Contains("Conflict Arbiter Indexes: contact_pkey", written, StringComparison.Ordinal);
        Assert.Contains("Conflict Arbiter Indexes: contact_pkey", update, StringComparison.Ordinal);
        Assert.Contains("Index Scan using contact_pkey on contact c", join, StringComparison.Ordinal);
        Assert.Contains("Index Scan using contact_pkey on contact c", consents, StringComparison.Ordinal);
        Assert.Contains("Index Scan using contact_pkey on contact c", given, StringComparison.Ordinal);
        Assert.Contains("Conflict Arbiter Indexes: consent_pkey", consents, StringComparison.Ordinal);
        Assert.Contains("Index Scan using contact_pkey on contact c", events, StringComparison.Ordinal);
        Assert.Equal(2, known.Split("Index Scan using consent_pkey on consent").Length - 1);
        Assert.All([known, details, written, update, join, given, consents, events], AssertGoesByIndexes);
    }

    [PostgresTheory]
    [InlineData("find_by_id", "contact_id", "contact_pkey", "contact_id >= i.id")]
    [InlineData("find_live", "email_key", "contact_email_key", "email_key >= i.key")]
    [InlineData("find_live", "foreign_id", "contact_foreign_id", "foreign_id >= i.key")]
    public async Task Contacts_of_an_import_and_their_groups_are_looked_up_one_by_one_whatever_the_statistics_say(
        string name, string key, string index, string condition)
    {
        await using var stores = await PostgresStores.NewAsync();
        await stores.ExecuteAsync("ANALYZE");
        await using var connection = await stores.Database.Batches.OpenConnectionAsync();

        var plan = await PlanAsync(connection, Sql.Load($"Postgres/Imports/{name}.sql").Replace("{key}", key, StringComparison.Ordinal), "1, '{}'");

        Assert.Contains($"Index Scan using {index} on contact c", plan, StringComparison.Ordinal);
        Assert.Contains(condition, plan, StringComparison.Ordinal);
        Assert.Contains("""
            Index Scan using contact_group_pkey on contact_group g
            Index Cond: ((organisation_id = m_1.organisation_id) AND (group_id >= m_1.group_id) AND (group_id <= m_1.group_id))
            """, plan, StringComparison.Ordinal);
        AssertGoesByIndexes(plan);
    }

    [PostgresTheory]
    [InlineData("Erasure/routes_without_effect.sql", "1", "Limit\nIndex Only Scan using idempotency_route on idempotency i\n")]
    [InlineData("Erasure/count_without_effect.sql", "1, '/bff/contact/list'", "(route = $2)")]
    [InlineData("Erasure/redact_without_effect.sql", "1, '/bff/contact/list'", "(route = $2)")]
    public async Task Erasures_pass_over_the_stored_answers_of_other_routes(string name, string values, string part)
    {
        await using var stores = await PostgresStores.NewAsync();
        await using var connection = await stores.Database.Batches.OpenConnectionAsync();

        var plan = await PlanAsync(connection, new Statement(name).Postgres, values);

        Assert.Matches("Index (Only )?Scan using idempotency_route on idempotency", plan);
        Assert.Contains(part, plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task Batches_go_through_their_indexes_at_every_size_of_a_young_table_without_statistics()
    {
        await using var stores = await PostgresStores.NewAsync();
        foreach (var table in (string[])["contact", "ticket", "consent"])
            await stores.ExecuteAsync($"ALTER TABLE {table} SET (autovacuum_enabled = false)");
        await using var connection = await stores.Database.Batches.OpenConnectionAsync();
        for (var size = 0; size <= 2_000; size += 50)
        {
            var known = await PlanOfBatchAsync(connection, "Contacts/batch_known", parameters: 5);
            Assert.Contains(ByAddress, known, StringComparison.Ordinal);
            Assert.Equal(2, known.Split("Index Scan using consent_pkey on consent").Length - 1);
            var counts = await PlanOfBatchAsync(connection, "Tickets/count", parameters: 7);
            Assert.Contains("Index Only Scan Backward using ticket_network on ticket t", counts, StringComparison.Ordinal);
            Assert.Contains("(network = p.network) AND (created_at > p.since)", counts, StringComparison.Ordinal);
            Assert.Contains("Index Only Scan Backward using ticket_site on ticket t", counts, StringComparison.Ordinal);
            Assert.Contains("using ticket_text on ticket t", counts, StringComparison.Ordinal);
            Assert.Contains("(text_hash = p.text_hash) AND (created_at > p.since)", counts, StringComparison.Ordinal);
            await stores.ExecuteAsync(PostgresSeed.More("contact", size + 1, size + 50) + PostgresSeed.More("ticket", size + 1, size + 50));
            await stores.ExecuteAsync(
                $"INSERT INTO consent (organisation_id, channel, address, state) SELECT 1, 0, 'c' || i || '@example.com', 2 FROM generate_series({size + 1}, {size + 50}) i");
        }
    }

    [PostgresFact]
    public async Task Lists_page_through_their_indexes()
    {
        await using var stores = await PostgresStores.NewAsync();
        await stores.ExecuteAsync(PostgresSeed.Contacts(Many));
        await stores.ExecuteAsync("VACUUM ANALYZE");
        await using var connection = await stores.Database.Queries.OpenConnectionAsync();

        var newest = await ExplainAsync(connection, PostgresContactList.Newest, p => p.With((bool?)null).With(10_000L).With(20L).With(false));
        Assert.Contains("Index Scan Backward using contact_pkey on contact c", newest, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan on contact ", newest, StringComparison.Ordinal);

        var group = await ExplainAsync(
            connection, PostgresContactList.OneGroup, p => p.With((bool?)null).With(1_000L).With(20L).With(false).With(2L).With((string?)null));
        Assert.Contains("Scan Backward using contact_group_member_group on contact_group_member", group, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan on contact ", group, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task A_page_of_a_history_reads_no_more_entries_than_it_has()
    {
        await using var stores = await PostgresStores.NewAsync();
        await stores.ExecuteAsync($"""
            INSERT INTO contact_event (organisation_id, contact_id, at, kind) SELECT 1, 1 + i % 2, now(), 'updated' FROM generate_series(1, {Many}) i
            """);
        await stores.ExecuteAsync("ANALYZE");
        await using var connection = await stores.Database.Queries.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();

        await TextAsync(connection, Sql.Load("Postgres/Contacts/history_page.sql"), p => p.With(1).With(1L).With(long.MaxValue).With(51L));

        var read = await TextAsync(connection, "SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_xact_user_tables WHERE relname = 'contact_event'");
        Assert.Equal("51", read);
    }

    [PostgresFact]
    public async Task A_search_goes_through_the_trigram_index()
    {
        await using var stores = await PostgresStores.NewAsync();
        await stores.ExecuteAsync(PostgresSeed.Contacts(Many));
        await stores.ExecuteAsync("VACUUM ANALYZE");
        await using var connection = await stores.Database.Queries.OpenConnectionAsync();

        var plan = await ExplainAsync(connection, PostgresContactList.Found, p => Search(p, "%user1234%"));
        var phone = await ExplainAsync(connection, PostgresContactList.Found, p => Search(p, "%00420777123%", "%+420777123%"));

        Assert.Contains("Bitmap Index Scan on contact_search_trigrams", plan, StringComparison.Ordinal);
        Assert.Equal(2, plan.Split(" on contact c").Length); // Of the contacts themselves only the page is read.
        Assert.DoesNotContain("Seq Scan on contact ", plan, StringComparison.Ordinal);
        Assert.Equal(2, phone.Split("Bitmap Index Scan on contact_search_trigrams").Length - 1);
        Assert.DoesNotContain("Seq Scan on contact ", phone, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan on contact_search", phone, StringComparison.Ordinal);

        var name = await ExplainAsync(connection, PostgresContactList.Found, p => Search(p, "%anngray%", names: ["%ann gray%", "%a nngray%"]));
        Assert.Contains("Bitmap Index Scan on contact_search_trigrams", name, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan on contact_search", name, StringComparison.Ordinal);

        static void Search(
            NpgsqlParameterCollection parameters, string pattern, string? international = null, string[]? names = null) => parameters
            .With((bool?)null).With(0L).With(20L).With((long?)null).With(pattern).With((string?)null)
            .With(NpgsqlDbType.Array | NpgsqlDbType.Text, (string[]?)null).With(false).With(international).With(NpgsqlDbType.Array | NpgsqlDbType.Text, names)
            .With((int?)null).With(DateTimeOffset.UnixEpoch).With((string?)null).With((DateTimeOffset?)null).With((DateTimeOffset?)null)
            .With((string?)null).With((string?)null).With((string?)null);
    }

    [PostgresFact]
    public async Task Filters_of_few_contacts_go_through_indexes()
    {
        await using var stores = await PostgresStores.NewAsync();
        await stores.ExecuteAsync(PostgresSeed.Contacts(Many).Replace("i % 2 = 0, now()", "i % 2 = 0, now() - i * interval '1 minute'", StringComparison.Ordinal)
            + "INSERT INTO consent (organisation_id, channel, address, state, expires_at)"
            + " SELECT 1, 0, email_key, CASE WHEN contact_id % 1000 = 0 THEN 1 ELSE 2 END, now() + interval '1 day' FROM contact");
        await stores.ExecuteAsync("UPDATE contact SET attributes = jsonb_build_object('n', contact_id % 1000)");
        await stores.ExecuteAsync("VACUUM ANALYZE");
        await using var connection = await stores.Database.Queries.OpenConnectionAsync();

        var attribute = await ExplainAsync(
            connection, PostgresContactList.Chosen.Replace("{attribute}", PostgresContactFilters.Attribute, StringComparison.Ordinal),
            p => Filter(p, null, null, """{"n":7}"""));
        var recent = await ExplainAsync(connection, PostgresContactList.Chosen, p => Filter(p, null, DateTimeOffset.UtcNow.AddHours(-1)));
        var pending = await ExplainAsync(
            connection, PostgresContactList.Chosen.Replace("{consent}", PostgresContactFilters.Consent, StringComparison.Ordinal),
            p => Filter(p, ConsentState.Pending, null));

        Assert.Contains("Bitmap Index Scan on contact_created", recent, StringComparison.Ordinal);
        Assert.Contains("Index Scan using consent_pending on consent k", pending, StringComparison.Ordinal);
        Assert.Contains("Bitmap Index Scan on contact_attributes", attribute, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan on contact ", recent + pending + attribute, StringComparison.Ordinal);

        static void Filter(NpgsqlParameterCollection parameters, ConsentState? consent, DateTimeOffset? from, string? term = null) => parameters
            .With((bool?)null).With(0L).With(20L).With((long?)null).With((string?)null).With((string?)null)
            .With(NpgsqlDbType.Array | NpgsqlDbType.Text, (string[]?)null).With(false).With((string?)null)
            .With(NpgsqlDbType.Array | NpgsqlDbType.Text, (string[]?)null)
            .With((int?)consent).With(DateTimeOffset.UtcNow).With((string?)null).With(from).With((DateTimeOffset?)null)
            .With(term).With((string?)null).With((string?)null);
    }

    [PostgresFact]
    public async Task The_oldest_mail_is_found_and_mails_are_counted_without_reading_all_that_wait()
    {
        await using var stores = await PostgresStores.NewAsync();
        await stores.ExecuteAsync(
            $"INSERT INTO mail (organisation_id, mail_id, kind, priority, recipient, data, queued_at, due_at) SELECT 1, i, 'test', 1, 'a@example.com', '{{}}', now(), now() FROM generate_series(1, {Many}) i");
        await stores.ExecuteAsync("VACUUM ANALYZE");
        await using var connection = await stores.Database.Queries.OpenConnectionAsync();

        var plan = await TextAsync(connection, "EXPLAIN (COSTS OFF) " + Sql.Load("Sql/Mail/count_waiting.sql"));

        Assert.Equal(2, plan.Split("Index Only Scan using mail_waiting").Length - 1);
        Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
        Assert.Equal(10_000, (await stores.Outbox.CountWaitingAsync(CancellationToken.None)).Count);
    }

    private static void AssertGoesByIndexes(string plan)
    {
        Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Join Filter", plan, StringComparison.Ordinal);
    }

    /// <summary>The lines of the plan that a batch statement has as long as the connection lives, without their indentation.</summary>
    private static Task<string> PlanOfBatchAsync(NpgsqlConnection connection, string name, int parameters) => PlanAsync(
        connection, Sql.Load($"Postgres/{name}.sql"),
        string.Join(", ", Enumerable.Range(1, parameters).Select(i => i == 7 && parameters == 7 ? "201" : "'{}'")));

    private static async Task<string> PlanAsync(NpgsqlConnection connection, string sql, string values)
    {
        await ExecuteAsync(connection, "PREPARE planned AS " + sql);
        var plan = await TextAsync(connection, $"EXPLAIN (COSTS OFF) EXECUTE planned ({values})");
        await ExecuteAsync(connection, "DEALLOCATE planned");
        return string.Join('\n', plan.Split('\n').Select(line => line.Trim().Replace("->  ", "", StringComparison.Ordinal)));
    }

    private static Task WriteAsync(NpgsqlConnection connection, IReadOnlyList<ContactWrite> rows) =>
        new PostgresContactBatch(connection, CancellationToken.None) { IsInTransaction = false }.WriteAsync(rows);

    private static Task<string> ExplainAsync(NpgsqlConnection connection, string list, Action<NpgsqlParameterCollection> bind)
    {
        var sql = list.Replace("{keys}", "0 AS key0, 0 AS key1, 0 AS key2", StringComparison.Ordinal)
            .Replace("{direction}", "DESC", StringComparison.Ordinal).Replace("{consent}", "", StringComparison.Ordinal).Replace("{attribute}", "", StringComparison.Ordinal);
        return TextAsync(connection, "EXPLAIN (COSTS OFF) " + sql, p => bind(p.With(1)));
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<string> TextAsync(NpgsqlConnection connection, string sql, Action<NpgsqlParameterCollection>? bind = null)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        bind?.Invoke(command.Parameters);
        return string.Join('\n', await command.ReadAllAsync(row => row.GetValue(0).ToString()!, CancellationToken.None));
    }
}
