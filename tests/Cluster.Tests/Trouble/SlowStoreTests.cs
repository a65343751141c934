using System.Net;
using Contacts.Testing.Postgres;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Contacts.Cluster.Tests.Trouble;

/// <summary>The store takes no writes for longer than callers are kept waiting, because somebody else holds its locks.</summary>
public sealed class SlowStoreTests
{
    private const int Crowd = 600; // More than may wait for a store that does not answer.

    [Fact]
    public async Task Callers_of_a_locked_SQLite_file_get_an_answer_in_time_and_nothing_acknowledged_is_lost()
    {
        using var data = new DataFolder();
        await using var silo = await SiloProcess.StartAsync(data.Setting, Guest.Setting);
        await using var other = new SqliteConnection($"Data Source={Path.Combine(data.Path, "contacts.db")};Pooling=False");
        await other.OpenAsync();
        await StallAsync(silo, () => RunAsync(other, "BEGIN IMMEDIATE"), () => RunAsync(other, "ROLLBACK"));
    }

    [PostgresFact]
    public async Task Callers_of_a_locked_PostgreSQL_table_get_an_answer_in_time_and_nothing_acknowledged_is_lost()
    {
        var database = await (await PostgresServer.SharedAsync()).CreateEmptyDatabaseAsync();
        await using var silo = await SiloProcess.StartAsync($"ConnectionStrings:Contacts={database}", Guest.Setting);
        await using var other = new NpgsqlConnection(database + ";Pooling=false");
        await other.OpenAsync();
        await StallAsync(silo, () => RunAsync(other, "BEGIN; LOCK TABLE contact IN EXCLUSIVE MODE"), () => RunAsync(other, "ROLLBACK"));
    }

    private static async Task StallAsync(SiloProcess silo, Func<Task> stall, Func<Task> release)
    {
        // No call may take longer, whatever the store does.
        using var http = new HttpClient { BaseAddress = silo.Http.BaseAddress, Timeout = TimeSpan.FromSeconds(30) };
        var guest = new Guest(http);
        using (var first = await RegisterAsync(guest, -1)) Assert.Equal(HttpStatusCode.OK, first.StatusCode);

        await stall();
        var calls = Enumerable.Range(0, Crowd).Select(i => RegisterAsync(guest, i)).ToArray();
        await Task.WhenAny(calls); // One is answered although the store is still locked: it was one too many, or its time was up.
        await guest.ReadsAsync();
        var answers = await Task.WhenAll(calls);
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode));
        Assert.All(answers, answer => Assert.NotNull(answer.Headers.RetryAfter));
        await guest.IsTurnedAwayAsync();

        await release();
        var load = OutageLoad.Start(silo.Http);
        await load.AnsweredAsync(HttpStatusCode.OK, 100);
        await FullStoreTests.AssertAllThereOnceAsync(silo.Http, await load.StopAsync());
        foreach (var answer in answers) answer.Dispose();
    }

    private static Task<HttpResponseMessage> RegisterAsync(Guest guest, int number) =>
        guest.PostAsync("/api/v1/newsletter/register-contact", new { email = $"outage.crowd.{number}@example.com", source = "test" });

    private static async Task RunAsync(System.Data.Common.DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
