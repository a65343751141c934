using Contacts.Core.Keys;
using Contacts.Testing.Postgres;

namespace Contacts.Storage.Tests.Postgres;

public sealed class MigrationTests
{
    [PostgresFact]
    public async Task Many_processes_migrate_an_empty_database_at_once()
    {
        var database = await (await PostgresServer.SharedAsync()).CreateEmptyDatabaseAsync();
        var processes = Enumerable.Range(0, 8).Select(_ => new PostgresStores(database)).ToArray();

        await Task.WhenAll(processes.Select(process => process.Migrator.MigrateAsync(CancellationToken.None)));

        Assert.True(await processes[0].Organisations.IsReadyAsync(CancellationToken.None));
        Assert.Equal(
            await processes[0].TextAsync("SELECT max(number) FROM schema_migration"),
            await processes[0].TextAsync("SELECT count(*) FROM schema_migration"));
        foreach (var process in processes) await process.DisposeAsync();
    }

    [PostgresFact]
    public async Task A_key_written_by_the_version_before_is_without_a_checksum()
    {
        await using var stores = await PostgresStores.NewAsync();
        await stores.ExecuteAsync(
            """
            INSERT INTO api_key (organisation_id, key_hash, kind, scopes, description, created_at)
            VALUES (1, decode('0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20', 'hex'), 0, 7, 'old', now())
            """);

        Assert.Equal(0x0102030405060708UL, Assert.Single(await stores.ApiKeys.ListWithoutChecksumAsync(CancellationToken.None)));
    }

    [PostgresFact]
    public async Task The_sample_key_of_the_version_before_is_of_Development()
    {
        await using var stores = new PostgresStores(await (await PostgresServer.SharedAsync()).CreateEmptyDatabaseAsync());
        await stores.MigrateToAsync(16);
        var (sample, other) = (KeyHash.Of(ApiKeyText.Sample), KeyHash.Of(ApiKeyText.Generate(ApiKeyKind.Prod)));
        foreach (var hash in new[] { sample, other })
            await stores.ExecuteAsync(
                $"""
                INSERT INTO api_key (organisation_id, key_hash, kind, scopes, description, created_at)
                VALUES (1, decode('{hash}', 'hex'), 0, 7, 'old', now())
                """);

        await stores.Migrator.MigrateAsync(CancellationToken.None);

        Assert.True((await stores.ApiKeys.FindAsync(sample, CancellationToken.None))!.IsDevelopment);
        Assert.False((await stores.ApiKeys.FindAsync(other, CancellationToken.None))!.IsDevelopment);
    }

    [PostgresFact]
    public async Task An_empty_database_is_not_ready()
    {
        await using var stores = new PostgresStores(await (await PostgresServer.SharedAsync()).CreateEmptyDatabaseAsync());

        Assert.False(await stores.Organisations.IsReadyAsync(CancellationToken.None));
    }

    [PostgresFact]
    public async Task A_database_of_a_newer_program_is_refused()
    {
        await using var stores = await PostgresStores.NewAsync();
        await stores.ExecuteAsync("INSERT INTO schema_migration (number, name) VALUES (9999, '9999_future')");

        var refusal = await Assert.ThrowsAsync<StoreMigrationException>(() => stores.Migrator.MigrateAsync(CancellationToken.None));

        Assert.Contains("9999", refusal.Message, StringComparison.Ordinal);
        Assert.False(await stores.Organisations.IsReadyAsync(CancellationToken.None));
    }

    [PostgresFact]
    public async Task A_migration_that_cannot_be_applied_is_named()
    {
        await using var stores = new PostgresStores(await (await PostgresServer.SharedAsync()).CreateEmptyDatabaseAsync());
        await stores.ExecuteAsync("CREATE TABLE contact (organisation_id int)");

        var refusal = await Assert.ThrowsAsync<StoreMigrationException>(() => stores.Migrator.MigrateAsync(CancellationToken.None));

        Assert.Contains("0001_contacts", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("", await stores.TextAsync("SELECT tablename FROM pg_tables WHERE tablename = 'contact_group'"));
    }
}
