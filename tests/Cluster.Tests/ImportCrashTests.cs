using System.Net;
using System.Text;
using System.Text.Json;
using Contacts.Testing.Postgres;

namespace Contacts.Cluster.Tests;

/// <summary>Every row of an import counts once, although the process that works on it dies in the middle.</summary>
public sealed class ImportCrashTests
{
    private const int Rows = 8_000;
    private const int Begun = 700; // So many are there before the kill, of steps of 256 that grow to twice the last one at most.
    private const int PhoneEvery = 100; // Every so manieth row has a phone alone, which is no key: written twice, it would be two contacts.

    private static readonly TimeSpan _moment = TimeSpan.FromMilliseconds(2);

    [Fact]
    public async Task Kill_9_in_the_middle_of_an_import_loses_and_doubles_no_row_on_SQLite()
    {
        using var data = new DataFolder();
        string job;
        await using (var silo = await SiloProcess.StartAsync(data.Setting))
        {
            job = await UploadAsync(silo);
            await KillInTheMiddleAsync(silo, job);
        }

        await using var restarted = await SiloProcess.StartAsync(data.Setting);
        await AssertEveryRowOnceAsync(restarted, job);
    }

    [PostgresFact]
    public async Task Kill_9_in_the_middle_of_an_import_lets_another_process_finish_it_on_PostgreSQL()
    {
        var server = await PostgresServer.SharedAsync();
        var store = $"ConnectionStrings:Contacts={await server.CreateEmptyDatabaseAsync()}";
        var silos = await Task.WhenAll(SiloProcess.StartAsync(store), SiloProcess.StartAsync(store));
        await using var survivor = silos[1];
        string job;
        await using (silos[0])
        {
            job = await UploadAsync(silos[0]);
            await KillInTheMiddleAsync(silos[0], job);
        }

        await AssertEveryRowOnceAsync(survivor, job);
    }

    [Fact]
    public async Task Kill_9_in_the_middle_of_an_undo_takes_every_contact_back_once()
    {
        using var data = new DataFolder();
        string job;
        await using (var silo = await SiloProcess.StartAsync(data.Setting))
        {
            job = await UploadAsync(silo);
            await DoneAsync(silo, job);
            using var response = await silo.Http.PostAsync(
                $"/bff/contact/import/{job}/undo?apiKey={SiloProcess.SampleKey}",
                new StringContent("""{"reason":"the wrong file"}""", Encoding.UTF8, "application/json"));
            Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
            await Eventually.IsTrueAsync(async () => await RemovedAsync(silo, job) >= Begun, pause: _moment);
            Assert.InRange(await RemovedAsync(silo, job), Begun, Rows - 1);
            await silo.KillAsync();
        }

        await using var restarted = await SiloProcess.StartAsync(data.Setting);
        await Eventually.IsTrueAsync(async () => await StateAsync(restarted, job) == "undone", TimeSpan.FromMinutes(3));
        Assert.Equal(Rows, await RemovedAsync(restarted, job));
        using var list = await GetAsync(restarted, "/bff/contact/list?limit=1");
        Assert.Equal(0, list.RootElement.GetProperty("total").GetInt32());
        using var groups = await GetAsync(restarted, "/api/v1/groups");
        Assert.Equal(3, groups.RootElement.GetProperty("data").GetArrayLength()); // Those of the demo organisation.
    }

    private static async Task<int> RemovedAsync(SiloProcess silo, string job)
    {
        using var report = await GetAsync(silo, $"/bff/contact/import/{job}");
        return report.RootElement.GetProperty("job").TryGetProperty("undo", out var undo) ? undo.GetProperty("removed").GetInt32() : 0;
    }

    private static async Task<string> UploadAsync(SiloProcess silo)
    {
        var file = new StringBuilder("email,phone,lastName,groups\n");
        for (var i = 0; i < Rows; i++)
            file.Append(i % PhoneEvery == 0 ? $",+420777{i:000000},L{i},crash\n" : $"c{i}@example.com,,L{i},crash|g{i % 7}\n");
        var content = new StringContent(file.ToString(), Encoding.UTF8, "text/csv");
        using var response = await silo.Http.PostAsync($"/bff/contact/import?apiKey={SiloProcess.SampleKey}", content);
        response.EnsureSuccessStatusCode();
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return json.RootElement.GetProperty("jobId").GetString()!;
    }

    private static async Task KillInTheMiddleAsync(SiloProcess silo, string job)
    {
        await Eventually.IsTrueAsync(async () => await RowsAsync(silo, job) >= Begun, pause: _moment);
        Assert.InRange(await RowsAsync(silo, job), Begun, Rows - 1);
        await silo.KillAsync();
    }

    private static async Task AssertEveryRowOnceAsync(SiloProcess silo, string job)
    {
        await DoneAsync(silo, job);
        using var report = await GetAsync(silo, $"/bff/contact/import/{job}");
        var ended = report.RootElement.GetProperty("job");
        Assert.Equal((Rows, Rows, 0), (Count(ended, "rows"), Count(ended, "created"), Count(ended, "failed")));
        using var list = await GetAsync(silo, "/bff/contact/list?limit=1");
        Assert.Equal(Rows, list.RootElement.GetProperty("total").GetInt32());
        var export = await GetTextAsync(silo, "/bff/contact/export?fields=lastName");
        var names = export.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1);
        Assert.Equal(Enumerable.Range(0, Rows).Select(i => $"L{i}").Order(StringComparer.Ordinal), names.Order(StringComparer.Ordinal));
    }

    private static Task DoneAsync(SiloProcess silo, string job) =>
        Eventually.GetAsync(() => StateAsync(silo, job), state => state == "done", TimeSpan.FromMinutes(3));

    private static async Task<int> RowsAsync(SiloProcess silo, string job)
    {
        using var report = await GetAsync(silo, $"/bff/contact/import/{job}");
        return Count(report.RootElement.GetProperty("job"), "rows");
    }

    private static async Task<string> StateAsync(SiloProcess silo, string job)
    {
        using var report = await GetAsync(silo, $"/bff/contact/import/{job}");
        return report.RootElement.GetProperty("job").GetProperty("state").GetString()!;
    }

    private static int Count(JsonElement job, string name) => job.GetProperty(name).GetInt32();

    private static async Task<JsonDocument> GetAsync(SiloProcess silo, string path) => JsonDocument.Parse(await GetTextAsync(silo, path));

    /// <summary>A process that has just lost its neighbour may say 503 for a moment: the call is repeated.</summary>
    private static async Task<string> GetTextAsync(SiloProcess silo, string path)
    {
        using var response = await Eventually.GetAsync(
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Get, path);
                request.Headers.Authorization = new("Bearer", SiloProcess.SampleKey);
                return silo.Http.SendAsync(request);
            },
            response => response.StatusCode != HttpStatusCode.ServiceUnavailable);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsStringAsync();
    }
}
