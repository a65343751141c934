using System.Text.Json.Nodes;
using Contacts.Testing.Postgres;

namespace Contacts.Cluster.Tests;

/// <summary>
/// Imports, sign-ups, merges, cancels and undos at once, while processes are killed: rows add up at every moment, each counts once, an undo
/// takes back what is the import's alone, and who has said "no" stays out.
/// </summary>
public sealed class BulkCrashTests
{
    private static readonly HashSet<string> _ended = ["done", "cancelled", "undone"];
    private static readonly TimeSpan _moment = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan _long = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Whatever_is_mixed_and_killed_adds_up_on_SQLite()
    {
        using var data = new DataFolder();
        await using var killed = await SiloProcess.StartAsync(data.Setting);
        var load = await StartedAsync(killed);
        var struck = await KillAtWorkAsync(killed, killed, load);
        await using var silo = await SiloProcess.StartAsync(data.Setting);
        load.GoOnWith(silo);
        await EndAsync(silo, load, struck);
    }

    [PostgresFact]
    public async Task Whatever_is_mixed_and_killed_adds_up_with_two_processes_on_PostgreSQL()
    {
        var store = $"ConnectionStrings:Contacts={await (await PostgresServer.SharedAsync()).CreateEmptyDatabaseAsync()}";
        await using var killed = await SiloProcess.StartAsync(store);
        await using var other = await SiloProcess.StartAsync(store);
        var load = await StartedAsync(killed);
        load.GoOnWith(other);
        var struck = await KillAtWorkAsync(killed, other, load);
        await EndAsync(other, load, struck);
    }

    private static async Task<BulkLoad> StartedAsync(SiloProcess silo)
    {
        var load = new BulkLoad(silo);
        await load.PrepareAsync();
        load.Start();
        return load;
    }

    /// <summary>Kills a process while an import is written, which another one may do, too; the import.</summary>
    private static async Task<BulkFile> KillAtWorkAsync(SiloProcess silo, SiloProcess asked, BulkLoad load)
    {
        var before = load.SignUps.Count;
        await Eventually.IsTrueAsync(() => load.SignUps.Count > before + 20);
        while (true)
        {
            var file = (await Eventually.GetAsync(() => load.ImportAsync(new Random()), file => file is not null))!;
            if (await Eventually.GetAsync(() => StateAsync(asked, file), state => state != "queued", _long, _moment) != "running") continue;
            await silo.KillAsync();
            return file;
        }
    }

    private static async Task EndAsync(SiloProcess silo, BulkLoad load, BulkFile struck)
    {
        await load.StopAsync();
        foreach (var file in load.Files) await Eventually.GetAsync(() => StateAsync(silo, file), _ended.Contains, _long);
        await load.UndoAsync(struck);
        await Eventually.GetAsync(() => StateAsync(silo, struck), state => state == "undone", _long);
        var live = await LiveAsync(silo);
        Assert.Equal(live.Length, live.DistinctBy(contact => contact.Email).Count());
        foreach (var file in load.Files) CheckFile(file, await JobAsync(silo, file), [.. live.Select(contact => contact.Email)]);
        for (var i = 0; i < BulkLoad.Refused; i++)
            Assert.Equal("false", Assert.Single(live, contact => contact.Email == BulkLoad.RefusedAddress(i)).Subscribed);
        foreach (var signUps in load.SignUps.GroupBy(signUp => signUp.Email)) await CheckSignUpsAsync(silo, signUps);
    }

    private static void CheckFile(BulkFile file, JsonNode job, string[] emails)
    {
        var left = emails.Count(email => email.StartsWith(file.Own, StringComparison.Ordinal));
        var state = (string)job["state"]!;
        if (state == "done") Assert.Equal(file.Rows.Length, Number(job, "rows"));
        if (state != "undone")
        {
            Assert.Equal(file.OwnAmong(Number(job, "rows")), left);
            return;
        }
        var undo = job["undo"]!;
        Assert.Equal(0, left);
        Assert.InRange(Number(undo, "removed"), file.OwnAmong(Number(job, "rows")), Number(job, "created"));
        Assert.InRange(
            Number(undo, "removed") + Number(undo, "restored") + Number(undo, "kept"), 0, Number(job, "created") + Number(job, "updated"));
    }

    /// <summary>The contact is there, and its history has every name that was acknowledged.</summary>
    private static async Task CheckSignUpsAsync(SiloProcess silo, IGrouping<string, (string Email, string Name)> signUps)
    {
        var found = await GetAsync(silo, $"/bff/contact/list?filterFulltextQuery={signUps.Key}");
        var id = (string)Assert.Single(found["items"]!.AsArray(), item => (string)item!["email"]! == signUps.Key)!["id"]!;
        List<string> names = [];
        for (var before = ""; ;)
        {
            var page = await GetAsync(silo, $"/bff/contact/history?id={id}&limit=100{before}");
            names.AddRange(page["items"]!.AsArray().Select(entry => (string?)entry!["after"]?["lastName"]).OfType<string>());
            if (page["nextBefore"] is not { } next) break;
            before = $"&before={next}";
        }
        Assert.Empty(signUps.Select(signUp => signUp.Name).Except(names));
    }

    private static async Task<string> StateAsync(SiloProcess silo, BulkFile file) => (string)(await JobAsync(silo, file))["state"]!;

    /// <summary>The job, whose rows add up.</summary>
    private static async Task<JsonNode> JobAsync(SiloProcess silo, BulkFile file)
    {
        var job = (await GetAsync(silo, $"/bff/contact/import/{file.Job}"))["job"]!;
        Assert.Equal(
            Number(job, "rows"), Number(job, "created") + Number(job, "updated") + Number(job, "unchanged") + Number(job, "failed"));
        return job;
    }

    private static int Number(JsonNode node, string name) => (int)node[name]!;

    private static async Task<(string Email, string Subscribed)[]> LiveAsync(SiloProcess silo)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get, $"/bff/contact/export?fields=email,emailSubscribed&apiKey={SiloProcess.SampleKey}");
        using var response = await silo.Http.SendAsync(request);
        var lines = (await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync()).Split("\r\n").Skip(1);
        return [.. lines.Select(line => line.Split(',')).Where(cells => cells[0].Length > 0).Select(cells => (cells[0], cells[1]))];
    }

    private static async Task<JsonNode> GetAsync(SiloProcess silo, string path)
    {
        var separator = path.Contains('?') ? '&' : '?';
        using var response = await silo.Http.GetAsync($"{path}{separator}apiKey={SiloProcess.SampleKey}");
        return JsonNode.Parse(await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync())!;
    }
}
