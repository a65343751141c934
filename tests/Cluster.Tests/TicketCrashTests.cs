using System.Net.Http.Json;
using System.Text.Json;
using Contacts.Testing.Postgres;

namespace Contacts.Cluster.Tests;

public sealed class TicketCrashTests
{
    [Fact]
    public async Task Kill_9_loses_no_acknowledged_ticket_and_every_one_gets_its_mail_on_SQLite()
    {
        using var data = new DataFolder();
        await KillUnderLoadAsync(data, data.Setting);
    }

    [PostgresFact]
    public async Task Kill_9_loses_no_acknowledged_ticket_and_every_one_gets_its_mail_on_PostgreSQL()
    {
        var server = await PostgresServer.SharedAsync();
        using var data = new DataFolder();
        await KillUnderLoadAsync(data, data.Setting, $"ConnectionStrings:Contacts={await server.CreateEmptyDatabaseAsync()}");
    }

    private static async Task KillUnderLoadAsync(DataFolder data, params string[] settings)
    {
        // Each form comes from a network of its own, as from so many people: nothing of it looks like spam.
        string[] all = [.. settings, "Contacts:TrustedProxies=127.0.0.1"];
        string[] acknowledged;
        await using (var silo = await SiloProcess.StartAsync(all))
        {
            acknowledged = await LoadUntilKilled.RunAsync(silo, Submit);
        }

        await using var restarted = await SiloProcess.StartAsync(all);
        var tickets = await ListAsync(restarted.Http, "");
        Assert.Empty(acknowledged.Except(tickets.Select(ticket => ticket.Subject)));
        Assert.Equal(Enumerable.Range(1, tickets.Count), tickets.Select(ticket => ticket.Number).Order());
        foreach (var ticket in tickets)
            await Eventually.GetAsync(() => MailStateAsync(restarted.Http, ticket.Id), state => state == "sent", TimeSpan.FromMinutes(2));
        // A mail that was written and not noted before the kill was written again, into the same file.
        Assert.Equal(tickets.Count, Directory.GetFiles(Path.Combine(data.Path, "mail"), "*.eml").Length);
    }

    private static (string Text, HttpRequestMessage Request) Submit(int client, int number)
    {
        var message = $"ticket {client} {number}";
        return (message, new(HttpMethod.Post, $"/api/v1/support/contact-form?apiKey={SiloProcess.SampleKey}")
        {
            Content = JsonContent.Create(
                new { message, customerEmail = $"c{client}.{number}@example.com", sendToEmail = $"a{number}@example.com" }),
        });
    }

    private static async Task<List<(string Id, int Number, string Subject)>> ListAsync(HttpClient http, string filter)
    {
        var found = new List<(string, int, string)>();
        for (var page = 1; ; page++)
        {
            using var json = await GetAsync(http, $"/bff/ticket/list?limit=100&page={page}{filter}");
            var items = json.RootElement.GetProperty("items");
            foreach (var item in items.EnumerateArray())
                found.Add((item.GetProperty("id").GetString()!, int.Parse(item.GetProperty("key").GetString()!.Split('-')[1]),
                    item.GetProperty("subject").GetString()!));
            if (items.GetArrayLength() < 100) return found;
        }
    }

    private static async Task<string> MailStateAsync(HttpClient http, string id)
    {
        using var json = await GetAsync(http, $"/bff/ticket/detail?id={id}");
        return json.RootElement.GetProperty("ticket").GetProperty("mail").GetProperty("state").GetString()!;
    }

    private static async Task<JsonDocument> GetAsync(HttpClient http, string path)
    {
        var text = await http.GetStringAsync($"{path}&apiKey={SiloProcess.SampleKey}");
        return JsonDocument.Parse(text);
    }
}
