using System.Net.Http.Json;
using System.Text.Json;
using Contacts.Testing.Postgres;

namespace Contacts.Cluster.Tests;

/// <summary>What is counted of sign-ups over real processes that die in the middle of them.</summary>
public sealed class SignUpCrashTests
{
    [Fact]
    public async Task Kill_9_loses_no_count_and_adds_none_on_SQLite()
    {
        using var data = new DataFolder();
        await KillAsync([data.Setting], processes: 1);
    }

    [PostgresFact]
    public async Task Kill_9_of_one_of_three_processes_loses_no_count_and_adds_none_on_PostgreSQL()
    {
        var server = await PostgresServer.SharedAsync();
        await KillAsync([$"ConnectionStrings:Contacts={await server.CreateEmptyDatabaseAsync()}"], processes: 3);
    }

    /// <summary>
    /// Each client signs up addresses of its own, each twice, with an Idempotency-Key; what a process was killed over is sent again to
    /// another one with the same key: then each sign-up is counted once.
    /// </summary>
    private static async Task KillAsync(string[] settings, int processes)
    {
        var silos = await Task.WhenAll(Enumerable.Range(0, processes).Select(_ => SiloProcess.StartAsync(settings)));
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var clients = Enumerable.Range(0, 8).Select(client => SendAsync(silos[client % processes], client, enough)).ToArray();
        await enough.Task;
        await silos[0].KillAsync();
        if (processes > 1) await Task.WhenAll(silos[1..].Select(silo => silo.TerminateAsync()));
        var ended = await Task.WhenAll(clients);
        foreach (var silo in silos) await silo.DisposeAsync();

        await using var restarted = await SiloProcess.StartAsync(settings);
        foreach (var (email, key) in ended.SelectMany(client => client.Unanswered))
            Assert.True(await TrySignUpAsync(restarted, email, key));
        var sent = ended.Sum(client => client.Sent);
        using var report = JsonDocument.Parse(
            await restarted.Http.GetStringAsync($"/bff/analytics/signups?groupBy=source&apiKey={SiloProcess.SampleKey}"));
        var totals = report.RootElement.GetProperty("totals");
        Assert.Equal(sent, totals.GetProperty("submitted").GetInt64());
        Assert.Equal(ended.Sum(client => client.Addresses), totals.GetProperty("created").GetInt64());
        Assert.Equal(sent, totals.GetProperty("created").GetInt64() + totals.GetProperty("repeated").GetInt64());
        Assert.Equal(sent, report.RootElement.GetProperty("buckets").EnumerateArray().Sum(bucket => bucket.GetProperty("submitted").GetInt64()));
    }

    private static async Task<Client> SendAsync(SiloProcess silo, int client, TaskCompletionSource enough)
    {
        for (var i = 0; ; i++)
        {
            var (email, key) = ($"c{client}.{i / 2}@example.com", $"{client}-{i}");
            if (!await TrySignUpAsync(silo, email, key)) return new(i + 1, (i / 2) + 1, [(email, key)]);
            if (client == 0 && i == 40) enough.TrySetResult();
        }
    }

    private static async Task<bool> TrySignUpAsync(SiloProcess silo, string email, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/newsletter/register-contact?apiKey={SiloProcess.SampleKey}")
        {
            Content = JsonContent.Create(new { email, source = $"s{email.Length % 3}", groups = new[] { "g" } }),
        };
        request.Headers.Add("Idempotency-Key", key);
        try
        {
            using var response = await silo.Http.SendAsync(request);
            return response.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return false; // The process is gone.
        }
    }

    /// <summary>What a client has sent: sign-ups, addresses, and the sign-up that got no answer.</summary>
    private sealed record Client(int Sent, int Addresses, (string Email, string Key)[] Unanswered);
}
