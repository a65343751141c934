using Contacts.Storage.Postgres.Cluster;
using Contacts.Testing.Postgres;

namespace Contacts.Storage.Tests.Postgres;

public sealed class ClusterMigrationTests
{
    private const string ReminderStatements = "SELECT count(*) FROM OrleansQuery WHERE QueryKey LIKE '%Reminder%' OR QueryKey LIKE 'ReadRangeRows%'";

    [PostgresFact]
    public async Task The_table_of_reminders_goes_with_its_statements()
    {
        var database = await NewDatabaseAsync();
        await using var stores = new PostgresStores(database);

        await ClusterTables.MigrateAsync(database, CancellationToken.None);

        Assert.Equal("", await stores.TextAsync("SELECT tablename FROM pg_tables WHERE tablename = 'grain_reminder'"));
        Assert.Equal("0", await stores.TextAsync(ReminderStatements));
    }

    [PostgresFact]
    public async Task A_table_that_holds_reminders_stays_with_its_statements()
    {
        var database = await NewDatabaseAsync();
        await using var stores = new PostgresStores(database);
        await stores.ExecuteAsync(
            "INSERT INTO grain_reminder (service_id, grain_id, name, start_at, period_ms, grain_hash) VALUES ('s', 'g', 'wake', now(), 1, 1)");

        await ClusterTables.MigrateAsync(database, CancellationToken.None);

        Assert.Equal("wake", await stores.TextAsync("SELECT name FROM grain_reminder"));
        Assert.Equal("7", await stores.TextAsync(ReminderStatements));
    }

    /// <summary>A database as the version with reminders left it.</summary>
    private static async Task<string> NewDatabaseAsync()
    {
        var database = await (await PostgresServer.SharedAsync()).CreateEmptyDatabaseAsync();
        await using var stores = new PostgresStores(database);
        await stores.ExecuteAsync(Sql.Load("Postgres/Cluster/prepare_migrations.sql"));
        foreach (var migration in Sql.Migrations("Postgres/Cluster/Migrations").Take(2))
        {
            await stores.ExecuteAsync(migration.Text);
            await stores.ExecuteAsync($"INSERT INTO cluster_migration (number, name) VALUES ({migration.Number}, '{migration.Name}')");
        }
        return database;
    }
}
