using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Contacts.Testing.Postgres;
using Contacts.WebFront.Tests;
using static Contacts.Cluster.Tests.CommandProcess;

namespace Contacts.Cluster.Tests;

/// <summary>People who were erased are erased again after a backup of before was restored.</summary>
public sealed class ErasureReplayTests : IDisposable
{
    private readonly DataFolder _data = new(), _backup = new();

    public void Dispose()
    {
        _data.Dispose();
        _backup.Dispose();
    }

    [Fact]
    public Task A_replay_erases_and_suppresses_again_as_then_and_may_be_repeated_on_SQLite() => CheckAsync(
        "",
        () => Task.FromResult(Copy(_data, _backup, "contacts.db*")),
        () => Task.FromResult(Copy(_backup, _data, "contacts.db*")));

    [PostgresFact]
    public async Task A_replay_erases_and_suppresses_again_as_then_and_may_be_repeated_on_PostgreSQL()
    {
        var server = await PostgresServer.SharedAsync();
        var (database, restored) = (await server.CreateEmptyDatabaseAsync(), await server.CreateEmptyDatabaseAsync());
        var dump = Path.Combine(_backup.Path, "contacts.dump");
        await CheckAsync(
            Setting(database),
            async () =>
            {
                await PostgresProgram.RunAsync("pg_dump", "--format=custom", $"--file={dump}", PostgresProgram.Uri(database));
                return Setting(database);
            },
            async () =>
            {
                await PostgresProgram.RunAsync("pg_restore", "--exit-on-error", $"--dbname={PostgresProgram.Uri(restored)}", dump);
                return Setting(restored);
            });

        static string Setting(string connectionString) => $"ConnectionStrings:Contacts={connectionString}";
    }

    [Fact]
    public async Task A_replay_through_a_service_needs_a_ROOT_key_or_the_name_of_an_organisation()
    {
        await using var service = await SiloProcess.StartAsync(_data.Setting, $"Contacts:RootKey={ServiceHost.RootKey}");
        await CreateAsync(service.Http, "eva@example.com");
        await EraseAsync(service.Http, "eva@example.com", suppress: true);
        Copy(_data, _backup, "erasures.jsonl");
        string[] there = ["erase", "--replay", Log, "--url", service.Http.BaseAddress!.AbsoluteUri, "--key"];

        (await RunAsync([.. there, SiloProcess.SampleKey])).Is(2);
        var own = (await RunAsync([.. there, SiloProcess.SampleKey, "--organisation", "demo"])).Is(0);
        var other = (await RunAsync([.. there, ServiceHost.RootKey, "--organisation", "acme"])).Is(0);
        var all = (await RunAsync([.. there, ServiceHost.RootKey])).Is(0);

        Assert.StartsWith("1 erasures: 0 contacts erased again, 1 were not there", own.Output, StringComparison.Ordinal);
        Assert.Contains("1 erasures of other organisations", other.Output, StringComparison.Ordinal);
        Assert.Equal(own.Output, all.Output);
    }

    /// <param name="store">The setting of the store besides the data directory's; none: a file in that.</param>
    /// <param name="backUp">Makes a backup, and gives the setting of the store to go on with.</param>
    /// <param name="restore">Restores it, and gives the setting of the restored store.</param>
    private async Task CheckAsync(string store, Func<Task<string>> backUp, Func<Task<string>> restore)
    {
        await InServiceAsync(store, async http =>
        {
            foreach (var email in new[] { "eva@example.com", "jan@example.com" }) await CreateAsync(http, email);
        });
        await InServiceAsync(await backUp(), async http =>
        {
            await CreateAsync(http, "late@example.com"); // The backup does not know it.
            await EraseAsync(http, "eva@example.com", suppress: true);
            await EraseAsync(http, "jan@example.com", suppress: false);
            await EraseAsync(http, "late@example.com", suppress: true);
        });
        Copy(_data, _backup, "erasures.jsonl");
        await File.AppendAllTextAsync(Log, "{\"eraseId\":\"cut o");
        var restored = await restore();
        await InServiceAsync(restored, async http => Assert.Equal(2, (await http.SearchAsync("@example.com")).Count));

        var replayed = (await ReplayAsync(restored)).Is(0);
        var repeated = (await ReplayAsync(restored)).Is(0);

        Assert.Equal(
            "3 erasures: 2 contacts erased again, 1 were not there, 1 addresses and numbers suppressed, 0 erasures of other organisations",
            replayed.Output.Trim());
        Assert.Contains("Lines that cannot be read: 1", replayed.Error, StringComparison.Ordinal);
        Assert.StartsWith("3 erasures: 0 contacts erased again, 3 were not there, 0 addresses", repeated.Output, StringComparison.Ordinal);
        await InServiceAsync(restored, async http =>
        {
            Assert.Empty(await http.SearchAsync("@example.com"));
            foreach (var email in new[] { "eva@example.com", "late@example.com" })
                Assert.Equal(HttpStatusCode.Conflict, await TryCreateAsync(http, email));
            Assert.Equal(HttpStatusCode.OK, await TryCreateAsync(http, "jan@example.com"));
        });
    }

    private Task<CommandEnd> ReplayAsync(string store) => RunAsync([
        "erase", "--replay", Log, $"--{_data.Setting}", .. store.Length > 0 ? new[] { $"--{store}" } : []]);

    private string Log => Path.Combine(_backup.Path, "erasures.jsonl");

    private async Task InServiceAsync(string store, Func<HttpClient, Task> work)
    {
        string[] settings = store.Length > 0 ? [_data.Setting, store] : [_data.Setting];
        await using var service = await SiloProcess.StartAsync(settings);
        await work(service.Http);
        Assert.Equal(0, await service.TerminateAsync());
    }

    /// <summary>No setting is needed for what was copied.</summary>
    private static string Copy(DataFolder from, DataFolder to, string pattern)
    {
        foreach (var old in Directory.GetFiles(to.Path, pattern)) File.Delete(old);
        foreach (var file in Directory.GetFiles(from.Path, pattern)) File.Copy(file, Path.Combine(to.Path, Path.GetFileName(file)));
        return "";
    }

    private static async Task CreateAsync(HttpClient http, string email) =>
        Assert.Equal(HttpStatusCode.OK, await TryCreateAsync(http, email));

    private static async Task<HttpStatusCode> TryCreateAsync(HttpClient http, string email)
    {
        using var answer = await http.PostAsJsonAsync($"/bff/contact/create?apiKey={SiloProcess.SampleKey}", new { email });
        return answer.StatusCode;
    }

    private static async Task EraseAsync(HttpClient http, string email, bool suppress)
    {
        var listed = await http.GetFromJsonAsync<JsonNode>($"/bff/contact/list?filterFulltextQuery={email}&apiKey={SiloProcess.SampleKey}");
        using var answer = await http.PostAsJsonAsync($"/bff/contact/erase?apiKey={SiloProcess.SampleKey}", new
        {
            id = (string)listed!["items"]![0]!["id"]!, reason = "asked for by letter", suppress, tickets = suppress ? "redact" : "keep",
        });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
