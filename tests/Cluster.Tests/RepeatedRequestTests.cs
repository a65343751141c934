using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Contacts.Testing.Postgres;

namespace Contacts.Cluster.Tests;

/// <summary>Requests with an Idempotency-Key over real processes, also those that die in the middle of them.</summary>
public sealed class RepeatedRequestTests
{
    [PostgresFact]
    public async Task Of_many_at_once_in_two_processes_one_runs_and_all_get_its_answer()
    {
        var store = await NewDatabaseAsync();
        await using var one = await SiloProcess.StartAsync(store);
        await using var other = await SiloProcess.StartAsync(store);
        for (var round = 0; round < 5; round++)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 20)
                .Select(i => CreateGroupAsync(i % 2 == 0 ? one : other, $"round {round}")));

            Assert.All(answers, answer => Assert.Equal((HttpStatusCode.Created, answers[0]!.Text), (answer!.Status, answer.Text)));
            Assert.Single(answers, answer => !answer!.IsReplayed);
        }
    }

    [PostgresFact]
    public async Task What_a_killed_process_had_begun_is_done_once_by_the_repetitions_on_PostgreSQL()
    {
        var store = await NewDatabaseAsync();
        await using var killed = await SiloProcess.StartAsync(store);

        await RepeatAfterKillAsync(killed, () => SiloProcess.StartAsync(store));
    }

    [Fact]
    public async Task What_a_killed_process_had_begun_is_done_once_by_the_repetitions_on_SQLite()
    {
        using var data = new DataFolder();
        await using var killed = await SiloProcess.StartAsync(data.Setting);

        await RepeatAfterKillAsync(killed, () => SiloProcess.StartAsync(data.Setting));
    }

    private static async Task RepeatAfterKillAsync(SiloProcess killed, Func<Task<SiloProcess>> successor)
    {
        var (begun, told) = (0, new ConcurrentDictionary<string, string>());
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var callers = Task.WhenAll(Enumerable.Range(0, 16).Select(async _ =>
        {
            while (Interlocked.Increment(ref begun) is var i && await CreateGroupAsync(killed, $"group {i}") is { } answer)
            {
                told[$"group {i}"] = answer.Text;
                if (i == 150) enough.SetResult();
            }
        }));
        await enough.Task;
        await killed.KillAsync();
        await callers;

        await using var next = await successor();
        var ids = new HashSet<long>();
        for (var i = 1; i <= begun; i++)
        {
            var answer = (await CreateGroupAsync(next, $"group {i}"))!;
            Assert.Equal(HttpStatusCode.Created, answer.Status);
            Assert.Equal(told.GetValueOrDefault($"group {i}", answer.Text), answer.Text);
            Assert.True(ids.Add(answer.Id), answer.Text);
        }
    }

    private static async Task<Answered?> CreateGroupAsync(SiloProcess silo, string name)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/groups/create") { Content = JsonContent.Create(new { name }) };
        request.Headers.Authorization = new("Bearer", SiloProcess.SampleKey);
        request.Headers.Add("Idempotency-Key", name);
        try
        {
            using var response = await silo.Http.SendAsync(request);
            return new(response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers.Contains("Idempotency-Replayed"));
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return null; // The process is gone.
        }
    }

    private static async Task<string[]> NewDatabaseAsync() =>
        [$"ConnectionStrings:Contacts={await (await PostgresServer.SharedAsync()).CreateEmptyDatabaseAsync()}"];

    private sealed record Answered(HttpStatusCode Status, string Text, bool IsReplayed)
    {
        public long Id => JsonDocument.Parse(Text).RootElement.GetProperty("group").GetProperty("id").GetInt64();
    }
}
