using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Contacts.Cluster.Tests;

/// <summary>
/// A person who is erased while others sign up, merge, import, undo and repeat requests about the person, and the process is killed.
/// </summary>
public sealed class ErasureRaceTests
{
    private const string Needle = "needlerace";
    private const string Address = $"{Needle}@example.com";
    private const string Phone = "+420777987321";

    private readonly ConcurrentBag<string> _erased = [];

    [Fact]
    public async Task Who_was_erased_in_a_race_is_gone_and_a_kill_leaves_nothing_that_cannot_be_erased_again()
    {
        using var data = new DataFolder();
        string id;
        await using (var silo = await SiloProcess.StartAsync(data.Setting))
        {
            id = await FillAsync(silo);
            await RaceAsync(silo, id);
        }
        Assert.NotEmpty(await FilesWithAsync(data, Needle));

        await using var restarted = await SiloProcess.StartAsync(data.Setting);
        foreach (var erased in _erased) Assert.DoesNotContain(erased, await LiveAsync(restarted));
        await ImportsEndAsync(restarted);
        foreach (var live in await LiveAsync(restarted)) Assert.Equal(HttpStatusCode.OK, await EraseAsync(restarted, live));

        Assert.Empty(await LiveAsync(restarted));
        using var detail = await restarted.Http.CallAsync(HttpMethod.Get, $"/bff/contact/detail?id={id}");
        Assert.Equal(HttpStatusCode.NotFound, detail.StatusCode);
        foreach (var text in new[] { Needle, Phone, Phone[4..] })
            await Eventually.GetAsync(() => FilesWithAsync(data, text), files => files.Length == 0);
    }

    /// <summary>The person with a ticket, an import and a stored answer.</summary>
    private static async Task<string> FillAsync(SiloProcess silo)
    {
        await RegisterAsync(silo, "First");
        using var form = await silo.Http.CallAsync(
            HttpMethod.Post, "/api/v1/support/contact-form", new { message = $"I am {Needle}.", customerEmail = Address });
        await ImportAsync(silo);
        await ImportsEndAsync(silo);
        await CreateOnceAsync(silo);
        return (await LiveAsync(silo)).First();
    }

    /// <summary>Kills the process once an erasure was answered.</summary>
    private async Task RaceAsync(SiloProcess silo, string id)
    {
        var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Func<Task>[] acts =
        [
            () => ImportAsync(silo), () => UndoAllAsync(silo), () => CreateOnceAsync(silo), () => MergeAsync(silo, id),
            () => RegisterAsync(silo, "Again"), () => RegisterAsync(silo, "Once more"),
            async () =>
            {
                foreach (var live in (await LiveAsync(silo)).Append(id))
                {
                    if (await EraseAsync(silo, live) != HttpStatusCode.OK) continue;
                    _erased.Add(live);
                    first.TrySetResult();
                }
            },
        ];
        var racers = acts.Select(act => Task.Run(() => UntilKilledAsync(act))).ToArray();
        await first.Task.WaitAsync(TimeSpan.FromMinutes(2));
        await silo.KillAsync();
        await Task.WhenAll(racers);
    }

    private static async Task UntilKilledAsync(Func<Task> act)
    {
        try
        {
            while (true) await act();
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            // The process was killed.
        }
    }

    private static async Task RegisterAsync(SiloProcess silo, string firstName)
    {
        var body = new { email = Address, firstName, lastName = Needle, phone = Phone };
        using var answer = await silo.Http.CallAsync(HttpMethod.Post, "/api/v1/newsletter/register-contact", body);
    }

    /// <summary>The same request each time, by its key.</summary>
    private static async Task CreateOnceAsync(SiloProcess silo)
    {
        using var answer = await silo.Http.CallAsync(
            HttpMethod.Post, "/bff/contact/create", new { email = $"second.{Address}", lastName = Needle }, "once");
    }

    private static async Task MergeAsync(SiloProcess silo, string id)
    {
        foreach (var other in (await LiveAsync(silo)).Where(live => live != id))
        {
            var body = new { finalCustomerId = id, legacyCustomerId = other };
            using var answer = await silo.Http.CallAsync(HttpMethod.Post, "/bff/contact/merge-customers", body);
        }
    }

    private static async Task ImportAsync(SiloProcess silo)
    {
        var rows = $"email,phone,company\n{Address},{Phone},{Needle}\n{Address},nothing,{Needle}\n";
        using var file = new StringContent(rows, Encoding.UTF8, "text/csv");
        using var answer = await silo.Http.CallAsync(HttpMethod.Post, "/bff/contact/import", file);
    }

    private static async Task UndoAllAsync(SiloProcess silo)
    {
        foreach (var job in await JobsAsync(silo))
        {
            using var answer = await silo.Http.CallAsync(
                HttpMethod.Post, $"/bff/contact/import/{job["id"]}/undo", new { reason = "the wrong file" });
        }
    }

    private static Task ImportsEndAsync(SiloProcess silo) => Eventually.IsTrueAsync(
        async () => (await JobsAsync(silo)).All(job => (string)job["state"]! is "done" or "undone"), TimeSpan.FromMinutes(2));

    private static async Task<JsonNode[]> JobsAsync(SiloProcess silo)
    {
        using var answer = await silo.Http.CallAsync(HttpMethod.Get, "/bff/contact/import/list?limit=100");
        return [.. JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["items"]!.AsArray().Select(job => job!)];
    }

    /// <summary>The external ids of the contacts that have the needle.</summary>
    private static async Task<string[]> LiveAsync(SiloProcess silo)
    {
        using var answer = await silo.Http.CallAsync(HttpMethod.Get, $"/bff/contact/list?limit=100&filterFulltextQuery={Needle}");
        return [.. JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["items"]!.AsArray().Select(item => (string)item!["id"]!)];
    }

    private static async Task<HttpStatusCode> EraseAsync(SiloProcess silo, string id)
    {
        var body = new { id, reason = "asked for by letter", suppress = false };
        using var answer = await silo.Http.CallAsync(HttpMethod.Post, "/bff/contact/erase", body);
        return answer.StatusCode;
    }

    /// <summary>The files of the folder that have a text; read by a program that asks nobody for a lock.</summary>
    private static Task<string> FilesWithAsync(DataFolder data, string text) =>
        Programs.RunAsync("sh", "-c", "grep -rlaF -- \"$1\" \"$2\" || true", "sh", text, data.Path);
}
