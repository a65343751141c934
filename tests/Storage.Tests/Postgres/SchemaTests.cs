using Contacts.Storage.Tests.Contract;
using Contacts.Testing.Postgres;

namespace Contacts.Storage.Tests.Postgres;

public sealed class SchemaTests
{
    [PostgresFact]
    public async Task Every_table_and_primary_key_begins_with_the_organisation()
    {
        await using var stores = await PostgresStores.NewAsync();

        var tables = await stores.TextAsync("""
            SELECT t.table_name FROM information_schema.tables t
            WHERE t.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND t.table_name <> 'schema_migration'
            AND (NOT EXISTS (SELECT FROM information_schema.columns c
                    WHERE c.table_name = t.table_name AND c.ordinal_position = 1 AND c.column_name = 'organisation_id')
                OR NOT EXISTS (SELECT FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
                    WHERE i.indrelid = t.table_name::regclass AND i.indisprimary AND a.attname = 'organisation_id'))
            """);

        Assert.Equal("", tables);
        Assert.Equal("47", await stores.TextAsync(
            "SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'schema_migration'"));
    }

    [PostgresFact]
    public async Task What_is_appended_is_not_vacuumed_for_that_alone()
    {
        await using var stores = await PostgresStores.NewAsync();

        Assert.Equal("contact_event\ncontact_search", await stores.TextAsync(
            "SELECT relname FROM pg_class WHERE reloptions @> '{autovacuum_vacuum_insert_threshold=-1}' ORDER BY relname"));
    }

    [PostgresFact]
    public async Task History_is_never_changed()
    {
        await using var stores = await PostgresStores.NewAsync();
        var organisation = await stores.Organisations.CreateAsync("acme", "Acme", DateTimeOffset.UtcNow, CancellationToken.None, AuditContract.Trail);
        await stores.Contacts.WriteAsync([Make.Registration("ava@example.com")], CancellationToken.None);

        foreach (var table in new[] { "contact_event", "audit_event" })
            foreach (var change in new[] { $"UPDATE {table} SET at = now()", $"DELETE FROM {table}", $"TRUNCATE {table}" })
                await Assert.ThrowsAsync<Npgsql.PostgresException>(() => stores.ExecuteAsync(change));
        Assert.Equal("registered", await stores.TextAsync("SELECT kind FROM contact_event"));
        Assert.Equal($"{organisation!.Id}", await stores.TextAsync("SELECT organisation_id FROM audit_event"));
    }
}
