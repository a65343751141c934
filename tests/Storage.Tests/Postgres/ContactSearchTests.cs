using Contacts.Core.Contacts;
using Contacts.Storage.Postgres.Contacts;
using Contacts.Testing.Postgres;
using Npgsql;

namespace Contacts.Storage.Tests.Postgres;

public sealed class ContactSearchTests
{
    // Entries that are missing, too many, or say something else than the contact.
    private const string Differences = """
        SELECT concat(organisation_id, '/', contact_id, '/', search_id)
        FROM (
            SELECT organisation_id, contact_id, search_id, search_text, 1 AS n FROM contact_search
            UNION ALL
            SELECT organisation_id, contact_id, coalesce(search_id, contact_id), search_text(c), -1 FROM contact c WHERE merged_into IS NULL
        ) e
        GROUP BY organisation_id, contact_id, search_id, search_text HAVING sum(n) <> 0
        """;

    [PostgresFact]
    public async Task Every_live_contact_has_one_entry_with_its_present_text_whatever_way_it_was_written()
    {
        await using var stores = await PostgresStores.NewAsync();
        await stores.ExecuteAsync(PostgresSeed.Contacts(2_000));

        await stores.ExecuteAsync("UPDATE contact SET first_name_folded = 'eva' WHERE contact_id % 2 = 0");
        await stores.ExecuteAsync("UPDATE contact SET first_name_folded = 'iva', merged_into = 1 WHERE contact_id % 5 = 0");
        await stores.ExecuteAsync("UPDATE contact SET merged_into = NULL WHERE contact_id % 10 = 0");
        await stores.ExecuteAsync("UPDATE contact SET phone = NULL, merged_into = NULL WHERE contact_id % 15 = 0");
        await stores.ExecuteAsync("DELETE FROM contact WHERE contact_id % 7 = 0");

        Assert.Equal("", await stores.TextAsync(Differences));
        Assert.Equal(
            await stores.TextAsync("SELECT count(*) FROM contact WHERE merged_into IS NULL"),
            await stores.TextAsync("SELECT count(DISTINCT contact_id) FROM contact_search"));
    }

    [PostgresFact]
    public async Task Entries_are_exact_whatever_happens_at_once()
    {
        await using var stores = await PostgresStores.NewAsync();

        await Disturbance.RunAsync(stores);

        Assert.Equal("", await stores.TextAsync(Differences));
        Assert.NotEqual("0", await stores.TextAsync("SELECT count(*) FROM contact WHERE search_id IS NOT NULL AND merged_into IS NULL"));
        Assert.NotEqual("0", await stores.TextAsync("SELECT count(*) FROM contact WHERE merged_into IS NOT NULL"));
    }

    [PostgresFact]
    public async Task A_changed_name_touches_no_index_of_the_contact()
    {
        await using var stores = await PostgresStores.NewAsync();
        await stores.ExecuteAsync(PostgresSeed.Contacts(2_000));
        await using var connection = await stores.Database.Batches.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await new PostgresContactBatch(connection, CancellationToken.None) { IsInTransaction = true }.WriteAsync(
            [.. Enumerable.Range(1, 50).Select(i => Make.Registration($"user{i * 40}@example.com") with { FirstName = "Eva" })]);

        await using var command = new NpgsqlCommand(
            "SELECT n_tup_upd || ' of these HOT: ' || n_tup_hot_upd FROM pg_stat_xact_user_tables WHERE relname = 'contact'", connection);
        Assert.Equal("50 of these HOT: 50", await command.ExecuteScalarAsync());
    }

    [PostgresFact]
    public async Task A_search_of_the_version_before_still_finds_what_this_one_writes()
    {
        await using var stores = await PostgresStores.NewAsync();
        await stores.Contacts.WriteAsync([Make.Registration("ava@example.com") with { LastName = "Ångström" }], CancellationToken.None);

        Assert.Equal("1", await stores.TextAsync("SELECT count(*) FROM contact c WHERE c.organisation_id = 1 AND c.search_text LIKE '%angstrom%'"));
    }

    [PostgresFact]
    public async Task Contacts_of_the_schema_before_are_found_after_the_migration()
    {
        await using var stores = new PostgresStores(await (await PostgresServer.SharedAsync()).CreateEmptyDatabaseAsync());
        await stores.MigrateToAsync(6);
        await stores.ExecuteAsync(PostgresSeed.Contacts(500) + "UPDATE contact SET merged_into = 1 WHERE contact_id = 7;");

        await stores.Migrator.MigrateAsync(CancellationToken.None);

        Assert.Equal("", await stores.TextAsync(Differences));
        Assert.Equal("8", await FindAsync(stores, "user8@"));
        Assert.Equal("", await FindAsync(stores, "user7@"));
        await stores.Contacts.WriteAsync([Make.Registration("user8@example.com") with { LastName = "Ångström" }], CancellationToken.None);
        Assert.Equal("8", await FindAsync(stores, "ANGSTROM"));
        Assert.Equal("", await stores.TextAsync(Differences));
    }

    [PostgresFact]
    public async Task Contacts_of_the_schema_before_are_found_by_their_domain_in_unicode()
    {
        await using var stores = new PostgresStores(await (await PostgresServer.SharedAsync()).CreateEmptyDatabaseAsync());
        await stores.MigrateToAsync(10);
        await stores.ExecuteAsync(PostgresSeed.Contacts(100)
            + "UPDATE contact SET email = 'm@xn--bcher-kva.de', email_key = 'm@xn--bcher-kva.de' WHERE contact_id = 7;"
            + "UPDATE contact SET email = 'č@xn--pklad-zsa96e.cz', email_key = email, email_folded = 'c@xn--pklad-zsa96e.cz' WHERE contact_id = 8;");

        await stores.Migrator.MigrateAsync(CancellationToken.None);

        Assert.Equal("7", await FindAsync(stores, "m@bücher.de"));
        Assert.Equal("7", await FindAsync(stores, "m@xn--bcher"));
        Assert.Equal("8", await FindAsync(stores, "c@příklad"));
        Assert.Equal("98", await stores.TextAsync("SELECT count(*) FROM contact WHERE email_folded IS NULL"));
        Assert.Equal("", await stores.TextAsync(Differences));
    }

    private static async Task<string> FindAsync(PostgresStores stores, string term)
    {
        var page = await stores.Contacts.ListAsync(1, new ContactQuery { Search = term }, CancellationToken.None);
        return string.Join(' ', page.Items.Select(contact => contact.Id));
    }
}
