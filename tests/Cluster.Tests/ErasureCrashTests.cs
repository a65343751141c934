using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Contacts.Testing.Postgres;

namespace Contacts.Cluster.Tests;

public sealed class ErasureCrashTests
{
    private const int People = 400;

    [Fact]
    public async Task Kill_9_leaves_nobody_erased_by_half_and_every_erasure_a_line_on_SQLite()
    {
        using var data = new DataFolder();
        await KillUnderLoadAsync(data, data.Setting);
    }

    [PostgresFact]
    public async Task Kill_9_leaves_nobody_erased_by_half_and_every_erasure_a_line_on_PostgreSQL()
    {
        var server = await PostgresServer.SharedAsync();
        using var data = new DataFolder();
        await KillUnderLoadAsync(data, data.Setting, $"ConnectionStrings:Contacts={await server.CreateEmptyDatabaseAsync()}");
    }

    private static async Task KillUnderLoadAsync(DataFolder data, params string[] settings)
    {
        string[] acknowledged, all;
        await using (var silo = await SiloProcess.StartAsync(settings))
        {
            var people = Enumerable.Range(0, People).Select(i => new { email = $"p{i}@example.com" }).ToArray();
            using var created = await silo.Http.PostAsJsonAsync(
                $"/api/v1/newsletter/register-contacts?apiKey={SiloProcess.SampleKey}", new { contacts = people });
            created.EnsureSuccessStatusCode();
            all = await IdsAsync(silo.Http);
            acknowledged = await LoadUntilKilled.RunAsync(silo, (client, number) => Erase(all[(client + (number * 8)) % People]));
        }

        await using var restarted = await SiloProcess.StartAsync(settings);
        var (left, erased) = (await IdsAsync(restarted.Http), await ErasedAsync(restarted.Http));
        Assert.Empty(acknowledged.Except(erased));
        Assert.Equal(all.Order(), left.Concat(erased).Order());
        var log = Path.Combine(data.Path, "erasures.jsonl");
        await Eventually.IsTrueAsync(async () => !erased.Except(await LoggedAsync(log)).Any());
    }

    private static (string Id, HttpRequestMessage Request) Erase(string id) =>
        (id, new(HttpMethod.Post, $"/bff/contact/erase?apiKey={SiloProcess.SampleKey}")
        {
            Content = JsonContent.Create(new { id, reason = "asked for by letter" }),
        });

    private static async Task<string[]> IdsAsync(HttpClient http)
    {
        List<string> ids = [];
        for (var page = 1; ; page++)
        {
            var listed = await http.GetFromJsonAsync<JsonNode>($"/bff/contact/list?limit=100&page={page}&apiKey={SiloProcess.SampleKey}");
            ids.AddRange(listed!["items"]!.AsArray().Select(item => (string)item!["id"]!));
            if (listed["items"]!.AsArray().Count < 100) return [.. ids];
        }
    }

    private static async Task<string[]> ErasedAsync(HttpClient http)
    {
        List<string> ids = [];
        for (var before = ""; ;)
        {
            var listed = await http.GetFromJsonAsync<JsonNode>($"/bff/erasure/list?limit=100{before}&apiKey={SiloProcess.SampleKey}");
            ids.AddRange(listed!["items"]!.AsArray().SelectMany(item => item!["contactIds"]!.AsArray().Select(id => (string)id!)));
            if (listed["nextBefore"] is not { } next) return [.. ids];
            before = $"&before={next}";
        }
    }

    /// <summary>None while the service has the file locked. A line that the kill cut off is none.</summary>
    private static async Task<string[]> LoggedAsync(string log)
    {
        try
        {
            return [.. (await File.ReadAllLinesAsync(log)).Where(line => line.EndsWith('}'))
                .SelectMany(line => JsonNode.Parse(line)!["contactIds"]!.AsArray().Select(id => (string)id!))];
        }
        catch (IOException)
        {
            return [];
        }
    }
}
