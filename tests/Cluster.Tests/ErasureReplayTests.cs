using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
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
    public async Task A_replay_erases_and_suppresses_again_as_then_and_may_be_repeated()
    {
        await InServiceAsync(async http =>
        {
            foreach (var email in new[] { "eva@example.com", "jan@example.com" }) await CreateAsync(http, email);
        });
        Copy(_data, _backup, "contacts.db*");
        await InServiceAsync(async http =>
        {
            await CreateAsync(http, "late@example.com"); // The backup does not know it.
            await EraseAsync(http, "eva@example.com", suppress: true);
            await EraseAsync(http, "jan@example.com", suppress: false);
            await EraseAsync(http, "late@example.com", suppress: true);
        });
        Copy(_data, _backup, "erasures.jsonl");
        await File.AppendAllTextAsync(Log, "{\"eraseId\":\"cut o");
        Copy(_backup, _data, "contacts.db*");
        await InServiceAsync(async http => Assert.Equal(2, (await http.SearchAsync("@example.com")).Count));

        var replayed = (await RunAsync("erase", "--replay", Log, Data)).Is(0);
        var repeated = (await RunAsync("erase", "--replay", Log, Data)).Is(0);

        Assert.Equal(
            "3 erasures: 2 contacts erased again, 1 were not there, 1 addresses and numbers suppressed, 0 erasures of other organisations",
            replayed.Output.Trim());
        Assert.Contains("Lines that cannot be read: 1", replayed.Error, StringComparison.Ordinal);
        Assert.StartsWith("3 erasures: 0 contacts erased again, 3 were not there, 0 addresses", repeated.Output, StringComparison.Ordinal);
        await InServiceAsync(async http =>
        {
            Assert.Empty(await http.SearchAsync("@example.com"));
            foreach (var email in new[] { "eva@example.com", "late@example.com" })
                Assert.Equal(HttpStatusCode.Conflict, await TryCreateAsync(http, email));
            Assert.Equal(HttpStatusCode.OK, await TryCreateAsync(http, "jan@example.com"));
        });
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

    private string Log => Path.Combine(_backup.Path, "erasures.jsonl");

    private string Data => $"--Contacts:DataDirectory={_data.Path}";

    private async Task InServiceAsync(Func<HttpClient, Task> work)
    {
        await using var service = await SiloProcess.StartAsync(_data.Setting);
        await work(service.Http);
        Assert.Equal(0, await service.TerminateAsync());
    }

    private static void Copy(DataFolder from, DataFolder to, string pattern)
    {
        foreach (var old in Directory.GetFiles(to.Path, pattern)) File.Delete(old);
        foreach (var file in Directory.GetFiles(from.Path, pattern)) File.Copy(file, Path.Combine(to.Path, Path.GetFileName(file)));
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
