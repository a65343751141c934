using System.Net;
using System.Text.Json;
using Contacts.Testing.Postgres;

namespace Contacts.Cluster.Tests.Trouble;

public sealed class FullStoreTests
{
    [Fact]
    public async Task A_SQLite_file_that_cannot_grow_costs_503s_on_writes_alone_and_all_is_well_when_there_is_room()
    {
        using var data = new DataFolder();
        await using var silo = await SiloProcess.StartAsync(data.Setting, Guest.Setting);
        var guest = new Guest(silo.Http);
        var load = OutageLoad.Start(silo.Http);
        await load.AnsweredAsync(HttpStatusCode.OK, 200);

        FileSizes.Limit(silo.Id, 0);
        await load.AnsweredAsync(HttpStatusCode.ServiceUnavailable, 50);
        await guest.ReadsAsync();
        await guest.IsTurnedAwayAsync();
        Assert.Contains("The store fails calls: The disk failed.", silo.Output, StringComparison.Ordinal);

        FileSizes.Unlimit(silo.Id);
        await load.AnsweredAsync(HttpStatusCode.OK, 200);
        await AssertAllThereOnceAsync(silo.Http, await load.StopAsync());
    }

    [PostgresFact]
    public async Task PostgreSQL_whose_files_cannot_grow_costs_503s_on_writes_alone_and_all_is_well_when_there_is_room()
    {
        // The log is written past the limit's end or not at all, and it must go on: its files are no larger than the limit.
        await using var server = await PostgresServer.StartNewAsync(walSegment: 1);
        await using var silo =
            await SiloProcess.StartAsync($"ConnectionStrings:Contacts={await server.CreateEmptyDatabaseAsync()}", Guest.Setting);
        var guest = new Guest(silo.Http);
        var load = OutageLoad.Start(silo.Http);
        await load.AnsweredAsync(HttpStatusCode.OK, 200);

        FileSizes.LimitPostgres(server.MainProcessId, 1024 * 1024);
        await load.AnsweredAsync(HttpStatusCode.ServiceUnavailable, 50);
        await guest.ReadsAsync();
        Assert.Contains("The store fails calls: The disk of the database failed.", silo.Output, StringComparison.Ordinal);

        FileSizes.UnlimitPostgres(server.MainProcessId);
        await load.AnsweredAsync(HttpStatusCode.OK, 200);
        await AssertAllThereOnceAsync(silo.Http, await load.StopAsync());
    }

    [PostgresFact]
    public async Task Mails_wait_while_their_folder_is_full_and_are_written_once_when_there_is_room()
    {
        using var data = new DataFolder();
        var server = await PostgresServer.SharedAsync();
        await using var silo = await SiloProcess.StartAsync(
            data.Setting, $"ConnectionStrings:Contacts={await server.CreateEmptyDatabaseAsync()}", Guest.Setting);
        var guest = new Guest(silo.Http);

        FileSizes.Limit(silo.Id, 0); // The database is another process.
        for (var i = 0; i < 3; i++)
        {
            using var response =
                await guest.PostAsync("/api/v1/support/contact-form", new { message = $"message {i}", sendToEmail = "a@example.com" });
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
        for (var number = 1; number <= 3; number++)
        {
            var waiting = await MailAsync(guest, number, mail => mail.GetProperty("attempts").GetInt32() > 0);
            Assert.Equal("queued", waiting.GetProperty("state").GetString());
            Assert.StartsWith("the mail folder cannot be written", waiting.GetProperty("note").GetString(), StringComparison.Ordinal);
        }

        FileSizes.Unlimit(silo.Id);
        for (var number = 1; number <= 3; number++) await MailAsync(guest, number, mail => mail.GetProperty("state").GetString() == "sent");
        var files = Directory.GetFiles(Path.Combine(data.Path, "mail"), "*", new EnumerationOptions { AttributesToSkip = 0 });
        Assert.Equal(3, files.Length); // And nothing half written.
        Assert.All(files, file => Assert.EndsWith(".eml", file, StringComparison.Ordinal));
    }

    /// <summary>The mail of a ticket, once it is as wished.</summary>
    private static Task<JsonElement> MailAsync(Guest guest, int number, Func<JsonElement, bool> isReached) => Eventually.GetAsync(
        async () =>
        {
            using var response = await guest.GetAsync($"/bff/ticket/detail?key=DEMO-{number}");
            using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
            return json.RootElement.GetProperty("ticket").GetProperty("mail").Clone();
        },
        isReached, TimeSpan.FromMinutes(2));

    internal static async Task AssertAllThereOnceAsync(HttpClient http, string[] acknowledged)
    {
        var stored = (await http.SearchAsync("outage")).Select(contact => contact.Email!).ToList();
        Assert.Equal(stored.Count, stored.Distinct().Count());
        Assert.Empty(acknowledged.Except(stored));
    }
}
