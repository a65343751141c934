using Contacts.Testing.Postgres;
using Microsoft.Data.Sqlite;

namespace Contacts.Cluster.Tests;

/// <summary>The recipes of docs/operations.md, followed while the service works.</summary>
public sealed class BackupTests
{
    [PostgresFact]
    public async Task A_dump_taken_under_load_restores_everything_acknowledged_before_it()
    {
        var server = await PostgresServer.SharedAsync();
        var (database, restored) = (await server.CreateEmptyDatabaseAsync(), await server.CreateEmptyDatabaseAsync());
        using var folder = new DataFolder();
        var dump = Path.Combine(folder.Path, "contacts.dump");
        await using var silo = await SiloProcess.StartAsync($"ConnectionStrings:Contacts={database}");

        var before = await BackUpUnderLoadAsync(silo, () => PostgresProgram.RunAsync(
            "pg_dump", "--format=custom", $"--file={dump}", PostgresProgram.Uri(database)));
        await PostgresProgram.RunAsync("pg_restore", "--exit-on-error", $"--dbname={PostgresProgram.Uri(restored)}", dump);

        await AssertServedAsync(before, $"ConnectionStrings:Contacts={restored}");
    }

    [Fact]
    public async Task A_copy_of_the_SQLite_file_taken_under_load_has_everything_acknowledged_before_it()
    {
        using var folder = new DataFolder();
        using var copy = new DataFolder();
        await using var silo = await SiloProcess.StartAsync(folder.Setting);

        var before = await BackUpUnderLoadAsync(silo, async () =>
        {
            await using var connection = new SqliteConnection($"Data Source={Path.Combine(folder.Path, "contacts.db")};Pooling=False");
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = $"VACUUM INTO '{Path.Combine(copy.Path, "contacts.db")}'";
            await command.ExecuteNonQueryAsync();
        });

        await AssertServedAsync(before, copy.Setting);
    }

    /// <summary>The addresses that were acknowledged before the backup began; the load goes on until after its end.</summary>
    private static async Task<string[]> BackUpUnderLoadAsync(SiloProcess silo, Func<Task> backUp)
    {
        var first = Load.Start(silo.Http, "before", enough: 300);
        await first.UnderWay;
        var before = await first.StopAsync();
        var meanwhile = Load.Start(silo.Http, "meanwhile", enough: 100);
        await meanwhile.UnderWay;
        await backUp();
        Assert.NotEmpty(await meanwhile.StopAsync());
        return before;
    }

    private static async Task AssertServedAsync(string[] before, string store)
    {
        await using var silo = await SiloProcess.StartAsync(store);
        var stored = (await silo.Http.SearchAsync("before")).Select(contact => contact.Email!).ToList();
        Assert.Equal(before.Order(), stored.Order());
        Assert.True(await silo.Http.TryRegisterAsync("after@example.com", "load"));
    }
}
