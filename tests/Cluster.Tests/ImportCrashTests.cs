using System.Net;
using System.Text;
using System.Text.Json;
using Contacts.Testing.Postgres;

namespace Contacts.Cluster.Tests;

/// <summary>Every row of an import counts once, although the process that works on it dies in the middle.</summary>
public sealed class ImportCrashTests
{
    private const int Rows = 20_000;
    private const int PhoneEvery = 100; // Every so manieth row has a phone alone, which is no key: written twice, it would be two contacts.

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
            await AssertEveryRowOnceAsync(silo, job);
            using var response = await silo.Http.PostAsync(
                $"/bff/contact/import/{job}/undo?apiKey={SiloProcess.SampleKey}",
                new StringContent("""{"reason":"the wrong file"}""", Encoding.UTF8, "application/json"));
            Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
            while (await RemovedAsync(silo, job) < 1_000)
            {
            }
            Assert.InRange(await RemovedAsync(silo, job), 1_000, Rows - 1);
            await silo.KillAsync();
        }

        await using var restarted = await SiloProcess.StartAsync(data.Setting);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        while (await StateAsync(restarted, job) != "undone") limit.Token.ThrowIfCancellationRequested();
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
        while (await RowsAsync(silo, job) < 2_000)
        {
        }
        Assert.InRange(await RowsAsync(silo, job), 2_000, Rows - 1);
        await silo.KillAsync();
    }

    private static async Task AssertEveryRowOnceAsync(SiloProcess silo, string job)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        while (await StateAsync(silo, job) != "done") limit.Token.ThrowIfCancellationRequested();

        using var report = await GetAsync(silo, $"/bff/contact/import/{job}");
        var ended = report.RootElement.GetProperty("job");
        Assert.Equal((Rows, Rows, 0), (Count(ended, "rows"), Count(ended, "created"), Count(ended, "failed")));
        var names = new List<string>();
        for (var page = 1; names.Count % 100 == 0 && page <= Rows / 100; page++)
        {
            using var list = await GetAsync(silo, $"/bff/contact/list?limit=100&page={page}");
            Assert.Equal(Rows, list.RootElement.GetProperty("total").GetInt32());
            names.AddRange(list.RootElement.GetProperty("items").EnumerateArray()
                .Select(item => item.GetProperty("lastName").GetString()!));
        }
        Assert.Equal(Enumerable.Range(0, Rows).Select(i => $"L{i}").Order(StringComparer.Ordinal), names.Order(StringComparer.Ordinal));
    }

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

    /// <summary>A process that has just lost its neighbour may say 503 for a moment: the call is repeated.</summary>
    private static async Task<JsonDocument> GetAsync(SiloProcess silo, string path)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Authorization = new("Bearer", SiloProcess.SampleKey);
            using var response = await silo.Http.SendAsync(request, limit.Token);
            if (response.StatusCode == HttpStatusCode.ServiceUnavailable) continue;
            response.EnsureSuccessStatusCode();
            return JsonDocument.Parse(await response.Content.ReadAsStringAsync(limit.Token));
        }
    }
}
